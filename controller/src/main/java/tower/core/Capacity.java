package tower.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tower.model.Bay;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Inventory;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Vehicle;

/**
 * Which cars the tower can still take. Every car that is on its way, or stands in a portal and may
 * have to go back, has a bay promised: with the last bay given away, a car on the carrier could
 * never be set down and nothing would move any more. A promise is for a bay that fits: three free
 * bays are none for a car that is too high for them. That the planner, which takes the smallest bay
 * that fits, keeps every promise is certain where of two bays one is the larger in everything, and
 * the bays of a lane are alike.
 */
final class Capacity {
  private Capacity() {}

  /** May another intake be promised a bay, beside all that are open? */
  static boolean takes(Turn t, Vehicle vehicle) {
    return room(t, beside(t, vehicle, true), vehicle);
  }

  /** May the car of a queued intake come in now? */
  static boolean lets(Turn t, Vehicle vehicle) {
    return room(t, beside(t, vehicle, false), vehicle);
  }

  /** May a car that is coming in be one of this size? It has been promised a bay already. */
  static boolean letsAs(Turn t, Vehicle measured) {
    List<Vehicle> others = beside(t, measured, false);
    others.removeIf(other -> other.vin().equals(measured.vin()));
    return room(t, others, measured);
  }

  /** Everybody else who needs a bay; whoever has a car on loan finds one when he comes back. */
  private static List<Vehicle> beside(Turn t, Vehicle vehicle, boolean queued) {
    List<Vehicle> promised = promised(t, queued);
    for (Pickup pickup : t.ledger.pickups().values()) {
      Vehicle lent = pickup.lent() ? t.ledger.vehicles().get(pickup.vin()) : null;
      if (lent != null && !lent.vin().equals(vehicle.vin()) && !counted(t, lent, queued)) {
        promised.add(lent);
      }
    }
    return promised;
  }

  private static boolean counted(Turn t, Vehicle lent, boolean queued) {
    return t.ledger
        .intakeOf(lent.vin())
        .filter(intake -> queued || intake.state() != IntakeState.QUEUED)
        .isPresent();
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

  /**
   * True when one more car has a bay and nobody loses the one that was promised to him: neither
   * while only those are in the way who stand in front now, nor when any of the promised comes to.
   */
  private static boolean room(Turn t, List<Vehicle> promised, Vehicle one) {
    List<Bay> free = free(t);
    List<Vehicle> front = inFront(t);
    List<Vehicle> then = new ArrayList<>(front);
    then.addAll(promised);
    boolean now = room(t, free, promised, one, front, front);
    List<Vehicle> also = new ArrayList<>(then);
    also.add(one);
    return now && room(t, free, promised, one, then, also);
  }

  private static boolean room(
      Turn t,
      List<Bay> free,
      List<Vehicle> promised,
      Vehicle one,
      List<Vehicle> inTheWay,
      List<Vehicle> inTheWayThen) {
    int before = Promises.kept(free, needs(t, promised, inTheWay));
    List<Vehicle> more = new ArrayList<>(promised);
    more.add(one);
    return Promises.kept(free, needs(t, more, inTheWayThen)) > before;
  }

  /** Cars that are on their way to a bay, or may have to go back to one. */
  private static List<Vehicle> promised(Turn t, boolean queued) {
    List<Vehicle> cars = new ArrayList<>();
    for (Intake intake : t.ledger.intakes().values()) {
      if (!intake.state().terminal() && (queued || intake.state() != IntakeState.QUEUED)) {
        cars.add(intake.vehicle());
      }
    }
    for (Vehicle v : t.ledger.vehicles().values()) {
      boolean out = v.place() instanceof Place.OnCarrier || v.place() instanceof Place.AtPortal;
      if (out && !comes(t, v)) {
        cars.add(v);
      }
    }
    return cars;
  }

  private static boolean comes(Turn t, Vehicle vehicle) {
    return t.ledger.intakeOf(vehicle.vin()).isPresent();
  }

  /** What each car needs, and the bay that is kept free for whoever must be relocated. */
  private static List<Predicate<Bay>> needs(
      Turn t, List<Vehicle> promised, List<Vehicle> inTheWay) {
    List<Predicate<Bay>> needs = new ArrayList<>();
    for (Vehicle v : promised) {
      needs.add(bay -> bay.fits(v));
    }
    if (t.layout().bays().stream().anyMatch(b -> b.reach().depth() == 2)) {
      needs.add(bay -> inTheWay.stream().allMatch(bay::fits));
    }
    return needs;
  }

  /** Cars that stand in front of another bay. */
  private static List<Vehicle> inFront(Turn t) {
    List<Vehicle> cars = new ArrayList<>();
    for (Vehicle v : t.ledger.vehicles().values()) {
      if (v.place() instanceof Place.InBay in) {
        Bay bay = t.layout().bays().get(t.layout().bayIndex(in.bay()));
        if (t.layout().behind(bay).isPresent()) {
          cars.add(v);
        }
      }
    }
    return cars;
  }

  /** Bays that can be reached; one behind a car does not count. */
  private static List<Bay> free(Turn t) {
    Inventory inventory = Dispatch.inventory(t);
    List<Bay> free = new ArrayList<>();
    for (Bay bay : t.layout().bays()) {
      boolean reachable = t.layout().inFront(bay).filter(inventory::taken).isEmpty();
      if (reachable && !inventory.taken(bay)) {
        free.add(bay);
      }
    }
    return free;
  }
}
