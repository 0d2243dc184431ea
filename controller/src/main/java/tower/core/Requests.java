package tower.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.JobKind;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Vehicle;

/**
 * Decides what clients ask for. A refusal changes nothing; everything else is stored under its key.
 */
final class Requests {
  private static final int RECENT_KEPT = 256;
  private static final int CODE_TRIES = 5;

  private Requests() {}

  static void decide(Turn t, Event.Requested e) {
    Known known = e.known();
    if (known == null) {
      known = recent(t, e.key());
    }
    if (known != null) {
      boolean same = known.bodyHash().equals(e.bodyHash());
      Result result =
          same
              ? known.result()
              : refused(Problem.KEY_REUSED, "this key was used with another request");
      t.effect(new Effect.Reply(e.requestId(), result, t.ledger.seq()));
      return;
    }
    Optional<Result> refusal = closed(t, e.request());
    if (refusal.isPresent()) {
      t.effect(new Effect.Reply(e.requestId(), refusal.get(), 0));
      return;
    }
    Result result = take(t, e);
    if (!(result instanceof Result.Refused)) {
      long seq = t.fact(new Fact.Answered(e.key(), e.bodyHash(), result));
      remember(t, new Recent(e.key(), e.bodyHash(), result, seq));
    }
    t.effect(new Effect.Reply(e.requestId(), result, t.ledger.seq()));
  }

  @org.jspecify.annotations.Nullable
  private static Known recent(Turn t, String key) {
    for (Recent r : t.recent) {
      if (r.key().equals(key)) {
        return new Known(r.bodyHash(), r.result());
      }
    }
    return null;
  }

  private static void remember(Turn t, Recent answer) {
    List<Recent> next = new ArrayList<>(t.recent);
    next.add(answer);
    t.recent = List.copyOf(next.size() > RECENT_KEPT ? next.subList(1, next.size()) : next);
  }

  /** Does the state take this kind of request, and does the disk? */
  private static Optional<Result> closed(Turn t, Request request) {
    Optional<Reason> store = Dispatch.storeReason(t);
    if (store.isPresent()) {
      Problem problem = t.storeTrouble.isEmpty() ? Problem.STORE_SLOW : Problem.STORE_FULL;
      return Optional.of(refused(problem, store.get().text()));
    }
    Mode mode = Mode.of(t.state);
    boolean taken =
        switch (request) {
          case Request.NewPickup r -> mode.takesWork();
          case Request.NewIntake r -> mode.takesWork();
          case Request.CancelPickup r -> mode.takesCancel();
          case Request.CancelIntake r -> mode.takesCancel();
          case Request.Handover r -> mode.takesHandover();
        };
    return taken
        ? Optional.empty()
        : Optional.of(
            refused(Problem.NOT_TAKING, "the tower is " + t.state.key() + ": " + why(t.state)));
  }

  private static String why(State state) {
    return switch (state) {
      case State.Looking s -> s.reason().text();
      case State.Faulted s -> s.reason().text();
      case State.Held s -> s.reason().text();
      case State.AwaitingResume s -> "a person must press resume";
      case State.Manual s -> "a technician has the key in maintenance";
      case State.Homing s -> "the axes are being homed";
      case State.Recovering s -> "it looks where the cars are";
      case State.Ready s -> "";
      case State.Executing s -> "";
    };
  }

  private static Result take(Turn t, Event.Requested e) {
    return switch (e.request()) {
      case Request.NewPickup r -> newPickup(t, e.key(), r);
      case Request.CancelPickup r -> cancelPickup(t, r);
      case Request.Handover r -> handover(t, r);
      case Request.NewIntake r -> newIntake(t, e.key(), r);
      case Request.CancelIntake r -> cancelIntake(t, r);
    };
  }

