package tower.simulator.check;

import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Stand;

/** S6: lift and shuttle exclude each other. */
final class LiftOrShuttle extends Checker {
  /** Home is home within this, mm: the home switch's own window. */
  private static final double HOME_MM = 10;

  /** Beyond this the shuttle has left the carrier, mm. */
  private static final double OUT_MM = 60;

  /**
   * How well lift and platform must stand while the shuttle is out, mm or tenths of a degree: five,
   * and what a position in whole millimetres does not show.
   */
  private static final double ALIGNED = 6;

  private @Nullable Stand servedLast;

  LiftOrShuttle(Scene scene) {
    super(Invariant.S6, scene);
  }

  @Override
  void settled() {
    look();
  }

  @Override
  void pulse() {
    look();
  }

  private void look() {
    Axis shuttle = scene().shuttle();
    boolean shuttleWorks = shuttle.moving() && shuttle.torque();
    double out = Math.abs(shuttle.position());
    for (Axis axis : scene().plant().carrier().axes()) {
      if (axis == shuttle) {
        continue;
      }
      if (axis.moving() && axis.torque()) {
        must(
            out <= HOME_MM,
            "the %s moves while the shuttle is at %.0f mm",
            axis.name().key(),
            shuttle.position());
      }
      if (shuttleWorks) {
        boolean slips = axis.name() == AxisName.LIFT && scene().broken().brakeSlips();
        must(
            slips || (axis.braked() && !axis.moving()),
            "the shuttle moves while the %s is not braked",
            axis.name().key());
      }
    }
    if (shuttleWorks && out > OUT_MM) {
      // A lift that sinks under the shuttle's way is out of line before any stop can have worked.
      boolean sinks = scene().broken().brakeSlips();
      must(
          sinks || aligned(),
          "the shuttle is at %.0f mm, aligned with no place",
          shuttle.position());
    }
  }

  /** At every pulse of one way out and home it is the same place: that is asked first. */
  private boolean aligned() {
    if (servedLast != null && aligned(servedLast)) {
      return true;
    }
    for (Stand stand : scene().plant().stands()) {
      if (aligned(stand)) {
        servedLast = stand;
        return true;
      }
    }
    return false;
  }

  private boolean aligned(Stand stand) {
    boolean side = stand.shuttleMm() * scene().shuttle().position() > 0;
    double tolerance = Math.max(ALIGNED, scene().broken().unaligned());
    return side && scene().plant().carrier().deviation(stand) <= tolerance;
  }
}
