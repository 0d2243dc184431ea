package tower.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.loop.Snapshot;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.DriveState;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Layout;
import tower.model.Link;
import tower.model.MoveProgress;
import tower.model.OutputPoints;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Purpose;
import tower.model.Reach;
import tower.model.Reason;
import tower.model.ReturnReport;
import tower.model.Side;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.voucher.TestPapers;

/** Cars, pickups and a tower of three bays, as records. */
final class Samples {
  static final String VIN = "LSVAA4182E2000001";
  static final String OTHER_VIN = "LSVAA4182E2000002";
  static final String HASH = "A".repeat(43);
  static final String VOUCHER = TestPapers.voucher("v-1", "buy", VIN, HASH);
  static final Reason REASON = new Reason("free", "Nothing is in the way.", "nothing to do");

  private Samples() {}

  static Result accepted(Request request) {
    return switch (request) {
      case Request.NewPickup r -> new Result.PickupTaken(pickup("p-0000000003", r.vin()));
      case Request.CancelPickup r ->
          new Result.PickupCancelled(
              pickup(r.id(), VIN).in(PickupState.CANCELLED, REASON, 1_800_000_000_000L));
      case Request.Handover r ->
          new Result.HandoverBegun(
              pickup(r.id(), VIN).in(PickupState.HANDING_OVER, REASON, 1_800_000_000_000L));
      case Request.NewIntake r ->
          new Result.IntakeTaken(
              new Intake(
                  "i-0000000002",
                  "key",
                  r.vehicle(),
                  Purpose.RESTOCK,
                  ReturnReport.NONE,
                  null,
                  IntakeState.QUEUED,
                  REASON,
                  1_800_000_000_000L,
                  1_800_000_000_000L));
      case Request.ReturnIntake r ->
          new Result.IntakeTaken(
              new Intake(
                  "i-0000000003",
                  "key",
                  vehicle(r.vin(), new Place.Outside()),
                  r.purpose(),
                  r.report(),
                  null,
                  IntakeState.QUEUED,
                  REASON,
                  1_800_000_000_000L,
                  1_800_000_000_000L));
      case Request.SettlePickup r ->
          new Result.PickupSettled(
              pickup(r.id(), VIN).in(PickupState.COLLECTED, REASON, 1_800_000_000_000L));
      case Request.SettleIntake r ->
          new Result.IntakeSettled(
              intake(r.id()).in(IntakeState.REFUSED, REASON, 1_800_000_000_000L));
      case Request.NoteRefusals r -> new Result.RefusalsNoted();
      case Request.SetKeys r -> new Result.KeysSet(r.ring().version());
      case Request.ReleaseVehicle r ->
          new Result.VehicleReleased(vehicle(r.vin(), new Place.InBay("B001")));
      case Request.CancelIntake r ->
          new Result.IntakeCancelled(
              intake(r.id()).in(IntakeState.CANCELLED, REASON, 1_800_000_000_000L));
    };
  }

  static CompletableFuture<Result> refused(Problem problem) {
    return CompletableFuture.completedFuture(new Result.Refused(problem, "because of the test"));
  }

  static Pickup pickup(String id, String vin) {
    return new Pickup(
        id,
        "shop-" + id,
        "kid",
        vin,
        Purpose.BUY,
        HASH,
        Terms.NONE,
        5,
        false,
        null,
        PickupState.QUEUED,
        REASON,
        1_800_000_000_000L,
        1_800_000_000_123L);
  }

  static Intake intake(String id) {
    return new Intake(
        id,
        "shop-" + id,
        vehicle(OTHER_VIN, new Place.Outside()),
        Purpose.RESTOCK,
        ReturnReport.NONE,
        "P1",
        IntakeState.ARRIVING,
        REASON,
        1_800_000_000_000L,
        1_800_000_000_000L);
  }

  static Vehicle vehicle(String vin, Place place) {
    return new Vehicle(
        vin, "Aurora", "One", "Long Range", "red", 1500, 4500, 1850, 1800, 80, place);
  }

  static Snapshot.Live live(boolean taking, Snapshot.Disk disk, Link link, List<Reason> reasons) {
    AxisReport lift =
        new AxisReport(
            AxisName.LIFT,
            link,
            DriveState.SWITCHED_ON,
            true,
            true,
            0,
            true,
            0,
            MoveProgress.NONE,
            0,
            "");
    return new Snapshot.Live(
        1_000,
        taking ? "ready" : "faulted",
        "automatic",
        taking,
        reasons,
        List.of(lift),
        null,
        disk,
        new Snapshot.Counts(10, 20_000, 1_900, 4_000, 1, 33, 2, 3, 4));
  }

  /** One car in a bay, one on its way out with a pickup, one intake arriving, a quarantined car. */
  static Ledger ledger() {
    Ledger ledger = Ledger.empty();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.KeysSet(TestPapers.ring()));
    facts.add(new Fact.VehicleSet(vehicle(VIN, new Place.InBay("B1"))));
    facts.add(new Fact.VehicleSet(vehicle("LSVAA4182E2000007", new Place.OnCarrier())));
    facts.add(
        new Fact.VehicleSet(
            vehicle(
                "LSVAA4182E2000009",
                new Place.Quarantined(List.of(new Place.InBay("B2"), new Place.OnCarrier())))));
    facts.add(
        new Fact.PickupSet(
            pickup("p-0000000001", "LSVAA4182E2000007").in(PickupState.RETRIEVING, REASON, 5)));
    facts.add(
        new Fact.PickupSet(
            pickup("p-0000000002", "LSVAA4182E2000008").in(PickupState.COLLECTED, REASON, 5)));
    facts.add(new Fact.IntakeSet(intake("i-0000000001")));
    facts.add(new Fact.PortalSet(new PortalUse("P1", PortalPhase.SHUT, "i-0000000001")));
    for (Fact fact : facts) {
      ledger = ledger.apply(fact);
    }
    return ledger;
  }

  static Layout layout() {
    Points.OfPortal inputs = new Points.OfPortal(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    return new Layout(
        "test-3",
        List.of(new AxisSpec(AxisName.SHUTTLE, 1, -100, 100, 1, 1, 17, 1, 1)),
        List.of(bay("B1", 1600), bay("B2", 1600), bay("B3", 2000)),
        List.of(new Portal("P1", reach(), 2000)),
        new Points(
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            List.of(-1, -1, -1),
            List.of(inputs),
            List.of()),
        new OutputPoints(
            -1, -1, -1, -1, List.of(new OutputPoints.OfPortal(-1, -1, -1, -1, -1, -1)), List.of()));
  }

  private static Bay bay(String id, int height) {
    return new Bay(id, reach(), height, 5000, 2100, 2500);
  }

  private static Reach reach() {
    return new Reach(0, 0, 0, 0, Side.RIGHT, 1, 50);
  }
}
