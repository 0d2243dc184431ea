package tower.simulator.plant;

import tower.model.AxisName;
import tower.model.AxisSpec;

/**
 * What an axis is built like beyond its configuration. Positions in the axis's unit.
 *
 * @param limitNegative the negative limit switch is pressed below this position
 * @param limitPositive the positive limit switch is pressed above this position
 * @param endNegative steel end below
 * @param endPositive steel end above
 * @param camNegative the home switch's cam covers the negative half
 * @param brakeLiftNanos from torque on to brake lifted
 * @param brakeCloseNanos from brake off to brake holding
 * @param brakeDeceleration what the brake alone does to a moving axis, units per second squared
 */
public record AxisTraits(
    double limitNegative,
    double limitPositive,
    double endNegative,
    double endPositive,
    boolean camNegative,
    long brakeLiftNanos,
    long brakeCloseNanos,
    double brakeDeceleration) {
  /**
   * The usual build: switches 5 mm and steel ends 50 mm beyond the travel; half a degree and five
   * degrees for a turntable.
   */
  public static AxisTraits of(AxisSpec spec) {
    double unit = spec.name() == AxisName.TURN ? 100 : 1;
    double low = Math.min(0, spec.travelMin());
    return new AxisTraits(
        low - 5 * unit,
        spec.travelMax() + 5 * unit,
        low - 50 * unit,
        spec.travelMax() + 50 * unit,
        spec.homingMethod() == 21,
        50_000_000,
        30_000_000,
        4.0 * spec.acceleration());
  }
}
