package tower.hooks;

/** The beginning of what somebody else wrote, fit for one line of a log. */
final class Excerpt {
  private Excerpt() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(Client.EXCERPT)
        .map(c -> printable(c) ? c : ' ')
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  private static boolean printable(int codePoint) {
    int type = Character.getType(codePoint);
    return !Character.isISOControl(codePoint)
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
