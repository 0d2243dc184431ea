package tower.simulator.hunt;

import java.util.function.BooleanSupplier;
import tower.model.Points;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Customers and drivers at the portals: quick and slow ones, children, people of second mind. */
final class Street {
  private static final int PRESSES_IN_VAIN = 4;

  private final World world;
  private final VirtualTower tower;

  /** How often each outer door has begun to close. */
  private final int[] closings;

  private final boolean[] closing;

  /** From the calm on nobody dawdles, forgets or thinks twice. */
  private boolean brisk;

  /**
   * Somebody at a portal.
   *
   * @param turn what the portal shows: true while it waits for this person
   * @param left told when the person has gone
   */
  record Visit(int portal, Chance chance, BooleanSupplier turn, Runnable left) {}

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

  /** Nobody dawdles, forgets or thinks twice from now on. */
  void brisk() {
    brisk = true;
  }

  /** Somebody for a portal, by its id. */
  Visit visit(String portal, Chance chance, BooleanSupplier turn, Runnable left) {
    return new Visit(tower.plant().layout().portalIndex(portal), chance, turn, left);
  }

  private PortalSteel steel(int portal) {
    return tower.plant().portals().get(portal);
  }

  private long between(Visit v, long lowMs, long highMs) {
    long high = brisk ? lowMs + (highMs - lowMs) / 8 : highMs;
    return v.chance.between(lowMs, high) * World.MS;
  }

  private void in(Visit v, long lowMs, long highMs, Runnable what) {
    world.in(between(v, lowMs, highMs), what);
  }

  private boolean oneIn(Visit v, int cases) {
    return v.chance.below(cases) == 0 && !brisk;
  }

  /** The code was right: walks in as soon as the door is open, and drives away. */
  void collect(Visit v) {
    if (!v.turn.getAsBoolean()) {
      v.left.run();
      return;
    }
    if (!steel(v.portal).outer().open()) {
      in(v, 800, 1500, () -> collect(v));
      return;
    }
    boolean nervous = oneIn(v, 8);
    boolean leavesAgain = oneIn(v, 15);
    in(
        v,
        500,
        8000,
        () -> {
          if (!steel(v.portal).outer().open()) {
            collect(v);
            return;
          }
          tower.people().enter(v.portal);
          if (nervous) {
            tower.people().confirm(v.portal);
          }
          in(v, 3000, 20_000, () -> seated(v, leavesAgain));
        });
  }

  private void seated(Visit v, boolean leavesAgain) {
    tower.people().leave(v.portal);
    if (leavesAgain) {
      tower.people().confirm(v.portal);
      in(v, 10_000, 30_000, () -> collect(v));
    } else {
      driveOut(v);
    }
  }

  private void driveOut(Visit v) {
    long takes = between(v, 4000, 15_000);
    if (tower.people().driveOut(v.portal, takes)) {
      long forgets = oneIn(v, 8) ? 60 * World.SECOND : 0;
      world.in(takes + forgets + between(v, 1000, 15_000), () -> confirm(v));
    } else if (steel(v.portal).stand().car() != null) {
      collect(v);
    } else {
      confirm(v); // the car has left before: only the button was not pressed
    }
  }

  /** Presses until the door closes. */
  private void confirm(Visit v) {
    confirm(v, closings[v.portal], 1);
  }

  private void confirm(Visit v, int closingsBefore, int press) {
    boolean closes = closings[v.portal] != closingsBefore || steel(v.portal).outer().shut();
    if (closes || (brisk && !v.turn.getAsBoolean())) {
      v.left.run();
      return;
    }
    if (press % PRESSES_IN_VAIN == 2 && turnedAway(v)) {
      driveOut(v);
      return;
    }
    if (press % PRESSES_IN_VAIN == 0) {
      // Perhaps the portal has not seen who got out: in once more, and out again.
      tower.people().enter(v.portal);
      in(v, 1000, 3000, () -> tower.people().leave(v.portal));
    } else {
      tower.people().confirm(v.portal);
    }
    in(v, 4000, 15_000, () -> confirm(v, closingsBefore, press + 1));
  }

  /** The shop announced a car: somebody drives it in as soon as the door is open. */
  void bring(Visit v, Vehicle vehicle) {
    Car car =
        tower
            .plant()
            .car(vehicle.vin())
            .orElseGet(() -> {
              Car fresh =
                  measures(v) ? Larger.of(vehicle, v.chance.split("size")) : Car.of(vehicle);
              tower.plant().takeAway(fresh);
              return fresh;
            });
    driveIn(v, car);
  }

  private boolean measures(Visit v) {
    Points points = tower.plant().layout().inputs();
    return points.portals().get(v.portal).contour().tooHigh() >= 0;
  }

  /** The portal measures, and its door stays open though the driver has pressed: that is its no. */
  private boolean turnedAway(Visit v) {
    return measures(v) && steel(v.portal).stand().car() != null;
  }

  private void driveIn(Visit v, Car car) {
    in(
        v,
        500,
        10_000,
        () -> {
          long takes = between(v, 4000, 15_000);
          if (!v.turn.getAsBoolean()) {
            v.left.run();
          } else if (tower.people().driveIn(v.portal, car, takes)) {
            world.in(takes, () -> getOut(v, car));
          } else if (car.stand() == steel(v.portal).stand() && steel(v.portal).outer().open()) {
            getOut(v, car); // the car is in already: only the confirmation is missing
          } else {
            in(v, 800, 1500, () -> driveIn(v, car));
          }
        });
  }

  private void getOut(Visit v, Car car) {
    tower.people().enter(v.portal);
    boolean child = oneIn(v, 8);
    boolean backOut = oneIn(v, 20);
    if (child) {
      tower.people().enter(v.portal);
    }
    in(
        v,
        2000,
        20_000,
        () -> {
          tower.people().leave(v.portal);
          if (backOut && !child && car.state() == Car.State.STANDING) {
            driveOut(v);
            return;
          }
          in(v, 500, 10_000, () -> confirm(v));
          if (child) {
            in(v, 5000, 40_000, () -> tower.people().leave(v.portal));
          }
        });
  }
}
