package tower.model;

/**
 * One axis as the tower's configuration describes it. Positions are in the axis's own unit: mm, or
 * millidegrees for {@link AxisName#TURN}.
 *
 * @param name which axis
 * @param busUnit Modbus unit address of its drive, 1..247
 * @param travelMin lowest allowed position (soft limit)
 * @param travelMax highest allowed position (soft limit)
 * @param speedMax highest speed, units per second
 * @param acceleration units per second squared
 * @param homingMethod CiA 402 homing method: 17 negative limit switch, 19/21 home switch
 * @param homingSpeed speed while homing, units per second
 * @param windowUnits how near the setpoint counts as in position
 */
public record AxisSpec(
    AxisName name,
    int busUnit,
    int travelMin,
    int travelMax,
    int speedMax,
    int acceleration,
    int homingMethod,
    int homingSpeed,
    int windowUnits) {
  public AxisSpec {
    Check.that(busUnit >= 1 && busUnit <= 247, "bus unit %s is not in 1..247", busUnit);
    Check.that(travelMin < travelMax, "axis %s: travel_min is not below travel_max", name);
    Check.that(
        speedMax > 0 && acceleration > 0 && homingSpeed > 0,
        "axis %s: speeds must be positive",
        name);
    Check.that(windowUnits > 0, "axis %s: window must be positive", name);
  }

  /** True when the position lies within the soft limits. */
  public boolean inTravel(int position) {
    return position >= travelMin && position <= travelMax;
  }
}
