package tower.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.model.Bay;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Vehicle;

/** What a job's life does to the pickup or intake that it serves. */
final class Jobs {
  static final String NOT_COLLECTED = "not-collected";
  static final String NO_TRIES = "no-tries-left";
  static final String EXPIRED = "expired";

  /** What ends the search for a missing car. */
  static final String BRING_BACK = "find the car and bring it back: announce it by an intake";

  private static final Reason NOT_NEEDED =
      Reasons.of("not-needed", "the car is in nobody's way any more", "none");

  private Jobs() {}

  /** A fresh id that sorts by time. */
  static String id(Turn t, String prefix) {
    return String.format(Locale.ROOT, "%s-%09d", prefix, t.ledger.seq() + 1);
  }

  /** True when the first of two ids, of whatever kind, was given before the other. */
  static boolean older(String id, String other) {
    return id.substring(id.indexOf('-')).compareTo(other.substring(other.indexOf('-'))) < 0;
  }

  static Job create(Turn t, JobKind kind, String vin, @Nullable String owner, Reason why) {
    Job job = fresh(t, kind, vin, owner, why);
    t.fact(new Fact.JobSet(job));
    t.effect(new Effect.AskPlanner());
    return job;
  }

  /**
   * Is the machine still at this car? The shuttle may be under it on its way home from its bay. A
   * relocation is nobody's: the next job of its car comes after it.
   */
  static boolean handled(Turn t, String vin) {
    return t.ledger.jobs().values().stream()
        .anyMatch(job -> job.vin().equals(vin) && job.kind() != JobKind.RELOCATION);
  }

  /** A job that is nowhere on record yet. */
  static Job fresh(Turn t, JobKind kind, String vin, @Nullable String owner, Reason why) {
    return new Job(id(t, "j"), kind, vin, owner, null, JobState.WAITING, 0, why);
  }

  /** Changes a pickup; what it is then. */
  static Pickup pickup(Turn t, Pickup pickup, PickupState state, Reason reason) {
    Pickup changed = pickup.in(state, reason, t.stamp.utcMs());
    t.fact(new Fact.PickupSet(changed));
    t.fact(
        new Fact.Published(
            "pickup." + state.key(), pickup.id(), List.of(pickup.vin(), reason.code())));
    return changed;
  }

  /** Changes an intake; what it is then. */
  static Intake intake(Turn t, Intake intake, IntakeState state, Reason reason) {
    Intake changed = intake.in(state, reason, t.stamp.utcMs());
    tell(t, changed);
    return changed;
  }

  /** Writes an intake as it is now, and tells the shop. */
  static void tell(Turn t, Intake intake) {
    t.fact(new Fact.IntakeSet(intake));
    t.fact(
        new Fact.Published(
            "intake." + intake.state().key(),
            intake.id(),
            List.of(intake.vehicle().vin(), intake.reason().code())));
  }

  static Optional<Pickup> pickupOf(Turn t, Job job) {
    return Optional.ofNullable(job.owner()).map(owner -> t.ledger.pickups().get(owner));
  }

  static Optional<Intake> intakeOf(Turn t, Job job) {
    return Optional.ofNullable(job.owner()).map(owner -> t.ledger.intakes().get(owner));
  }

  /** The job's car stands where it should. */
  static void finish(Turn t, Job job) {
    t.fact(
        new Fact.JobSet(
            job.in(JobState.DONE, Reasons.of("done", "confirmed by the sensors", "none"))));
    pickupOf(t, job).ifPresent(p -> finished(t, job, p));
    intakeOf(t, job).ifPresent(i -> stored(t, i));
  }

  private static void finished(Turn t, Job job, Pickup pickup) {
    if (job.kind() == JobKind.STORAGE) {
      broughtBack(t, pickup);
    } else if (pickup.state() == PickupState.CANCELLING) {
      create(t, JobKind.STORAGE, pickup.vin(), pickup.id(), pickup.reason());
    } else {
      pickup(
          t,
          pickup,
          PickupState.STAGED,
          Reasons.of(
              "staged", "the car waits in portal " + pickup.portal(), "enter the pickup code"));
      // The customer's time begins now, not when the portal was kept for the car.
      String portal = pickup.portal();
      if (portal != null) {
        t.portalRun(portal, PortalRun.begun(t.stamp.nowMs(), t.ledger.seq()));
      }
    }
  }

  private static void broughtBack(Turn t, Pickup pickup) {
    release(t, pickup.id());
    String code = pickup.reason().code();
    boolean restow = Set.of(NOT_COLLECTED, NO_TRIES, EXPIRED).contains(code);
    pickup(t, pickup, restow ? PickupState.RESTOWED : PickupState.CANCELLED, pickup.reason());
  }

  /** The intake's car is in a bay. */
  static void stored(Turn t, Intake intake) {
    release(t, intake.id());
    intake(t, intake, IntakeState.STORED, Reasons.of("stored", "the car is in a bay", "none"));
  }

  /** Gives back whatever portal is kept for a pickup or intake. */
  static void release(Turn t, String owner) {
    for (PortalUse use : List.copyOf(t.ledger.portals().values())) {
      if (owner.equals(use.user())) {
        t.portal(use.of(null));
      }
    }
  }

  /** The car is brought back to a bay, now or as soon as its retrieval can be turned round. */
  static Pickup bringBack(Turn t, Pickup pickup, Reason why) {
    boolean staged = pickup.state() == PickupState.STAGED;
    Pickup changed = pickup(t, pickup, PickupState.CANCELLING, why);
    if (staged) {
      create(t, JobKind.STORAGE, pickup.vin(), pickup.id(), why);
    }
    return changed;
  }

