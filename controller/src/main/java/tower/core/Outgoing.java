package tower.core;

import java.util.Optional;
import tower.model.Intake;
import tower.model.JobKind;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Vehicle;

/** What clients ask of pickups. */
final class Outgoing {
  private static final int CODE_TRIES = 5;

  private Outgoing() {}

  static Result take(Turn t, Request.NewPickup r) {
    Optional<Result.Refused> not = Vouchers.refuses(t, r.release());
    if (not.isPresent()) {
      return not.get();
    }
    Optional<Result> unfit = unfit(t, r.vin());
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (openPickups(t) >= t.site.settings().maxOpen()) {
      return Requests.refused(Problem.TOO_MANY_OPEN, openPickups(t) + " pickups are open");
    }
    Long expires = r.terms().expiresAtUtcMs();
    if (expires != null && t.reached(expires)) {
      return Requests.refused(Problem.ALREADY_EXPIRED, "its expiresAt has passed");
    }
    Long back = r.terms().dueBackUtcMs();
    if (back != null && t.reached(back)) {
      return Requests.refused(Problem.ALREADY_EXPIRED, "its dueBackAt has passed");
    }
    // Last: what else is wrong with the wish does not pass with the maintenance.
    Optional<Result> maintained = Maintenance.refuses(t, r.terms());
    if (maintained.isPresent()) {
      return maintained.get();
    }
    boolean later = !Appointments.due(t, r.terms());
    PickupState state = later ? PickupState.SCHEDULED : PickupState.QUEUED;
    Reason why = later ? Appointments.scheduled(t) : Appointments.QUEUED;
    Pickup pickup =
        new Pickup(
            Jobs.id(t, "p"),
            r.release().jti(),
            r.release().kid(),
            r.vin(),
            r.purpose(),
            r.release().codeHash(),
            r.terms(),
            CODE_TRIES,
            false,
            null,
            state,
            why,
            t.stamp.utcMs(),
            t.stamp.utcMs());
    Jobs.pickup(t, pickup, state, why);
    Vouchers.signedAt(t, r.release().issuedUtcMs(), false);
    if (!later) {
      Jobs.create(t, JobKind.RETRIEVAL, r.vin(), pickup.id(), why);
    }
    return new Result.PickupTaken(pickup);
  }

  /** Why this car cannot be asked for now. */
  private static Optional<Result> unfit(Turn t, String vin) {
    Vehicle vehicle = t.ledger.vehicles().get(vin);
    if (vehicle == null) {
      return Optional.of(
          Requests.refused(Problem.UNKNOWN_VEHICLE, "no vehicle " + vin + " is in this tower"));
    }
    if (t.layout().portals().stream().noneMatch(p -> vehicle.heightMm() <= p.maxHeightMm())) {
      return Optional.of(
          Requests.refused(Problem.DOES_NOT_FIT, "no portal lets a car of this height pass"));
    }
    if (vehicle.place() instanceof Place.Quarantined q) {
      return Optional.of(
          Requests.refused(Problem.VEHICLE_QUARANTINED, vin + " is in " + q.label()));
    }
    Optional<Pickup> lent = t.ledger.pickupOf(vin).filter(Pickup::lent);
    if (lent.isPresent()) {
      return Optional.of(
          Requests.refused(Problem.VEHICLE_OUT, vin + " is out under " + lent.get().id()));
    }
    String withheld = t.ledger.withheld().get(vin);
    if (withheld != null) {
      return Optional.of(Requests.refused(Problem.VEHICLE_WITHHELD, vin + ": " + withheld));
    }
    boolean inHand =
        !(vehicle.place() instanceof Place.InBay)
            || t.ledger.pickupOf(vin).isPresent()
            || t.ledger.intakeOf(vin).isPresent()
            || Jobs.handled(t, vin);
    if (inHand) {
      return Optional.of(
          Requests.refused(Problem.VEHICLE_RESERVED, vin + " is reserved or being handled"));
    }
    return Optional.empty();
  }

  /** A lent car that is out keeps the machine from nothing. */
  private static long openPickups(Turn t) {
    return t.ledger.pickups().values().stream()
        .filter(p -> !p.state().terminal() && !p.lent())
        .count();
  }

