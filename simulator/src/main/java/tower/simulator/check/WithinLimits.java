package tower.simulator.check;

import tower.model.Register;
import tower.simulator.drive.DriveSlave;
import tower.simulator.plant.Axis;

/** S5: setpoints and the steel within the soft limits, speed within the axis's limit. */
final class WithinLimits extends Checker {
  WithinLimits(Scene scene) {
    super(Invariant.S5, scene);
  }

  @Override
  void pulse() {
    for (DriveSlave slave : scene().drives()) {
      Axis axis = slave.drive().axis();
      if (axis.moving()) {
        double speed = Math.abs(axis.speed());
        must(
            speed <= axis.spec().speedMax() * 1.01,
            "the %s moves at %.0f, faster than %d",
            axis.name().key(),
            speed,
            axis.spec().speedMax());
        inTravel(slave, axis);
      }
    }
  }

  @Override
  void settled() {
    for (DriveSlave slave : scene().drives()) {
      if (slave.drive().axis().torque()) {
        inTravel(slave, slave.drive().axis());
      }
    }
  }

  /** While homing it looks for the limit switch, which lies beyond the soft limit. */
  private void inTravel(DriveSlave slave, Axis axis) {
    if (!slave.drive().referenced()) {
      return;
    }
    // Steel that has slipped is elsewhere than its drive can know, until it is homed anew.
    double window = axis.spec().windowUnits() + scene().broken().off(axis.name());
    double at = axis.position();
    must(
        at >= axis.spec().travelMin() - window && at <= axis.spec().travelMax() + window,
        "the %s is at %.0f, outside %d..%d",
        axis.name().key(),
        at,
        axis.spec().travelMin(),
        axis.spec().travelMax());
  }

  @Override
  void written(Frame frame) {
    Integer counts = frame.value(Register.TARGET_POSITION);
    if (counts != null) {
      Counts of = new Counts(scene().profile(frame.axis().name()), frame.axis());
      boolean inside =
          counts >= of.of(frame.axis().travelMin()) && counts <= of.of(frame.axis().travelMax());
      must(inside, "the %s is sent to %d counts", frame.axis().name().key(), counts);
    }
  }
}
