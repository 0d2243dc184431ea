package tower.simulator.cuts;

import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.World;

/** Somebody at a portal who does the next sensible thing, whatever the tower does meanwhile. */
final class Visit {
  private static final long INSIDE_NANOS = 700 * World.MS;
  private static final long DRIVE_NANOS = 2 * World.SECOND;
  private static final long CONFIRM_NANOS = 2 * World.SECOND;
  private static final int PRESSES_IN_VAIN = 3;

  private final World world;
  private final VirtualTower tower;
  private final int portal;
  private final Car car;

  /** In the portal, on foot or about to be. */
  private boolean inside;

  /** Has got out after driving in. */
  private boolean gotOut;

  private int presses;
  private long confirmedAt = -CONFIRM_NANOS;

  Visit(VirtualTower tower, int portal, Car car) {
    this.tower = tower;
    this.portal = portal;
    this.car = car;
    world = tower.world();
  }

  private PortalSteel steel() {
    return tower.plant().portals().get(portal);
  }

  /** The code was right: walks in, drives out, confirms. */
  void collect() {
    boolean stands = car.state() == Car.State.STANDING && steel().stand().car() == car;
    if (stands && steel().outer().open() && !inside) {
      walkIn(() -> tower.people().driveOut(portal, DRIVE_NANOS));
    } else if (car.state() == Car.State.OUTSIDE && !inside) {
      confirm();
    }
  }

  /** The door opens for a car that is announced: drives in, gets out, confirms. */
  void bring() {
    if (car.state() == Car.State.OUTSIDE && steel().outer().open()) {
      tower.people().driveIn(portal, car, DRIVE_NANOS);
    } else if (car.state() == Car.State.STANDING && !gotOut && !inside) {
      walkIn(() -> gotOut = true);
    } else if (gotOut && presses == PRESSES_IN_VAIN && steel().outer().open()) {
      // The portal has not seen who got out, the power was gone: in once more, and out again.
      presses = 0;
      walkIn(() -> {});
    } else if (gotOut && !inside) {
      confirm();
    }
  }

  /** Is in the portal for a moment and then does something. */
  private void walkIn(Runnable then) {
    inside = true;
    tower.people().enter(portal);
    world.in(
        INSIDE_NANOS,
        () -> {
          inside = false;
          tower.people().leave(portal);
          then.run();
        });
  }

  private void confirm() {
    if (world.nanos() - confirmedAt >= CONFIRM_NANOS) {
      confirmedAt = world.nanos();
      presses++;
      tower.people().confirm(portal);
    }
  }
}
