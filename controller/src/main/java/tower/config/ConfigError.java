package tower.config;

/**
 * One thing wrong in a configuration file, written for the person who wrote the file.
 *
 * @param file the file as the caller named it
 * @param line line number from 1
 * @param column column from 1
 * @param length how many characters the caret line marks, at least 1
 * @param path where in the file's tables, such as {@code bays[1].level}; empty for the whole file
 * @param message what is wrong
 * @param sourceLine the line itself, empty where the file could not be read
 * @param hint remedy, empty when the message says it all
 */
public record ConfigError(
    String file,
    int line,
    int column,
    int length,
    String path,
    String message,
    String sourceLine,
    String hint) {
  /** The error as text of several lines, without a line break at the end. */
  public String render() {
    StringBuilder text = new StringBuilder();
    text.append(file).append(':').append(line).append(':').append(column).append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    if (!sourceLine.isEmpty()) {
      text.append("\n  ").append(sourceLine);
      text.append("\n  ").append(blank(column - 1)).append("^".repeat(length));
    }
    if (!hint.isEmpty()) {
      text.append("\n  hint: ").append(hint);
    }
    return text.toString();
  }

  /** So many blanks, but tabs where the source has tabs, so that the caret stands right. */
  private String blank(int width) {
    StringBuilder blanks = new StringBuilder();
    for (int i = 0; i < width; i++) {
      blanks.append(i < sourceLine.length() && sourceLine.charAt(i) == '\t' ? '\t' : ' ');
    }
    return blanks.toString();
  }
}
