package tower.simulator.planted;

import java.util.ArrayList;
import java.util.List;

/**
 * A change of one file, as a unified diff with one hunk; what stands before the diff says what is
 * broken, which invariants may find it, and which seed did so last.
 *
 * @param name of the planted bug
 * @param text what it breaks
 * @param foundBy the invariants that are made for it
 * @param seed that found it last and is tried first, {@link Searched#NONE} for none
 * @param path of the file, from the root of the source tree
 * @param before lines as they must stand in the file, exactly once
 * @param after lines as they shall be
 */
record Patch(
    String name,
    String text,
    List<String> foundBy,
    long seed,
    String path,
    List<String> before,
    List<String> after) {
  private static final String FOUND_BY = "Found by: ";
  private static final String SEED = "Seed: ";
  private static final String FILE = "+++ b/";

  /**
   * Reads a patch.
   *
   * @throws IllegalArgumentException when it is not one
   */
  static Patch parse(String name, String content) {
    String text = "";
    List<String> foundBy = List.of();
    long seed = Searched.NONE;
    String path = "";
    int hunks = 0;
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String line : content.lines().toList()) {
      if (line.startsWith(FOUND_BY)) {
        foundBy = List.of(line.substring(FOUND_BY.length()).strip().split(", *"));
      } else if (line.startsWith(SEED)) {
        seed = Long.parseLong(line.substring(SEED.length()).strip());
      } else if (line.startsWith(FILE)) {
        path = line.substring(FILE.length()).strip();
      } else if (line.startsWith("@@")) {
        hunks++;
      } else if (hunks > 0) {
        hunkLine(line, before, after);
      } else if (!line.startsWith("---") && text.isEmpty()) {
        text = line.strip();
      }
    }
    if (path.isEmpty() || foundBy.isEmpty() || text.isEmpty() || hunks != 1) {
      throw new IllegalArgumentException(
          name + " needs a line of text, \"Found by: \", a file and one hunk");
    }
    return new Patch(name, text, foundBy, seed, path, List.copyOf(before), List.copyOf(after));
  }

  private static void hunkLine(String line, List<String> before, List<String> after) {
    String rest = line.isEmpty() ? "" : line.substring(1);
    if (!line.startsWith("+")) {
      before.add(rest);
    }
    if (!line.startsWith("-")) {
      after.add(rest);
    }
  }

  /**
   * The file with the bug in it.
   *
   * @throws IllegalArgumentException when the lines do not stand in it exactly once
   */
  String applied(String source) {
    String old = String.join("\n", before);
    int at = source.indexOf(old);
    if (at < 0 || source.indexOf(old, at + 1) >= 0) {
      throw new IllegalArgumentException(
          name + " does not apply to " + path + " any more: renew the patch");
    }
    return source.substring(0, at) + String.join("\n", after) + source.substring(at + old.length());
  }
}
