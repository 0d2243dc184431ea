package tower.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long things have really taken, measured against what they should take: of each kind the last
 * {@value #KEPT}. Immutable. It begins with a wide guess, which every measurement outweighs a
 * little more; so what is said after a restart is vague, and never falsely exact.
 */
public final class Experience {
  /** Nothing was measured yet. */
  public static final Experience NONE = new Experience(Map.of());

  static final int KEPT = 64;

  /**
   * The guess counts as much as two measurements at first, in parts of a {@value #KEPT}th; with
   * eight of them as much as one, and with all of them as good as nothing.
   */
  private static final int GUESS_WEIGHT = 2 * KEPT;

  /** A switch that sticks once must not spoil everything that is said for the next hours. */
  private static final int MOST_PERMILLE = 20_000;

  /** What can be measured. */
  public enum What {
    TRAVEL(1200, 600),
    EXTEND(1200, 600),
    RETRACT(1200, 600),
    RAISE(1300, 700),
    LOWER(1300, 700),
    OPEN_INNER(1300, 700),
    CLOSE_INNER(1300, 700),
    HOME(1000, 500),
    /** From a car that waits in a portal to the right code. */
    COLLECT(1000, 800),
    /** From the right code to a portal that is shut again. */
    LEAVE(1000, 800),
    /** From a portal that opens for a car to one that is shut behind it. */
    ARRIVE(1000, 800);

    private final long guessPermille;
    private final long deviationPermille;

    What(long guessPermille, long deviationPermille) {
      this.guessPermille = guessPermille;
      this.deviationPermille = deviationPermille;
    }
  }

  /** Thousandths of what was planned; the oldest first. */
  private final Map<What, int[]> ratios;

  private Experience(Map<What, int[]> ratios) {
    this.ratios = ratios;
  }

  /** The same with one measurement more. */
  public Experience with(What what, long plannedMs, long tookMs) {
    if (plannedMs <= 0 || tookMs < 0) {
      return this;
    }
    int ratio = (int) Math.min(MOST_PERMILLE, tookMs * 1000 / plannedMs);
    int[] before = ratios.getOrDefault(what, new int[0]);
    int drop = before.length < KEPT ? 0 : 1;
    int[] after = new int[before.length - drop + 1];
    System.arraycopy(before, drop, after, 0, before.length - drop);
    after[after.length - 1] = ratio;
    Map<What, int[]> next = new EnumMap<>(What.class);
    next.putAll(ratios);
    next.put(what, after);
    return new Experience(Collections.unmodifiableMap(next));
  }

  /** How many of them were measured. */
  public int measured(What what) {
    return ratios.getOrDefault(what, new int[0]).length;
  }

  /** How long it will take that should take so long. */
  public Spread of(What what, long plannedMs) {
    int[] seen = ratios.getOrDefault(what, new int[0]);
    long guess = GUESS_WEIGHT * KEPT / (KEPT + (long) seen.length * seen.length);
    long weight = (long) seen.length * KEPT + guess;
    long sum = what.guessPermille * guess;
    for (int ratio : seen) {
      sum += (long) ratio * KEPT;
    }
    long mean = sum / weight;
    long offGuess = what.guessPermille - mean;
    long squares = guess * (what.deviationPermille * what.deviationPermille + offGuess * offGuess);
    for (int ratio : seen) {
      squares += (ratio - mean) * (ratio - mean) * KEPT;
    }
    long deviation = TravelTime.ceilSqrt(squares / weight);
    return Spread.of(plannedMs * mean / 1000, plannedMs * deviation / 1000);
  }
}
