package tower.simulator.plant;

import org.jspecify.annotations.Nullable;
import tower.simulator.world.World;

/** What people do: customers and passers-by at the portals, an operator at the panel. */
public final class People {
  private final World world;
  private final Plant plant;
  private final long pressNanos;

  /** The people round a plant. */
  public People(Plant plant, PlantTraits traits) {
    this.plant = plant;
    this.world = plant.world();
    pressNanos = traits.pressNanos();
  }

  // The operator.

  /** Presses the reset button for a moment. */
  public void reset() {
    leanOnReset(pressNanos);
  }

  /** Holds the reset button down for so long. */
  public void leanOnReset(long nanos) {
    plant.chain().reset(true);
    world.in(nanos, () -> plant.chain().reset(false));
  }

  /** Presses the resume button for a moment. */
  public void resume() {
    leanOnResume(pressNanos);
  }

  /** Holds the resume button down for so long. */
  public void leanOnResume(long nanos) {
    plant.resume(true);
    world.in(nanos, () -> plant.resume(false));
  }

  /** Pushes the e-stop: both contacts open. */
  public void eStop() {
    plant.chain().contacts(false, false);
  }

  /** Sets the two e-stop contacts by themselves: a broken wire, a welded contact. */
  public void contacts(boolean a, boolean b) {
    plant.chain().contacts(a, b);
  }

  /** Pulls the e-stop out again. */
  public void releaseEStop() {
    plant.chain().contacts(true, true);
  }

  /** Opens the service opening, or closes and locks it. */
  public void serviceOpening(boolean shut) {
    plant.serviceOpening(shut);
  }

  /** Turns the key to maintenance or back. */
  public void key(boolean maintenance) {
    plant.key(maintenance);
  }

  // Customers.

  /** One more person is in the portal; needs a way in only in real life. */
  public void enter(int portal) {
    PortalSteel steel = plant.portals().get(portal);
    steel.people(steel.people() + 1);
  }

  /** One person fewer is in the portal. */
  public void leave(int portal) {
    PortalSteel steel = plant.portals().get(portal);
    steel.people(Math.max(0, steel.people() - 1));
  }

  /** Presses the confirmation outside the portal for a moment. */
  public void confirm(int portal) {
    PortalSteel steel = plant.portals().get(portal);
    steel.confirm(true);
    world.in(pressNanos, () -> steel.confirm(false));
  }

  /**
   * Drives the car that stands in the portal out, when the outer door is open.
   *
   * @return false when there is no car, no open door, or another car in the way
   */
  public boolean driveOut(int portal, long nanos) {
    PortalSteel steel = plant.portals().get(portal);
    Car car = steel.stand().car();
    if (car == null || !steel.outer().open() || steel.passing() != null) {
      return false;
    }
    steel.stand().hold(null);
    car.put(Car.State.PASSING, steel.stand());
    steel.passing(car, true);
    world.in(nanos / 2, () -> stillPassing(steel, car, false));
    world.in(nanos, () -> gone(steel, car));
    return true;
  }

  /**
   * Drives on with the car that stopped half way out.
   *
   * @return false when none is half way out
   */
  public boolean driveOn(int portal, long nanos) {
    PortalSteel steel = plant.portals().get(portal);
    Car car = steel.passing();
    if (car == null) {
      return false;
    }
    steel.passing(car, false);
    world.in(nanos, () -> gone(steel, car));
    return true;
  }

  private static void gone(PortalSteel steel, Car car) {
    if (steel.passing() == car) {
      car.put(Car.State.OUTSIDE, null);
      steel.passing(null, false);
    }
  }

  /**
   * Drives a car into the portal, when the outer door is open.
   *
   * @return false when the door is not open or another car is in the way
   */
  public boolean driveIn(int portal, Car car, long nanos) {
    PortalSteel steel = plant.portals().get(portal);
    if (steel.stand().car() != null
        || !steel.outer().open()
        || steel.passing() != null
        || car.state() != Car.State.OUTSIDE) {
      return false;
    }
    if (!plant.cars().contains(car)) {
      plant.takeAway(car);
    }
    car.put(Car.State.PASSING, steel.stand());
    steel.passing(car, false);
    world.in(nanos / 2, () -> stillPassing(steel, car, true));
    world.in(
        nanos,
        () -> {
          if (steel.passing() == car) {
            plant.stands(car, steel.stand());
            steel.passing(null, false);
          }
        });
    return true;
  }

  /** Leaves the car half way in the door, until {@link #driveOut} or {@link #driveIn} is over. */
  private static void stillPassing(PortalSteel steel, @Nullable Car car, boolean weightInside) {
    if (car != null && steel.passing() == car) {
      steel.passing(car, weightInside);
    }
  }
}
