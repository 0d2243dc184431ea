package tower.drive;

import tower.model.AxisName;
import tower.model.Check;

/**
 * Millimetres or millidegrees to a drive's counts and back, in whole numbers. Both ways round to
 * the nearest, halves away from zero, so that an error is at most half a count or half a unit.
 */
final class Units {
  /** Bounds that keep every product below inside a long. */
  private static final int LARGEST = 1_000_000;

  private final AxisName axis;
  private final long numerator;
  private final long denominator;

  /**
   * @param numerator counts per mm, or per degree for the turn axis
   * @param denominator that it is divided by
   */
  Units(AxisName axis, int numerator, int denominator) {
    Check.that(
        numerator >= 1 && numerator <= LARGEST && denominator >= 1 && denominator <= LARGEST,
        "axis %s: units per mm %s/%s are not in 1..%s",
        axis,
        numerator,
        denominator,
        LARGEST);
    this.axis = axis;
    this.numerator = numerator;
    this.denominator = axis == AxisName.TURN ? denominator * 1000L : denominator;
  }

  /**
   * Position, speed or acceleration in counts.
   *
   * @throws IllegalArgumentException when it does not fit 32 bits
   */
  int toCounts(int value) {
    long counts = divide(value * numerator, denominator);
    Check.that(
        counts >= Integer.MIN_VALUE && counts <= Integer.MAX_VALUE,
        "axis %s: %s is too large for the drive's 32-bit counts",
        axis,
        value);
    return (int) counts;
  }

  /** A tolerance in counts, rounded down: never wider than configured. */
  int toCountsDown(int value) {
    return (int) Math.min(Integer.MAX_VALUE, value * numerator / denominator);
  }

  /** Counts in mm or millidegrees; absurd ones end at the int's limits. */
  int toUnits(int counts) {
    return Math.clamp(
        divide(counts * denominator, numerator), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static long divide(long value, long by) {
    return (value >= 0 ? value + by / 2 : value - by / 2) / by;
  }
}
