package tower.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code problems.txt} tells of a problem besides its title and what the shop does.
 *
 * @param why why it happens
 * @param technician what somebody at the tower does
 * @param example the detail of one occurrence
 */
record ProblemStory(String why, String technician, String example) {
  private static final String FILE = "/tower/api/problems.txt";

  /** All stories, by the problem's code. A block each: the code, then a line for each part. */
  static Map<String, ProblemStory> read() {
    Map<String, ProblemStory> stories = new LinkedHashMap<>();
    for (String block : Documents.resource(FILE).split("\n\n+", -1)) {
      String[] lines = block.strip().split("\n", -1);
      if (lines[0].startsWith("#")) {
        continue;
      }
      if (lines.length != 4 || stories.put(lines[0], story(lines)) != null) {
        throw new IllegalStateException(FILE + " tells nothing clear of " + lines[0]);
      }
    }
    return stories;
  }

  private static ProblemStory story(String[] lines) {
    return new ProblemStory(
        part(lines[1], "why: "), part(lines[2], "technician: "), part(lines[3], "example: "));
  }

  private static String part(String line, String name) {
    if (!line.startsWith(name)) {
      throw new IllegalStateException(FILE + ": expected " + name + " at " + line);
    }
    return line.substring(name.length()).strip();
  }
}
