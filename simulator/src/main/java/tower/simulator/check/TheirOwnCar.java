package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.plant.Car;

/** S20: the car behind the door that opens is the one that the shop sold under that reference. */
final class TheirOwnCar extends Checker {
  /** The shop's cars by its reference. */
  private final Map<String, String> sold = new HashMap<>();

  TheirOwnCar(Scene scene) {
    super(Invariant.S20, scene);
  }

  @Override
  void issued(Issued issued) {
    sold.put(issued.reference(), issued.vin());
  }

  @Override
  void durable(Fact fact) {
    if (!(fact instanceof Fact.PickupSet set)) {
      return;
    }
    Pickup pickup = set.pickup();
    String vin = sold.get(pickup.reference());
    must(pickup.vin().equals(vin), "%s has %s, the shop sold %s", pickup.id(), pickup.vin(), vin);
    if (pickup.state() == PickupState.COLLECTED || pickup.state() == PickupState.OUT) {
      boolean outside =
          scene().plant().car(pickup.vin()).map(c -> c.state() == Car.State.OUTSIDE).orElse(false);
      must(outside, "%s is collected, but its car has not left", pickup.id());
    }
  }

  @Override
  void settled() {
    for (int i = 0; i < scene().plant().portals().size(); i++) {
      Begun.PortalTruth portal = scene().begun().portal(i);
      Car car = portal.outerUnlocked() ? portal.steel().stand().car() : null;
      if (car != null) {
        opensBefore(scene().layout().portals().get(i).id(), car);
      }
    }
  }

  private void opensBefore(String portal, Car car) {
    for (Pickup pickup : scene().record().pickups().values()) {
      if (pickup.state() == PickupState.HANDING_OVER && portal.equals(pickup.portal())) {
        must(
            car.vin().equals(sold.get(pickup.reference())),
            "the door of portal %s opens for %s, behind it stands %s",
            portal,
            pickup.id(),
            car.vin());
      }
    }
  }
}
