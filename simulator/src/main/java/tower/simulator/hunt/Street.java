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

  /** How often each outer door has begun to close. */
  private final int[] closings;

  private final boolean[] closing;

  Street(VirtualTower tower) {
    this.tower = tower;
    world = tower.world();
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

  private void in(Chance chance, long lowMs, long highMs, Runnable what) {
    world.in(chance.between(lowMs, highMs) * World.MS, what);
  }

  /**
   * The code was right: somebody walks in as soon as the door is open, and drives away.
   *
   * @param turn what the portal shows: true while the car is being handed over
   */
  void collect(String portal, Chance chance, BooleanSupplier turn) {
    walkIn(index(portal), chance, turn);
  }

  private void walkIn(int portal, Chance chance, BooleanSupplier turn) {
    if (!turn.getAsBoolean()) {
      return;
    }
    if (!steel(portal).outer().open()) {
      in(chance, 800, 1500, () -> walkIn(portal, chance, turn));
      return;
    }
    boolean nervous = chance.below(8) == 0;
    boolean leavesAgain = chance.below(15) == 0;
    in(
        chance,
        500,
        8000,
        () -> {
          if (!steel(portal).outer().open()) {
            walkIn(portal, chance, turn);
            return;
          }
          tower.people().enter(portal);
          if (nervous) {
            tower.people().confirm(portal);
          }
          in(
              chance,
              3000,
              20_000,
              () -> {
                tower.people().leave(portal);
                if (leavesAgain) {
                  tower.people().confirm(portal);
                  in(chance, 10_000, 30_000, () -> walkIn(portal, chance, turn));
                } else {
                  driveOut(portal, chance, turn);
                }
              });
        });
  }

  private void driveOut(int portal, Chance chance, BooleanSupplier turn) {
    long takes = chance.between(4000, 15_000) * World.MS;
    if (!tower.people().driveOut(portal, takes)) {
      if (steel(portal).stand().car() != null) {
        walkIn(portal, chance, turn);
      }
      return;
    }
    long forgets = chance.below(8) == 0 ? 60 * World.SECOND : 0;
    world.in(
        takes + forgets + chance.between(1000, 15_000) * World.MS, () -> confirm(portal, chance));
  }

  /** Presses until the door closes. */
  private void confirm(int portal, Chance chance) {
    confirm(portal, closings[portal], chance);
  }

  private void confirm(int portal, int closingsBefore, Chance chance) {
    if (closings[portal] == closingsBefore && !steel(portal).outer().shut()) {
      tower.people().confirm(portal);
      in(chance, 4000, 15_000, () -> confirm(portal, closingsBefore, chance));
    }
  }

  /**
   * The shop announced a car: somebody drives it in as soon as the door is open.
   *
   * @param turn what the portal shows: true while it is open for this car
   */
  void bring(String portal, Vehicle vehicle, Chance chance, BooleanSupplier turn) {
    Car car =
        tower
            .plant()
            .car(vehicle.vin())
            .orElseGet(() -> {
              Car fresh = Car.of(vehicle);
              tower.plant().takeAway(fresh);
              return fresh;
            });
    driveIn(index(portal), car, chance, turn);
  }

  private void driveIn(int portal, Car car, Chance chance, BooleanSupplier turn) {
    if (!turn.getAsBoolean() || car.state() != Car.State.OUTSIDE) {
      return;
    }
    if (!steel(portal).outer().open()) {
      in(chance, 800, 1500, () -> driveIn(portal, car, chance, turn));
      return;
    }
    if (chance.below(15) == 0) {
      confirm(portal, chance); // does not want to any more
      return;
    }
    in(
        chance,
        500,
        10_000,
        () -> {
          long takes = chance.between(4000, 15_000) * World.MS;
          if (turn.getAsBoolean() && tower.people().driveIn(portal, car, takes)) {
            world.in(takes, () -> getOut(portal, car, chance, turn));
          } else {
            in(chance, 800, 1500, () -> driveIn(portal, car, chance, turn));
          }
        });
  }

  private void getOut(int portal, Car car, Chance chance, BooleanSupplier turn) {
    tower.people().enter(portal);
    boolean child = chance.below(8) == 0;
    boolean backOut = chance.below(20) == 0;
    if (child) {
      tower.people().enter(portal);
    }
    in(
        chance,
        2000,
        20_000,
        () -> {
          tower.people().leave(portal);
          if (backOut && !child && car.state() == Car.State.STANDING) {
            driveOut(portal, chance, turn);
            return;
          }
          in(chance, 500, 10_000, () -> confirm(portal, chance));
          if (child) {
            in(chance, 5000, 40_000, () -> tower.people().leave(portal));
          }
        });
  }
}
