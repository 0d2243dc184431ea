package tower.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tower.model.IntakeState;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Points;
import tower.model.Reason;
import tower.model.Vehicle;

/**
 * Compares record and sensors once the shuttle is home. Sensors beat the record for what is there;
 * the record beats sensors for which car it is; if they clash, a person decides.
 */
final class Reconcile {
  /** More cars than this are no help to whoever looks for one. */
  private static final int MOST_NAMED = 4;

  private Reconcile() {}

  /**
   * The first sensor of those that decide which has changed just now; null when all have settled.
   */
  static @Nullable Reason restless(Turn t) {
    Points p = t.layout().inputs();
    List<Place> deciding = new ArrayList<>(List.of(new Place.OnCarrier()));
    Job live = liveJob(t);
    Vehicle vehicle = live == null ? null : t.ledger.vehicles().get(live.vin());
    if (vehicle != null) {
      deciding.add(vehicle.place());
    }
    if (live != null && live.to() != null) {
      deciding.add(live.to());
    }
    for (Place place : deciding) {
      int point = unsettled(t, place);
      if (point >= 0) {
        return Reasons.of(
            "sensor-restless",
            p.names().get(point) + " does not rest",
            "see to the sensor and to what is before it; then reset and resume");
      }
    }
    return null;
  }

  /** The first point of a place that has changed just now, -1 for none. */
  private static int unsettled(Turn t, Place place) {
    for (int point : Witness.points(t, place)) {
      if (t.ageMs(point) < t.site.settings().settleMs()) {
        return point;
      }
    }
    return -1;
  }

  /** Writes what the sensors prove; returns why the tower must be held, null when it need not. */
  static @Nullable Reason run(Turn t) {
    Points p = t.layout().inputs();
    Optional<Boolean> carried = Witness.both(t, p.carrierLoad(), p.carrierBeam());
    if (carried.isEmpty()) {
      return Reasons.of(
          "carrier-contradiction",
          "load cells and light barrier of the carrier contradict each other",
          "look at the carrier, mend the sensor, reset and resume");
    }
    Job live = liveJob(t);
    Optional<Vehicle> recorded = t.ledger.vehicleAt(new Place.OnCarrier());
    Reason hold = null;
    if (carried.get() && recorded.isEmpty()) {
      hold = foundOnCarrier(t, live);
    } else if (!carried.get() && recorded.isPresent()) {
      setDown(t, live, recorded.get());
    }
    closeStep(t);
    if (hold == null) {
      found(t);
      release(t, live);
      orphans(t);
    }
    return hold;
  }

  private static @Nullable Job liveJob(Turn t) {
    for (Job job : t.ledger.jobs().values()) {
      if (job.state() == JobState.RUNNING) {
        return job;
      }
    }
    return null;
  }

  /** A car on the carrier that the record has elsewhere: only the live job's car can explain it. */
  private static @Nullable Reason foundOnCarrier(Turn t, @Nullable Job live) {
    Vehicle vehicle = live == null ? null : t.ledger.vehicles().get(live.vin());
    if (vehicle != null && reachable(vehicle.place()) && seen(t, vehicle.place(), false)) {
      move(
          t,
          vehicle,
          new Place.OnCarrier(),
          "carrier sees a car, " + vehicle.place().label() + " none");
      return null;
    }
    return Reasons.of(
        "unknown-car-on-carrier",
        "the carrier bears a car that the record does not have there" + mayBe(t, vehicle),
        "look which car it is, take it off the carrier, reset and resume");
  }

  /** The last job's car, and those that are not seen where they are recorded. */
  private static String mayBe(Turn t, @Nullable Vehicle fetched) {
    String cars =
        t.ledger.vehicles().values().stream()
            .filter(v -> v.equals(fetched) || (reachable(v.place()) && seen(t, v.place(), false)))
            .map(v -> v.vin() + " (" + v.place().label() + ")")
            .limit(MOST_NAMED)
            .collect(Collectors.joining(" or "));
    return cars.isEmpty() ? "" : "; it may be " + cars;
  }

  /** The record has a car on the carrier, the carrier sees none: it was set down, or it is lost. */
  private static void setDown(Turn t, @Nullable Job live, Vehicle vehicle) {
    Place to = live == null ? null : live.to();
    boolean ours = live != null && live.vin().equals(vehicle.vin());
    if (ours && to != null && seen(t, to, true) && !t.ledger.mayHold(to)) {
      move(t, vehicle, to, "carrier sees none, " + to.label() + " sees a car");
      return;
    }
    List<Place> possible = new ArrayList<>();
    possible.add(new Place.OnCarrier());
    if (ours && to != null) {
      possible.add(to);
    }
    move(t, vehicle, new Place.Quarantined(possible), "neither carrier nor destination sees it");
  }