  /** Ends a pickup whose retrieval has not begun. */
  static Pickup withdraw(Turn t, Pickup pickup, Reason why) {
    t.ledger.jobOf(pickup.id()).ifPresent(job -> cancel(t, job, why));
    release(t, pickup.id());
    return pickup(t, pickup, PickupState.CANCELLED, why);
  }

  /** What cannot be handed over any more; after its code was right it is still owed. */
  private static void fails(Turn t, Pickup pickup, Reason why) {
    if (pickup.state() == PickupState.OWED) {
      return;
    }
    release(t, pickup.id());
    pickup(t, pickup, pickup.redeemed() ? PickupState.OWED : PickupState.FAILED, why);
  }

  /**
   * Ends a waiting job that has lost its reason or its car; true when it has ended.
   *
   * <p>A car that nobody can place fails its job: only a person can go on. A relocation is over
   * when the car is in nobody's way any more. A car that was put into a bay meanwhile is stored. A
   * cancelled retrieval need not even begin.
   */
  static boolean settled(Turn t, Job job) {
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    if (job.kind() == JobKind.RELOCATION && !inTheWay(t, vehicle)) {
      cancel(t, job, NOT_NEEDED);
      return true;
    }
    if (vehicle == null || vehicle.place() instanceof Place.Quarantined) {
      fail(t, job, unknownPlace(job.vin(), vehicle));
      return true;
    }
    if (job.kind() == JobKind.STORAGE && vehicle.place() instanceof Place.InBay) {
      finish(t, job);
      return true;
    }
    Optional<Pickup> cancelled = pickupOf(t, job).filter(p -> p.state() == PickupState.CANCELLING);
    return job.kind() == JobKind.RETRIEVAL
        && cancelled.isPresent()
        && turnedRound(t, job, cancelled.get(), vehicle.place());
  }

  static Reason unknownPlace(String vin, @Nullable Vehicle vehicle) {
    return Reasons.of(
        "quarantined",
        vin + (vehicle == null ? " is not known" : " is in " + vehicle.place().label()),
        vehicle != null && isMissing(vehicle)
            ? BRING_BACK
            : "look for the car, put it into one of its possible places, reset and resume");
  }

  /** Driven off, and not seen since: it may be brought back as any car that comes. */
  static boolean isMissing(Vehicle vehicle) {
    return vehicle.place() instanceof Place.Quarantined q
        && q.possible().equals(List.of(new Place.Outside()));
  }

  /** On the carrier, or where somebody needs it to be gone. */
  private static boolean inTheWay(Turn t, @Nullable Vehicle vehicle) {
    return vehicle != null
        && (vehicle.place() instanceof Place.OnCarrier || waitingFor(t, vehicle.vin()).isPresent());
  }

  /** The job that waits for this car to be elsewhere. */
  static Optional<Job> waitingFor(Turn t, String vin) {
    return behind(t, vin)
        .or(() ->
            t.ledger.jobs().values().stream()
                .filter(job -> job.kind() != JobKind.RELOCATION)
                .filter(job -> job.state() == JobState.WAITING)
                .filter(job -> Dispatch.needsMoved(t, job, vin))
                .findFirst());
  }

  /** The job of the car behind this one in its lane. */
  private static Optional<Job> behind(Turn t, String vin) {
    Vehicle vehicle = t.ledger.vehicles().get(vin);
    if (vehicle == null || !(vehicle.place() instanceof Place.InBay p)) {
      return Optional.empty();
    }
    Bay bay = t.layout().bays().get(t.layout().bayIndex(p.bay()));
    return t.layout()
        .behind(bay)
        .flatMap(b -> t.ledger.vehicleAt(new Place.InBay(b.id())))
        .flatMap(v ->
            t.ledger.jobs().values().stream().filter(job -> job.vin().equals(v.vin())).findFirst());
  }

  /** A cancelled retrieval ends with its car in its bay, or is stored from the carrier. */
  static boolean turnedRound(Turn t, Job job, Pickup pickup, Place place) {
    Reason why = pickup.reason();
    if (place instanceof Place.InBay) {
      cancel(t, job, why);
      release(t, pickup.id());
      pickup(t, pickup, PickupState.CANCELLED, why);
      return true;
    }
    if (place instanceof Place.OnCarrier) {
      cancel(t, job, why);
      release(t, pickup.id());
      overtake(t, create(t, JobKind.STORAGE, job.vin(), pickup.id(), why));
      return true;
    }
    return false;
  }

  /** A car that goes under one job is not moved out of the way by another that waits. */
  static void overtake(Turn t, Job goes) {
    for (Job job : List.copyOf(t.ledger.jobs().values())) {
      boolean other = job.vin().equals(goes.vin()) && !job.id().equals(goes.id());
      if (other && job.kind() == JobKind.RELOCATION) {
        cancel(t, job, NOT_NEEDED);
      }
    }
  }

  static void cancel(Turn t, Job job, Reason why) {
    t.fact(new Fact.JobSet(job.in(JobState.CANCELLED, why)));
  }

  /** The car is gone: whatever was to be done with it has failed. */
  static void missing(Turn t, Vehicle vehicle, Reason why) {
    for (Job job : List.copyOf(t.ledger.jobs().values())) {
      if (job.vin().equals(vehicle.vin())) {
        fail(t, job, why);
      }
    }
    t.ledger.pickupOf(vehicle.vin()).ifPresent(p -> fails(t, p, why));
  }

  /** The job cannot be done: its pickup fails or its intake waits for a person. */
  static void fail(Turn t, Job job, Reason why) {
    t.fact(new Fact.JobSet(job.in(JobState.FAILED, why)));
    pickupOf(t, job).ifPresent(p -> fails(t, p, why));
    intakeOf(t, job)
        .ifPresent(i -> {
          release(t, i.id());
          intake(t, i, IntakeState.ON_HOLD, why);
        });
  }
}
