package tower.drive;

import java.util.Collection;
import java.util.Locale;
import tower.model.DriveProfile;

/**
 * The longest time from an opened stop input to the last bit of the last stop frame, when the edge
 * just missed its look and no drive answers any more. From the drive files and the line's settings
 * alone, so that {@code validate} can refuse a line that is too slow.
 *
 * @param missedMicros until the input is looked at again: the exchange in flight with its time-out,
 *     or the loop's longest rest between two looks
 * @param stopMicros all stop frames with their silences and short waits for answers
 * @param decideMicros allowance for the controller's own work in between
 */
public record WorstReaction(long missedMicros, long stopMicros, long decideMicros) {
  /** The control deadline. */
  public static final int LIMIT_MS = 100;

  /** Calls decided before the look that misses the edge and before the next, and what follows. */
  private static final long DECIDE_MICROS = 2_000;

  /** The longest write of a sequence: four parameters with neighbouring addresses. */
  private static final int MOST_VALUES = 4;

  /**
   * Computes it for one line.
   *
   * @param drives the drive of every axis on the line
   * @param restMs longest time between two looks at the inputs in which no exchange is under way
   */
  public static WorstReaction of(
      BusSettings settings, Collection<DriveProfile> drives, int restMs) {
    int words = drives.stream().mapToInt(DriveProfile::wordsPerValue).max().orElse(2);
    int minGapMicros = drives.stream().mapToInt(DriveProfile::minGapMicros).max().orElse(0);
    long gap = micros(settings.silenceNanos()) + minGapMicros;
    long request = micros(settings.characterNanos(9 + 2 * words * MOST_VALUES));
    long inFlight = gap + request + settings.timeoutMs() * 1_000L;
    long frame = micros(settings.characterNanos(9 + 2 * words));
    long answer = settings.stopAnswerMs() * 1_000L + micros(settings.characterNanos(8));
    int axes = drives.size();
    long stop = axes * (gap + frame) + Math.max(0, axes - 1) * answer;
    return new WorstReaction(Math.max(inFlight, restMs * 1_000L), stop, DECIDE_MICROS);
  }

  private static long micros(long nanos) {
    return (nanos + 999) / 1_000;
  }

  /** All of it. */
  public long totalMicros() {
    return missedMicros + decideMicros + stopMicros;
  }

  /** True when it is no longer than {@link #LIMIT_MS}. */
  public boolean withinLimit() {
    return totalMicros() <= LIMIT_MS * 1_000L;
  }

  /** One line for people: the sum, its parts and, if it is too long, what helps. */
  public String text() {
    String sum =
        String.format(
            Locale.ROOT,
            "worst reaction %.1f ms of %d ms: edge just missed %.1f ms, decision %.1f ms, stop"
                + " frames %.1f ms",
            totalMicros() / 1e3,
            LIMIT_MS,
            missedMicros / 1e3,
            decideMicros / 1e3,
            stopMicros / 1e3);
    return withinLimit() ? sum : sum + "; raise the baud rate or lower the line's time-outs";
  }
}