  private static Result newPickup(Turn t, String key, Request.NewPickup r) {
    if (r.purpose() != Purpose.BUY) {
      return refused(Problem.TEST_DRIVE_UNAVAILABLE, "the purpose must be buy");
    }
    Vehicle vehicle = t.ledger.vehicles().get(r.vin());
    if (vehicle == null) {
      return refused(Problem.UNKNOWN_VEHICLE, "no vehicle " + r.vin() + " is in this tower");
    }
    if (t.layout().portals().stream().noneMatch(p -> vehicle.heightMm() <= p.maxHeightMm())) {
      return refused(Problem.DOES_NOT_FIT, "no portal lets a car of this height pass");
    }
    if (vehicle.place() instanceof Place.Quarantined q) {
      return refused(Problem.VEHICLE_QUARANTINED, r.vin() + " is in " + q.label());
    }
    boolean inHand =
        !(vehicle.place() instanceof Place.InBay)
            || t.ledger.pickupOf(r.vin()).isPresent()
            || t.ledger.intakeOf(r.vin()).isPresent()
            || Jobs.handled(t, r.vin());
    if (inHand) {
      return refused(Problem.VEHICLE_RESERVED, r.vin() + " is reserved or being handled");
    }
    if (openPickups(t) >= t.site.settings().maxOpen()) {
      return refused(Problem.TOO_MANY_OPEN, openPickups(t) + " pickups are open");
    }
    Reason why = Reasons.of("queued", "waits for its turn", "wait");
    Pickup pickup =
        new Pickup(
            Jobs.id(t, "p"),
            key,
            r.vin(),
            r.purpose(),
            r.codeHash(),
            CODE_TRIES,
            null,
            PickupState.QUEUED,
            why,
            t.stamp.utcMs(),
            t.stamp.utcMs());
    Jobs.pickup(t, pickup, PickupState.QUEUED, why);
    Jobs.create(t, JobKind.RETRIEVAL, r.vin(), pickup.id(), why);
    return new Result.PickupTaken(pickup);
  }

  private static long openPickups(Turn t) {
    return t.ledger.pickups().values().stream().filter(p -> !p.state().terminal()).count();
  }

  private static Result cancelPickup(Turn t, Request.CancelPickup r) {
    Pickup pickup = t.ledger.pickups().get(r.id());
    if (pickup == null) {
      return refused(Problem.NOT_FOUND, "no pickup " + r.id());
    }
    Reason why = Reasons.of("cancelled", "cancelled by the shop", "none");
    return switch (pickup.state()) {
      case QUEUED -> {
        t.ledger.jobOf(pickup.id()).ifPresent(job -> Jobs.cancel(t, job, why));
        Jobs.release(t, pickup.id());
        yield new Result.PickupCancelled(Jobs.pickup(t, pickup, PickupState.CANCELLED, why));
      }
      case RETRIEVING, STAGED -> new Result.PickupCancelled(Jobs.bringBack(t, pickup, why));
      case CANCELLING -> new Result.PickupCancelled(pickup);
      case ON_HOLD ->
          refused(Problem.TOO_LATE_TO_CANCEL, "a person must find out where the car is first");
      case HANDING_OVER ->
          refused(
              Problem.TOO_LATE_TO_CANCEL, "the code was redeemed: the car is being handed over");
      case COLLECTED, CANCELLED, RESTOWED, FAILED ->
          refused(Problem.ALREADY_ENDED, "the pickup is " + pickup.state().key());
    };
  }

  private static Result handover(Turn t, Request.Handover r) {
    Pickup pickup = t.ledger.pickups().get(r.id());
    if (pickup == null) {
      return refused(Problem.NOT_FOUND, "no pickup " + r.id());
    }
    if (pickup.state() != PickupState.STAGED) {
      return refused(Problem.NOT_STAGED, "the pickup is " + pickup.state().key());
    }
    if (pickup.triesLeft() <= 0) {
      return refused(Problem.NO_TRIES_LEFT, "five wrong codes were entered");
    }
    if (!t.site.settings().codeKey().matches(pickup.reference(), r.code(), pickup.codeHash())) {
      return wrongCode(t, pickup);
    }
    return open(t, pickup);
  }

  private static Result wrongCode(Turn t, Pickup pickup) {
    Pickup poorer = pickup.withTriesLeft(pickup.triesLeft() - 1);
    t.fact(new Fact.PickupSet(poorer));
    if (poorer.triesLeft() > 0) {
      return new Result.CodeWrong(poorer);
    }
    Reason why = Reasons.of(Jobs.NO_TRIES, "five wrong codes were entered", "order the car again");
    return new Result.CodeWrong(Jobs.bringBack(t, poorer, why));
  }