  private static void move(Turn t, Vehicle vehicle, Place to, String witness) {
    t.fact(
        new Fact.VehicleMoved(
            vehicle.vin(), vehicle.place(), to, witness + "; " + Witness.text(t)));
  }

  /**
   * A car in quarantine is where exactly one of its possible places sees a car and the others see
   * none: a person has just looked, or put it there, and said so by reset and resume.
   */
  private static void found(Turn t) {
    for (Vehicle vehicle : List.copyOf(t.ledger.vehicles().values())) {
      if (vehicle.place() instanceof Place.Quarantined q) {
        List<Place> with = q.possible().stream().filter(p -> seen(t, p, true)).toList();
        long without = q.possible().stream().filter(p -> seen(t, p, false)).count();
        boolean one =
            with.size() == 1
                && without == q.possible().size() - 1
                && q.possible().stream().allMatch(place -> unsettled(t, place) < 0);
        if (one && t.ledger.vehicleAt(with.getFirst()).isEmpty()) {
          move(t, vehicle, with.getFirst(), "only " + with.getFirst().label() + " sees a car");
          if (with.getFirst() instanceof Place.InBay) {
            t.ledger.intakeOf(vehicle.vin()).ifPresent(intake -> Jobs.stored(t, intake));
          }
        }
      }
    }
  }

  private static void closeStep(Turn t) {
    OpenStep open = t.ledger.openStep();
    if (open != null) {
      t.fact(new Fact.StepClosed(open.jobId(), open.number(), open.step(), Witness.text(t)));
    }
  }

  /**
   * The interrupted job is done, waits to be planned anew, or fails because its car is not known.
   */
  private static void release(Turn t, @Nullable Job live) {
    if (live == null) {
      return;
    }
    Vehicle vehicle = t.ledger.vehicles().get(live.vin());
    if (vehicle == null || vehicle.place() instanceof Place.Quarantined) {
      Jobs.fail(t, live, Jobs.unknownPlace(live.vin(), vehicle));
    } else if (vehicle.place() instanceof Place.AtPortal p && seen(t, p, false)) {
      PortalVisit.missing(t, p.portal(), vehicle, PortalVisit.GONE);
    } else if (vehicle.place().equals(live.to())) {
      Jobs.finish(t, live);
    } else {
      // What was tried in vain stays the reason: it is what a person must see to.
      Reason why =
          live.attempt() > 0
              ? live.reason()
              : Reasons.of(
                  "interrupted", "interrupted; the car is at " + vehicle.place().label(), "none");
      t.fact(new Fact.JobSet(live.in(JobState.WAITING, why)));
    }
  }

  /** A car in a shut portal that nobody waits for goes back to a bay. */
  static void orphans(Turn t) {
    for (Vehicle vehicle : List.copyOf(t.ledger.vehicles().values())) {
      if (orphan(t.ledger, vehicle)) {
        String owner = t.ledger.intakeOf(vehicle.vin()).map(i -> i.id()).orElse(null);
        Reason why = Reasons.of("left-in-portal", "the car was left in the portal", "none");
        Jobs.create(t, JobKind.STORAGE, vehicle.vin(), owner, why);
      }
    }
  }

  /** A car in a portal that no pickup waits for and no job will fetch. */
  static boolean orphan(Ledger ledger, Vehicle vehicle) {
    return vehicle.place() instanceof Place.AtPortal
        && ledger
            .pickupOf(vehicle.vin())
            .filter(p -> p.state() == PickupState.STAGED || p.state() == PickupState.HANDING_OVER)
            .isEmpty()
        && ledger
            .intakeOf(vehicle.vin())
            .filter(intake -> intake.state() == IntakeState.REFUSED)
            .isEmpty()
        && ledger.jobs().values().stream().noneMatch(j -> j.vin().equals(vehicle.vin()));
  }

  private static boolean reachable(Place place) {
    return place instanceof Place.InBay || place instanceof Place.AtPortal;
  }

  /** True when every sensor of the place says so. */
  static boolean seen(Turn t, Place place, boolean car) {
    Asking a = Asking.briefly(t);
    return (car ? a.seenAt(place) : a.notSeenAt(place)).verdict("seen") instanceof Verdict.Allowed;
  }
}
