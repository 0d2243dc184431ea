package tower.plan;

import tower.model.AxisSpec;
import tower.model.Layout;
import tower.model.Reach;

/** How long moves take: trapezoidal speed profile, integer arithmetic. */
public final class TravelTime {
  private TravelTime() {}

  /**
   * Time of one axis over a distance: 2*sqrt(d/a) below v^2/a, else d/v + v/a.
   *
   * @param axis speeds and acceleration
   * @param distance in the axis's unit, sign ignored
   * @return milliseconds, rounded up
   */
  public static long ms(AxisSpec axis, long distance) {
    long d = Math.abs(distance);
    long v = axis.speedMax();
    long a = axis.acceleration();
    if (d * a < v * v) {
      return ceilSqrt(4_000_000L * d / a);
    }
    return (d * 1000 + v - 1) / v + (v * 1000 + a - 1) / a;
  }

  /** Time of the carrier between two places: its slowest axis. */
  public static long carrierMs(Layout layout, Reach from, Reach to) {
    long slowest = 0;
    for (AxisSpec axis : layout.axes().subList(1, layout.axes().size())) {
      slowest =
          Math.max(slowest, ms(axis, (long) to.setpoint(axis.name()) - from.setpoint(axis.name())));
    }
    return slowest;
  }

  static long ceilSqrt(long n) {
    if (n <= 0) {
      return 0;
    }
    long x = n;
    long next = (x + 1) / 2;
    while (next < x) {
      x = next;
      next = (x + n / x) / 2;
    }
    return x * x == n ? x : x + 1;
  }
}