  /** The right code opens the door with the right car behind it, or none. */
  private static Result open(Turn t, Pickup pickup) {
    String portal = pickup.portal();
    PortalUse use = portal == null ? null : t.ledger.portals().get(portal);
    Vehicle vehicle = t.ledger.vehicles().get(pickup.vin());
    boolean behind =
        use != null
            && use.phase() == PortalPhase.SHUT
            && pickup.id().equals(use.user())
            && vehicle != null
            && vehicle.place().equals(new Place.AtPortal(use.portal()))
            && Reconcile.seen(t, vehicle.place(), true);
    if (!behind || use == null) {
      return refused(
          Problem.NOT_STAGED, "the car does not stand confirmed behind the portal's door");
    }
    t.portal(use.in(PortalPhase.OPENING));
    Reason why = Reasons.of("handing-over", "the code was right", "drive out, confirm outside");
    return new Result.HandoverBegun(Jobs.pickup(t, pickup, PickupState.HANDING_OVER, why));
  }

  private static Result newIntake(Turn t, String key, Request.NewIntake r) {
    if (r.purpose() != Purpose.RESTOCK) {
      return refused(Problem.TEST_DRIVE_UNAVAILABLE, "the purpose must be restock");
    }
    Vehicle vehicle = r.vehicle();
    Vehicle known = t.ledger.vehicles().get(vehicle.vin());
    if ((known != null && !Jobs.isMissing(known)) || t.ledger.intakeOf(vehicle.vin()).isPresent()) {
      return refused(Problem.VEHICLE_PRESENT, vehicle.vin() + " is in this tower or expected");
    }
    boolean passes =
        t.layout().portals().stream().anyMatch(p -> vehicle.heightMm() <= p.maxHeightMm());
    if (!passes || t.layout().bays().stream().noneMatch(b -> b.fits(vehicle))) {
      return refused(Problem.DOES_NOT_FIT, "no portal and bay take a car of this size and mass");
    }
    long open = t.ledger.intakes().values().stream().filter(i -> !i.state().terminal()).count();
    if (!Capacity.takes(t, vehicle)) {
      return refused(Problem.NO_FREE_BAY, "every bay that fits is taken, promised or kept free");
    }
    if (open >= t.site.settings().maxOpen()) {
      return refused(Problem.TOO_MANY_OPEN, open + " intakes are open");
    }
    Reason why = Reasons.of("queued", "waits for a portal", "wait");
    Intake intake =
        new Intake(
            Jobs.id(t, "i"),
            key,
            vehicle,
            r.purpose(),
            null,
            IntakeState.QUEUED,
            why,
            t.stamp.utcMs(),
            t.stamp.utcMs());
    Jobs.intake(t, intake, IntakeState.QUEUED, why);
    return new Result.IntakeTaken(intake);
  }

  private static Result cancelIntake(Turn t, Request.CancelIntake r) {
    Intake intake = t.ledger.intakes().get(r.id());
    if (intake == null) {
      return refused(Problem.NOT_FOUND, "no intake " + r.id());
    }
    if (intake.state().terminal()) {
      return refused(Problem.ALREADY_ENDED, "the intake is " + intake.state().key());
    }
    Vehicle vehicle = t.ledger.vehicles().get(intake.vehicle().vin());
    boolean gone =
        intake.state() == IntakeState.ON_HOLD && vehicle != null && Jobs.isMissing(vehicle);
    if (intake.state() != IntakeState.QUEUED && !gone) {
      return refused(Problem.TOO_LATE_TO_CANCEL, "the portal has been opened for it");
    }
    Reason why = Reasons.of("cancelled", "cancelled by the shop", "none");
    return new Result.IntakeCancelled(Jobs.intake(t, intake, IntakeState.CANCELLED, why));
  }

  private static Result.Refused refused(Problem problem, String detail) {
    return new Result.Refused(problem, detail);
  }
}
