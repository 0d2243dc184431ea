package tower.simulator.hunt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.loop.Snapshot;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.Stand;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * Comes when the panel asks for somebody to look into a bay or at the carrier: turns the key to
 * maintenance, looks, puts cars where the inventory has them, and turns the key back.
 */
final class Technician {
  private static final Set<String> CALLS =
      Set.of(
          "quarantined",
          "bay-doubted",
          "unknown-car-on-carrier",
          "carrier-contradiction",
          "portal-contradiction",
          "carrier-not-unloaded");

  /** Without this the tower cannot even come home. */
  private static final String LIFTER = "lifter-between";

  /** A tower that moves, or is in the midst of a transfer, is left alone. */
  private static final Set<String> RESTS = Set.of("ready", "held");

  /** What goes away by itself needs nobody. */
  private static final long LASTING_NANOS = 20 * World.SECOND;

  /** Nobody comes a third time for what cannot be mended. */
  private static final int VISITS = 2;

  private final World world;
  private final VirtualTower tower;
  private final Running running;
  private final Chance chance;
  private final Map<String, Integer> visits = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private boolean busy;

  Technician(VirtualTower tower, Running running) {
    this.tower = tower;
    this.running = running;
    world = tower.world();
    chance = world.chance("technician");
  }

  /** Reads the panel; true while the technician is in control. */
  boolean called(Snapshot.Live live) {
    boolean rests = RESTS.contains(live.state());
    if (!busy
        && live.reasons().stream().anyMatch(r -> (rests || r.code().equals(LIFTER)) && calls(r))) {
      busy = true;
      world.in(chance.between(2, 10) * World.SECOND, this::begin);
    }
    return busy;
  }

  private boolean calls(Reason reason) {
    if (!CALLS.contains(reason.code()) && !reason.code().equals(LIFTER)) {
      return false;
    }
    long since = seen.computeIfAbsent(reason.text(), text -> world.nanos());
    return world.nanos() - since > LASTING_NANOS
        && visits.merge(reason.text(), 1, Integer::sum) <= VISITS;
  }

  private void begin() {
    tower.people().key(true);
    world.in(chance.between(5, 20) * World.SECOND, this::correct);
  }

  private void correct() {
    Optional<Ledger> inventory = running.facts();
    boolean home = tower.plant().carrier().shuttleHome();
    if (inventory.isPresent() && home && !tower.plant().anyTorque()) {
      for (Car car : List.copyOf(tower.plant().cars())) {
        tower.plant().putRight(car);
        Vehicle vehicle = inventory.get().vehicles().get(car.vin());
        if (vehicle != null) {
          correct(car, vehicle.place());
        }
      }
      windUp(tower.plant().carrier());
    }
    world.in(chance.between(2, 10) * World.SECOND, this::end);
  }

  /** A car that stays on the carrier is borne: no step could take it up there. */
  private static void windUp(Carrier carrier) {
    boolean laden = carrier.borne() != null || carrier.stand().car() != null;
    if (laden && !carrier.lifter().up()) {
      carrier.lifter().windUp();
    }
  }

  private void end() {
    tower.people().key(false);
    busy = false;
  }

  private void correct(Car car, Place recorded) {
    Optional<Place> truth = tower.plant().placeOf(car);
    if (truth.isEmpty() || truth.get().equals(recorded) || truth.get() instanceof Place.Outside) {
      return;
    }
    Stand stand =
        recorded instanceof Place.Quarantined q ? oneOf(car, truth.get(), q) : stand(recorded);
    if (stand != null && stand.car() == null) {
      tower.plant().put(car, stand);
    }
  }

  /** A possible place where the car can be seen; null when it stands in one. */
  private @Nullable Stand oneOf(Car car, Place truth, Place.Quarantined q) {
    boolean there = truth instanceof Place.InBay && q.possible().contains(truth);
    if (there) {
      return null;
    }
    for (Place place : q.possible()) {
      Stand stand = stand(place);
      if (stand != null && (stand.car() == null || stand.car() == car)) {
        return stand;
      }
    }
    return null;
  }

  private @Nullable Stand stand(Place place) {
    for (Stand stand : tower.plant().stands()) {
      if (stand.place().equals(place)) {
        return stand;
      }
    }
    return null;
  }
}
