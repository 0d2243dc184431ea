package tower.simulator.planted;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a search ended with, as one line of text between two processes.
 *
 * @param seed in which one of the wanted invariants found something, {@link #NONE} for none
 * @param tried so many seeds were begun with when it ended
 * @param invariants that found something in that seed; without one, in all seeds
 */
record Searched(long seed, long tried, String invariants) {
  static final long NONE = -1;

  private static final Pattern LINE =
      Pattern.compile("searched seed=(-?\\d+) tried=(\\d+) invariants=(\\S*)");

  /** The last such line of an output. */
  static Optional<Searched> in(String output) {
    Optional<Searched> last = Optional.empty();
    Matcher line = LINE.matcher(output);
    while (line.find()) {
      long seed = Long.parseLong(line.group(1));
      long tried = Long.parseLong(line.group(2));
      last = Optional.of(new Searched(seed, tried, line.group(3)));
    }
    return last;
  }

  List<String> list() {
    return invariants.isEmpty() ? List.of() : List.of(invariants.split(","));
  }

  @Override
  public String toString() {
    return "searched seed=" + seed + " tried=" + tried + " invariants=" + invariants;
  }
}
