package tower.simulator.check;

import tower.simulator.plant.Plant;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * S18: a dead process keeps no load in danger: the relay behind the alive output drops. So it does
 * when the outputs no longer obey, because their chip is silent: they would stay as they were.
 */
final class DeadProcessDropsAll extends Checker {
  /** The relay holds 300 ms; a power stage and a contactor need their own time. */
  private static final long DROP_NANOS = 350 * World.MS;

  /** The chip must be asked first, and the exchange on the bus that is under way may end. */
  private static final long NOTICED_NANOS = 500 * World.MS;

  private final Timer deadline;
  private final Timer outputsDeadline;
  private boolean outputsDue;

  DeadProcessDropsAll(Scene scene) {
    super(Invariant.S18, scene);
    deadline = scene.world().timer(this::deadline);
    outputsDeadline = scene.world().timer(this::outputsDeadline);
  }

  @Override
  void settled() {
    if (!scene().chips().outputsStay()) {
      outputsDeadline.cancel();
    } else if (!outputsDue) {
      outputsDeadline.set(scene().nanos() + NOTICED_NANOS);
    }
    outputsDue = scene().chips().outputsStay();
  }

  private void outputsDeadline() {
    must(!scene().plant().chain().relay(), "the alive relay holds though no output obeys");
  }

  @Override
  void lifeEnded() {
    deadline.set(scene().nanos() + DROP_NANOS);
  }

  /** A process that does not run is as good as dead. */
  @Override
  void stopped(long untilNanos) {
    long due = scene().nanos() + DROP_NANOS;
    if (due < untilNanos) {
      deadline.set(due);
    }
  }

  @Override
  void lifeBegan() {
    deadline.cancel();
  }

  private void deadline() {
    Plant plant = scene().plant();
    must(!plant.chain().relay(), "the alive relay holds though the process is dead");
    must(!plant.anyTorque(), "an axis has torque though the process is dead");
    must(!plant.carrier().lifter().moving(), "the lifter moves though the process is dead");
    for (PortalSteel portal : plant.portals()) {
      boolean moving = portal.inner().moving() || portal.outer().moving();
      must(
          !moving, "a door of %s moves though the process is dead", portal.stand().place().label());
    }
  }
}
