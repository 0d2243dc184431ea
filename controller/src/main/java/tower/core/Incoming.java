package tower.core;

import java.util.Optional;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.ReturnReport;
import tower.model.Terms;
import tower.model.Vehicle;

/** What clients ask of intakes. */
final class Incoming {
  private Incoming() {}

  static Result take(Turn t, String key, Request.NewIntake r) {
    Vehicle vehicle = r.vehicle();
    Vehicle known = t.ledger.vehicles().get(vehicle.vin());
    if ((known != null && !Jobs.isMissing(known)) || t.ledger.intakeOf(vehicle.vin()).isPresent()) {
      return Requests.refused(
          Problem.VEHICLE_PRESENT, vehicle.vin() + " is in this tower or expected");
    }
    return expect(t, key, vehicle, Purpose.RESTOCK, ReturnReport.NONE);
  }

  /** A car that was lent comes back: the tower knows it, the shop says how it is. */
  static Result takeBack(Turn t, String key, Request.ReturnIntake r) {
    Vehicle vehicle = t.ledger.vehicles().get(r.vin());
    Optional<Pickup> lent =
        t.ledger.pickupOf(r.vin()).filter(p -> p.lent() && p.purpose() == r.purpose().ends());
    if (vehicle == null || lent.isEmpty()) {
      return Requests.refused(
          Problem.VEHICLE_NOT_OUT, "no " + r.purpose().key() + " of " + r.vin() + " is awaited");
    }
    if (t.ledger.intakeOf(r.vin()).isPresent()) {
      return Requests.refused(Problem.VEHICLE_PRESENT, r.vin() + " is expected already");
    }
    Vehicle now = r.chargePercent() < 0 ? vehicle : vehicle.charged(r.chargePercent());
    return expect(t, key, now, r.purpose(), r.report());
  }

  private static Result expect(
      Turn t, String key, Vehicle vehicle, Purpose purpose, ReturnReport report) {
    int most = t.site.settings().maxChargePercent();
    if (vehicle.chargePercent() > most) {
      return Requests.refused(
          Problem.CHARGE_TOO_HIGH,
          vehicle.chargePercent() + " % are in its battery, at most " + most + " are stored");
    }
    boolean passes =
        t.layout().portals().stream().anyMatch(p -> vehicle.heightMm() <= p.maxHeightMm());
    if (!passes || t.layout().bays().stream().noneMatch(b -> b.fits(vehicle))) {
      return Requests.refused(
          Problem.DOES_NOT_FIT, "no portal and bay take a car of this size and mass");
    }
    long open = t.ledger.intakes().values().stream().filter(i -> !i.state().terminal()).count();
    if (!Capacity.takes(t, vehicle)) {
      return Requests.refused(
          Problem.NO_FREE_BAY, "every bay that fits is taken, promised or kept free");
    }
    if (open >= t.site.settings().maxOpen()) {
      return Requests.refused(Problem.TOO_MANY_OPEN, open + " intakes are open");
    }
    // New stock comes when the dealer sends it, and that is now; with a car that comes back a
    // customer stands at the door.
    if (purpose == Purpose.RESTOCK) {
      Optional<Result> maintained = Maintenance.refuses(t, Terms.NONE);
      if (maintained.isPresent()) {
        return maintained.get();
      }
    }
    Reason why = Reasons.of("queued", "waits for a portal", "wait");
    Intake intake =
        new Intake(
            Jobs.id(t, "i"),
            key,
            vehicle,
            purpose,
            report,
            null,
            IntakeState.QUEUED,
            why,
            t.stamp.utcMs(),
            t.stamp.utcMs());
    Jobs.intake(t, intake, IntakeState.QUEUED, why);
    return new Result.IntakeTaken(intake);
  }

  static Result cancel(Turn t, Request.CancelIntake r) {
    Intake intake = t.ledger.intakes().get(r.id());
    if (intake == null) {
      return Requests.refused(Problem.NOT_FOUND, "no intake " + r.id());
    }
    if (intake.state().terminal()) {
      return Requests.refused(Problem.ALREADY_ENDED, "the intake is " + intake.state().key());
    }
    Vehicle vehicle = t.ledger.vehicles().get(intake.vehicle().vin());
    boolean gone =
        intake.state() == IntakeState.ON_HOLD && (vehicle == null || Jobs.isMissing(vehicle));
    if (intake.state() != IntakeState.QUEUED && !gone) {
      return Requests.refused(Problem.TOO_LATE_TO_CANCEL, "the portal has been opened for it");
    }
    Reason why = Reasons.of("cancelled", "cancelled by the shop", "none");
    return new Result.IntakeCancelled(Jobs.intake(t, intake, IntakeState.CANCELLED, why));
  }

  /**
   * A car that was received and cannot be stored leaves as it came. The street's door opens before
   * it, so a supervisor must say so, whoever brought it being there.
   */
  static Result settle(Turn t, String by, Request.SettleIntake r) {
    Intake intake = t.ledger.intakes().get(r.id());
    if (intake == null) {
      return Requests.refused(Problem.NOT_FOUND, "no intake " + r.id());
    }
    if (intake.state() != IntakeState.ON_HOLD) {
      return Requests.refused(Problem.NOTHING_TO_SETTLE, "the intake is " + intake.state().key());
    }
    Vehicle vehicle = t.ledger.vehicles().get(intake.vehicle().vin());
    String portal =
        vehicle != null && vehicle.place() instanceof Place.AtPortal at ? at.portal() : "";
    PortalUse use = t.ledger.portals().get(portal);
    boolean stands =
        use != null
            && use.phase() == PortalPhase.SHUT
            && use.user() == null
            && vehicle != null
            && !Jobs.handled(t, vehicle.vin())
            && Reconcile.seen(t, vehicle.place(), true);
    if (!stands || use == null) {
      return Requests.refused(
          Problem.NOTHING_TO_SETTLE,
          intake.vehicle().vin()
              + " does not stand confirmed and left alone behind a portal's door");
    }
    t.portal(new PortalUse(portal, PortalPhase.OPENING, intake.id()));
    String text = intake.reason().text() + "; let out again, says " + by + ": " + r.note();
    Reason why = Reasons.of("handed-back", text, Contours.DRIVE_OUT);
    return new Result.IntakeSettled(Jobs.intake(t, intake.at(portal), IntakeState.REFUSED, why));
  }
}
