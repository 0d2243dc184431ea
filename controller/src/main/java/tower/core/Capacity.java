package tower.core;

import java.util.Optional;
import tower.model.Bay;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Inventory;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Vehicle;

/**
 * How many more cars the tower can take. Every car that is on its way, or stands in a portal and
 * may have to go back, has a bay promised: with the last bay given away, a car on the carrier could
 * never be set down and nothing would move any more.
 */
final class Capacity {
  private Capacity() {}

  /** May another intake be promised a bay, beside all that are open? */
  static boolean takes(Turn t, Vehicle vehicle) {
    long open = t.ledger.intakes().values().stream().filter(i -> !i.state().terminal()).count();
    return free(t, vehicle) - spare(t) - homeless(t) > open;
  }

  /** May the car of a queued intake come in now? */
  static boolean lets(Turn t, Vehicle vehicle) {
    long coming =
        t.ledger.intakes().values().stream()
            .filter(i -> i.state() != IntakeState.QUEUED && !i.state().terminal())
            .count();
    return free(t, vehicle) - spare(t) - homeless(t) > coming;
  }

  /** Why the oldest queued intake is not let in though a portal would be free for it. */
  static Optional<Reason> lacking(Turn t) {
    for (Intake intake : t.ledger.intakes().values()) {
      if (intake.state() == IntakeState.QUEUED) {
        Vehicle vehicle = intake.vehicle();
        return lets(t, vehicle)
            ? Optional.empty()
            : Optional.of(
                Reasons.of(
                    "no-free-bay",
                    vehicle.vin() + " is expected, and no bay that fits is free for it",
                    "order a car out, or cancel the intake"));
      }
    }
    return Optional.empty();
  }

  /** Bays that fit and can be reached; one behind a car does not count. */
  private static long free(Turn t, Vehicle vehicle) {
    Inventory inventory = Dispatch.inventory(t);
    long free = 0;
    for (Bay bay : t.layout().bays()) {
      boolean reachable = t.layout().inFront(bay).filter(inventory::taken).isEmpty();
      if (bay.fits(vehicle) && reachable && !inventory.taken(bay)) {
        free++;
      }
    }
    return free;
  }

  /** A car in front of another one can only be relocated into a bay that is kept free. */
  private static long spare(Turn t) {
    return t.layout().bays().stream().anyMatch(b -> b.reach().depth() == 2) ? 1 : 0;
  }

  /** Cars in no bay that belong to no open intake; one that is being handed over may stay. */
  private static long homeless(Turn t) {
    long cars = 0;
    for (Vehicle v : t.ledger.vehicles().values()) {
      boolean out = v.place() instanceof Place.OnCarrier || v.place() instanceof Place.AtPortal;
      if (out && t.ledger.intakeOf(v.vin()).isEmpty()) {
        cars++;
      }
    }
    return cars;
  }
}
