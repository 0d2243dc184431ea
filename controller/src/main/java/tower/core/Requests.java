package tower.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tower.model.Reason;
import tower.model.Vehicle;

/**
 * Decides what clients ask for. A refusal changes nothing; everything else is stored under its key.
 */
final class Requests {
  private static final int RECENT_KEPT = 256;

  private Requests() {}

  static void decide(Turn t, Event.Requested e) {
    Known known = e.known();
    if (known == null) {
      known = recent(t, Known.place(e.by().name(), e.key()));
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
    if (e.request() instanceof Request.NoteRefusals r) {
      r.refusals().forEach(t::fact);
      t.effect(new Effect.Reply(e.requestId(), new Result.RefusalsNoted(), t.ledger.seq()));
      return;
    }
    Result result = take(t, e);
    if (!(result instanceof Result.Refused)) {
      Asker by = e.by();
      long seq = t.fact(new Fact.Answered(e.key(), e.bodyHash(), by.name(), by.from(), result));
      remember(t, new Recent(Known.place(by.name(), e.key()), e.bodyHash(), result, seq));
    }
    t.effect(new Effect.Reply(e.requestId(), result, t.ledger.seq()));
  }

  @org.jspecify.annotations.Nullable
  private static Known recent(Turn t, String place) {
    for (Recent r : t.recent) {
      if (r.place().equals(place)) {
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
          case Request.ReturnIntake r -> mode.takesWork();
          case Request.SettlePickup r -> mode.takesCancel();
          case Request.SetKeys r -> mode.takesCancel();
          case Request.ReleaseVehicle r -> mode.takesCancel();
          case Request.CancelPickup r -> mode.takesCancel();
          case Request.CancelIntake r -> mode.takesCancel();
          case Request.SettleIntake r -> mode.takesHandover();
          case Request.Handover r -> mode.takesHandover();
          case Request.NoteRefusals r -> true;
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
      case Request.NewPickup r -> Outgoing.take(t, r);
      case Request.CancelPickup r -> Outgoing.cancel(t, r);
      case Request.Handover r -> Outgoing.handOver(t, r);
      case Request.NewIntake r -> Incoming.take(t, e.key(), r);
      case Request.ReturnIntake r -> Incoming.takeBack(t, e.key(), r);
      case Request.CancelIntake r -> Incoming.cancel(t, r);
      case Request.SettleIntake r -> Incoming.settle(t, e.by().name(), r);
      case Request.SettlePickup r -> Outgoing.settle(t, e.by().name(), r);
      case Request.SetKeys r -> Vouchers.setKeys(t, r);
      case Request.ReleaseVehicle r -> release(t, e.by().name(), r);
      case Request.NoteRefusals r -> throw new IllegalStateException("noted before");
    };
  }

  /** A supervisor has looked at a car that came back damaged, and offers it again. */
  private static Result release(Turn t, String by, Request.ReleaseVehicle r) {
    Vehicle vehicle = t.ledger.vehicles().get(r.vin());
    if (vehicle == null) {
      return refused(Problem.UNKNOWN_VEHICLE, "no vehicle " + r.vin() + " is in this tower");
    }
    if (t.ledger.withheld().containsKey(r.vin())) {
      t.fact(new Fact.VehicleWithheld(r.vin(), false, "released by " + by));
    }
    return new Result.VehicleReleased(vehicle);
  }

  static Result.Refused refused(Problem problem, String detail) {
    return new Result.Refused(problem, detail);
  }
}
