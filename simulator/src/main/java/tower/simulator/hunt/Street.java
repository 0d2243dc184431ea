package tower.simulator.hunt;

import java.util.function.BooleanSupplier;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Customers and drivers at the portals: quick and slow ones, children, people of second mind. */
final class Street {
  private final World world;
  private final VirtualTower tower;
  private final Chance chance;

  /** How often each outer door has begun to close. */
  private final int[] closings;

  private final boolean[] closing;

  Street(VirtualTower tower) {
    this.tower = tower;
    world = tower.world();
    chance = world.chance("street");
    closings = new int[tower.plant().portals().size()];
    closing = new boolean[closings.length];
    tower.plant().onChange(this::countClosings);
  }

  private void countClosings() {
    for (int i = 0; i < closing.length; i++) {
      boolean now = steel(i).outer().closing();
      if (now && !closing[i]) {
        closings[i]++;
      }
      closing[i] = now;
    }
  }

  private int index(String portal) {
    return tower.plant().layout().portalIndex(portal);
  }

  private PortalSteel steel(int portal) {
    return tower.plant().portals().get(portal);
  }

  private void in(long lowMs, long highMs, Runnable what) {
    world.in(chance.between(lowMs, highMs) * World.MS, what);
  }

  /** The code was right: somebody walks in as soon as the door is open, and drives away. */
  void collect(String portal) {
    walkIn(index(portal));
  }

  private void walkIn(int portal) {
    if (!steel(portal).outer().open()) {
      in(800, 1500, () -> walkIn(portal));
      return;
    }
    boolean nervous = chance.below(8) == 0;
    boolean leavesAgain = chance.below(15) == 0;
    in(
        500,
        8000,
        () -> {
          if (!steel(portal).outer().open()) {
            walkIn(portal);
            return;
          }
          tower.people().enter(portal);
          if (nervous) {
            tower.people().confirm(portal);
          }
          in(
              3000,
              20_000,
              () -> {
                tower.people().leave(portal);
                if (leavesAgain) {
                  tower.people().confirm(portal);
                  in(10_000, 30_000, () -> walkIn(portal));
                } else {
                  driveOut(portal);
                }
              });
        });
  }

  private void driveOut(int portal) {
    long takes = chance.between(4000, 15_000) * World.MS;
    if (!tower.people().driveOut(portal, takes)) {
      if (steel(portal).stand().car() != null) {
        walkIn(portal);
      }
      return;
    }
    long forgets = chance.below(8) == 0 ? 60 * World.SECOND : 0;
    world.in(takes + forgets + chance.between(1000, 15_000) * World.MS, () -> confirm(portal));
  }

  /** Presses until the door closes. */
  private void confirm(int portal) {
    confirm(portal, closings[portal]);
  }

  private void confirm(int portal, int closingsBefore) {
    if (closings[portal] == closingsBefore && !steel(portal).outer().shut()) {
      tower.people().confirm(portal);
      in(4000, 15_000, () -> confirm(portal, closingsBefore));
    }
  }

  /**
   * The shop announced a car: somebody drives it in as soon as the door is open.
   *
   * @param turn what the portal shows: true while it is open for this car
   */
  void bring(String portal, Vehicle vehicle, BooleanSupplier turn) {
    Car car =
        tower
            .plant()
            .car(vehicle.vin())
            .orElseGet(() -> {
              Car fresh = Car.of(vehicle);
              tower.plant().takeAway(fresh);
              return fresh;
            });
    driveIn(index(portal), car, turn);
  }

  private void driveIn(int portal, Car car, BooleanSupplier turn) {
    if (!turn.getAsBoolean() || car.state() != Car.State.OUTSIDE) {
      return;
    }
    if (!steel(portal).outer().open()) {
      in(800, 1500, () -> driveIn(portal, car, turn));
      return;
    }
    if (chance.below(15) == 0) {
      confirm(portal); // does not want to any more
      return;
    }
    in(
        500,
        10_000,
        () -> {
          long takes = chance.between(4000, 15_000) * World.MS;
          if (turn.getAsBoolean() && tower.people().driveIn(portal, car, takes)) {
            world.in(takes, () -> getOut(portal, car));
          } else {
            in(800, 1500, () -> driveIn(portal, car, turn));
          }
        });
  }

  private void getOut(int portal, Car car) {
    tower.people().enter(portal);
    boolean child = chance.below(8) == 0;
    boolean backOut = chance.below(20) == 0;
    if (child) {
      tower.people().enter(portal);
    }
    in(
        2000,
        20_000,
        () -> {
          tower.people().leave(portal);
          if (backOut && !child && car.state() == Car.State.STANDING) {
            driveOut(portal);
            return;
          }
          in(500, 10_000, () -> confirm(portal));
          if (child) {
            in(5000, 40_000, () -> tower.people().leave(portal));
          }
        });
  }
}
