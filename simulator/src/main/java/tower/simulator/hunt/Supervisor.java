package tower.simulator.hunt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tower.core.Ledger;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.simulator.plant.Car;
import tower.simulator.plant.Plant;
import tower.simulator.world.World;

/** Looks where the car of an owed pickup is, and settles the pickup accordingly. */
final class Supervisor {
  private static final long LOOK_NANOS = 7 * World.SECOND;

  /** Who was refused so often has to find another way. */
  private static final int TRIES = 6;

  private final World world;
  private final Plant plant;
  private final Client client;
  private final Running running;
  private final Map<String, Integer> tries = new HashMap<>();
  private int keys;

  Supervisor(World world, Plant plant, Client client, Running running) {
    this.world = world;
    this.plant = plant;
    this.client = client;
    this.running = running;
  }

  /** Begins to look. */
  void begin() {
    world.in(LOOK_NANOS, this::look);
  }

  private void look() {
    world.in(LOOK_NANOS, this::look);
    Optional<Ledger> facts = running.facts();
    if (facts.isPresent()) {
      for (Pickup pickup : facts.get().pickups().values()) {
        if (pickup.state() == PickupState.OWED && tries.getOrDefault(pickup.id(), 0) < TRIES) {
          settle(pickup);
        }
      }
    }
  }

  private void settle(Pickup pickup) {
    Place place = truth(pickup.vin());
    boolean away = place instanceof Place.Outside;
    if (!away && !(place instanceof Place.InBay)) {
      return; // somebody has to bring it somewhere first
    }
    tries.merge(pickup.id(), 1, Integer::sum);
    client.post(
        "settle-" + ++keys,
        "/v1/pickups/" + pickup.id() + "/settlement",
        "{\"outcome\":\"%s\",\"note\":\"looked\"}".formatted(away ? "delivered" : "not-delivered"),
        reply -> {});
  }

  private Place truth(String vin) {
    for (Car car : plant.cars()) {
      if (car.vin().equals(vin)) {
        return plant.placeOf(car).orElse(new Place.Outside());
      }
    }
    return new Place.Outside();
  }
}
