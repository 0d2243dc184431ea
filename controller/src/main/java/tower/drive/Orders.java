package tower.drive;

import java.util.List;
import tower.drive.RegisterMap.Setting;
import tower.model.AxisSpec;
import tower.model.DriveState;
import tower.model.Register;

/** Makes orders from setpoints, and says why one cannot be carried out. */
final class Orders {
  private static final long SECOND = 1_000_000_000L;

  private Orders() {}

  /** To a setpoint in the axis's unit, which lies within its travel. */
  static Order move(AxisDrive drive, int setpoint) {
    AxisSpec spec = drive.spec;
    Units units = drive.map.units();
    int target = units.toCounts(setpoint);
    int acceleration = units.toCounts(spec.acceleration());
    List<RegisterMap.Group> groups =
        drive.map.groups(
            new Setting(Register.TARGET_POSITION, target),
            new Setting(Register.PROFILE_VELOCITY, units.toCounts(spec.speedMax())),
            new Setting(Register.PROFILE_ACCELERATION, acceleration),
            new Setting(Register.PROFILE_DECELERATION, acceleration));
    long distance = Math.abs((long) setpoint - drive.position());
    return new Order(
        Order.PROFILE_POSITION,
        target,
        units.toCountsDown(spec.windowUnits()),
        groups,
        3 * SECOND
            + 2 * (distance * SECOND / spec.speedMax())
            + 2 * (spec.speedMax() * SECOND / spec.acceleration()));
  }

  /** To the reference. The slow speed, with which the edge is met, is a fifth of the fast one. */
  static Order home(AxisDrive drive) {
    AxisSpec spec = drive.spec;
    Units units = drive.map.units();
    int slow = Math.max(1, spec.homingSpeed() / 5);
    List<RegisterMap.Group> groups =
        drive.map.groups(
            new Setting(Register.HOMING_METHOD, spec.homingMethod()),
            new Setting(Register.HOMING_SPEED_FAST, units.toCounts(spec.homingSpeed())),
            new Setting(Register.HOMING_SPEED_SLOW, Math.max(1, units.toCounts(slow))));
    long travel = (long) spec.travelMax() - spec.travelMin();
    return new Order(
        Order.HOMING, 0, 0, groups, 10 * SECOND + 3 * (travel * SECOND / spec.homingSpeed()));
  }

  /** Why nothing can be ordered now; empty when it can. */
  static String refusal(List<AxisDrive> drives, AxisDrive drive) {
    for (AxisDrive other : drives) {
      // Motion only while every drive's node guard was read back as set.
      if (!(other.proof instanceof Proof.Proven)) {
        return "the drive of " + other.label() + " is " + other.link;
      }
    }
    return refusal(drive);
  }

  private static String refusal(AxisDrive drive) {
    if (drive.state == DriveState.FAULT || drive.state == DriveState.FAULT_REACTION_ACTIVE) {
      return "its drive is in fault";
    }
    return drive.sequence instanceof Sequence.Idle ? "" : "it is still being stopped or reset";
  }

  /** Why it cannot move to this setpoint; empty when it can. */
  static String refusal(AxisDrive drive, int setpoint) {
    if (!drive.spec.inTravel(setpoint)) {
      return String.format(
          "setpoint %d is outside its travel %d..%d",
          setpoint, drive.spec.travelMin(), drive.spec.travelMax());
    }
    return drive.referenced() ? "" : "it is not referenced: home it first";
  }
}