  static Result cancel(Turn t, Request.CancelPickup r) {
    Pickup pickup = t.ledger.pickups().get(r.id());
    if (pickup == null) {
      return Requests.refused(Problem.NOT_FOUND, "no pickup " + r.id());
    }
    if (pickup.state().terminal()) {
      return Requests.refused(Problem.ALREADY_ENDED, "the pickup is " + pickup.state().key());
    }
    if (pickup.redeemed()) {
      return Requests.refused(
          Problem.TOO_LATE_TO_CANCEL,
          "the code was redeemed; the pickup is " + pickup.state().key());
    }
    Reason why = Reasons.of("cancelled", "cancelled by the shop", "none");
    return switch (pickup.state()) {
      case SCHEDULED, QUEUED -> new Result.PickupCancelled(Jobs.withdraw(t, pickup, why));
      case RETRIEVING, STAGED -> new Result.PickupCancelled(Jobs.bringBack(t, pickup, why));
      case CANCELLING -> new Result.PickupCancelled(pickup);
      case ON_HOLD ->
          Requests.refused(
              Problem.TOO_LATE_TO_CANCEL, "a person must find out where the car is first");
      case HANDING_OVER, OUT, LATE, OWED, COLLECTED, RETURNED, CANCELLED, RESTOWED, FAILED ->
          throw new IllegalStateException(pickup.id() + " is " + pickup.state().key());
    };
  }

  /**
   * A supervisor has found out what became of a car that is owed, or of a lent one that does not
   * come back. That a car is safe only its sensors can say: it must stand in a bay.
   */
  static Result settle(Turn t, String by, Request.SettlePickup r) {
    Pickup pickup = t.ledger.pickups().get(r.id());
    if (pickup == null) {
      return Requests.refused(Problem.NOT_FOUND, "no pickup " + r.id());
    }
    if (pickup.state() != PickupState.OWED && !pickup.lent()) {
      return Requests.refused(Problem.NOTHING_TO_SETTLE, "the pickup is " + pickup.state().key());
    }
    Optional<Intake> comes = t.ledger.intakeOf(pickup.vin());
    if (comes.isPresent()) {
      return Requests.refused(
          Problem.NOTHING_TO_SETTLE, pickup.vin() + " is expected under " + comes.get().id());
    }
    Vehicle vehicle = t.ledger.vehicles().get(pickup.vin());
    if (!r.delivered()) {
      if (vehicle == null || !standsSafe(t, vehicle)) {
        return Requests.refused(
            Problem.NOTHING_TO_SETTLE, pickup.vin() + " is not seen standing in a bay");
      }
      return new Result.PickupSettled(
          Jobs.pickup(t, pickup, PickupState.CANCELLED, settled(by, r, "not delivered")));
    }
    if (vehicle != null && !awayFrom(vehicle)) {
      return Requests.refused(
          Problem.NOTHING_TO_SETTLE, pickup.vin() + " is in " + vehicle.place().label());
    }
    if (vehicle != null) {
      t.fact(
          new Fact.VehicleMoved(
              pickup.vin(), vehicle.place(), new Place.Outside(), "settled by " + by));
    }
    return new Result.PickupSettled(
        Jobs.pickup(t, pickup, PickupState.COLLECTED, settled(by, r, "delivered")));
  }

  private static boolean standsSafe(Turn t, Vehicle vehicle) {
    return vehicle.place() instanceof Place.InBay in
        && !t.ledger.doubted().contains(in.bay())
        && Reconcile.seen(t, in, true);
  }

  private static boolean awayFrom(Vehicle vehicle) {
    return vehicle.place() instanceof Place.Outside || Jobs.isMissing(vehicle);
  }

  private static Reason settled(String by, Request.SettlePickup r, String how) {
    return Reasons.of("settled", how + ", says " + by + ": " + r.note(), "none");
  }

  static Result handOver(Turn t, Request.Handover r) {
    Pickup pickup = t.ledger.pickups().get(r.id());
    if (pickup == null) {
      return Requests.refused(Problem.NOT_FOUND, "no pickup " + r.id());
    }
    if (pickup.state() != PickupState.STAGED) {
      return Requests.refused(Problem.NOT_STAGED, "the pickup is " + pickup.state().key());
    }
    // Once redeemed it stays so: the customer may have another try.
    if (!pickup.redeemed() && Vouchers.revoked(t, pickup.reference(), pickup.kid())) {
      return Requests.refused(
          Problem.VOUCHER_REVOKED, "the shop has withdrawn " + pickup.reference());
    }
    if (pickup.triesLeft() <= 0) {
      return Requests.refused(Problem.NO_TRIES_LEFT, "five wrong codes were entered");
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
      return Requests.refused(
          Problem.NOT_STAGED, "the car does not stand confirmed behind the portal's door");
    }
    t.portal(use.in(PortalPhase.OPENING));
    Reason why = Reasons.of("handing-over", "the code was right", "drive out, confirm outside");
    return new Result.HandoverBegun(
        Jobs.pickup(t, pickup.withCodeAccepted(), PickupState.HANDING_OVER, why));
  }
}
