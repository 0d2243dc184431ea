package tower.simulator.check;

import tower.model.AxisName;
import tower.simulator.drive.DriveSlave;
import tower.simulator.plant.Axis;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * S17: nothing is started while a drive's node guard is not set; when the process dies, every axis
 * stops within node guard and ramp.
 */
final class GuardedMotion extends Checker {
  /** Braking from full speed, and the brake's own time. */
  private static final long RAMP_NANOS = 2500 * World.MS;

  private final Timer deadline;

  GuardedMotion(Scene scene) {
    super(Invariant.S17, scene);
    deadline = scene.world().timer(this::deadline);
  }

  @Override
  void written(Frame frame) {
    if (!frame.starts()) {
      return;
    }
    for (DriveSlave slave : scene().drives()) {
      // What stands still under its brake may lose its parameters; its own move asks for them.
      if (!frame.axis().equals(slave.drive().axis().spec()) && !slave.drive().axis().torque()) {
        continue;
      }
      int wanted = scene().profile(slave.drive().axis().name()).nodeGuardMs();
      must(
          slave.drive().nodeGuardMs() == wanted
              || scene().wakes()
              || scene().lately().justForgot(slave.drive().axis().name()),
          "the %s starts while the node guard of the %s is %d ms",
          frame.axis().name().key(),
          slave.drive().axis().name().key(),
          slave.drive().nodeGuardMs());
    }
  }

  @Override
  void lifeEnded() {
    deadline.set(stoodStill());
  }

  /** A process that does not run is as good as dead. */
  @Override
  void stopped(long untilNanos) {
    long due = stoodStill();
    if (due < untilNanos) {
      deadline.set(due);
    }
  }

  private long stoodStill() {
    int guard = 0;
    for (DriveSlave slave : scene().drives()) {
      guard = Math.max(guard, scene().profile(slave.drive().axis().name()).nodeGuardMs());
    }
    return scene().nanos() + guard * World.MS + RAMP_NANOS;
  }

  @Override
  void lifeBegan() {
    deadline.cancel();
  }

  private void deadline() {
    for (Axis axis : scene().plant().carrier().axes()) {
      boolean sinks = axis.name() == AxisName.LIFT && scene().broken().brakeSlips();
      must(
          (!axis.moving() || sinks) && !axis.torque(),
          "the %s still moves or has torque after the process died",
          axis.name().key());
    }
  }
}
