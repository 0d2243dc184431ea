package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.CODE;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Release;
import tower.model.ReturnReport;
import tower.model.Terms;

/** Cars that leave and come back, and what a supervisor must end. */
class LendingTest {
  private static int vouchers;
  private static final Place OUTSIDE = new Place.Outside();

  private static Terms back(TestTower t, long inMs) {
    return new Terms(null, null, t.stamp().utcMs() + inMs);
  }

  static Pickup out(TestTower t, Purpose purpose, long backInMs) {
    String id = t.order(1, purpose, back(t, backInMs)).id();
    t.until("staged", x -> x.pickup(id).state() == PickupState.STAGED);
    t.until("ready");
    drivenAway(t, id);
    return t.pickup(id);
  }

  private static void drivenAway(TestTower t, String id) {
    t.handover(t.pickup(id));
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("handed over", x -> x.pickup(id).state() != PickupState.HANDING_OVER);
  }

  static Request.ReturnIntake returns(Purpose purpose, String damage) {
    return new Request.ReturnIntake(vin(1), purpose, 35, new ReturnReport(1_234, damage));
  }

  private static Release release() {
    return TinyTower.release("v-" + ++vouchers, "hash");
  }

  private static Problem refusal(Result result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused) result).problem();
  }

  static void comesBack(TestTower t, String intake) {
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    Driver.bring(t, 1);
    t.confirm("P1");
    t.until("stored", x -> x.intake(intake).state() == IntakeState.STORED);
  }

  @Test
  void lentCarIsOutUntilItIsReceivedAgain() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup lent = out(t, Purpose.TEST_DRIVE, 3_600_000);
    assertThat(lent.state()).isEqualTo(PickupState.OUT);
    assertThat(t.ledger().vehicles()).as("it is still the tower's").containsKey(vin(1));
    assertThat(t.place(1)).isEqualTo(OUTSIDE);

    Result answer = t.ask(returns(Purpose.TEST_DRIVE_RETURN, ""));
    String intake = ((Result.IntakeTaken) answer).intake().id();
    comesBack(t, intake);
    assertThat(t.pickup(lent.id()).state()).isEqualTo(PickupState.RETURNED);
    assertThat(t.ledger().vehicles().get(vin(1)).chargePercent()).isEqualTo(35);
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
    t.until("ready");
    assertThat(t.order(1).state()).as("and can be asked for again").isEqualTo(PickupState.QUEUED);
  }

  @Test
  void onlyWhatIsOutComesBackAndOnlyAsItLeft() {
    TestTower t = TestTower.ready(car(1, B001));
    assertThat(refusal(t.ask(returns(Purpose.SERVICE_RETURN, ""))))
        .isEqualTo(Problem.VEHICLE_NOT_OUT);
    out(t, Purpose.SERVICE, 3_600_000);
    assertThat(refusal(t.ask(returns(Purpose.TEST_DRIVE_RETURN, ""))))
        .isEqualTo(Problem.VEHICLE_NOT_OUT);
    assertThat(refusal(t.ask(new Request.NewIntake(car(1, OUTSIDE)))))
        .as("nor is it new stock")
        .isEqualTo(Problem.VEHICLE_PRESENT);
    assertThat(refusal(t.ask(new Request.NewPickup(vin(1), Purpose.BUY, release(), Terms.NONE))))
        .isEqualTo(Problem.VEHICLE_OUT);
    assertThat(t.ask(returns(Purpose.SERVICE_RETURN, ""))).isInstanceOf(Result.IntakeTaken.class);
    assertThat(refusal(t.ask(returns(Purpose.SERVICE_RETURN, ""))))
        .isEqualTo(Problem.VEHICLE_PRESENT);
  }

  @Test
  void damagedCarIsStoredAndOfferedOnlyOnceItIsReleased() {
    TestTower t = TestTower.ready(car(1, B001));
    out(t, Purpose.TEST_DRIVE, 3_600_000);
    Result answer = t.ask(returns(Purpose.TEST_DRIVE_RETURN, "left door scratched"));
    comesBack(t, ((Result.IntakeTaken) answer).intake().id());
    t.until("ready");
    Request order = new Request.NewPickup(vin(1), Purpose.BUY, release(), Terms.NONE);
    assertThat(((Result.Refused) t.ask(order)).detail()).contains("left door scratched");
    t.durable();
    t.powerCut();
    t.bringUp();
    assertThat(refusal(t.ask(order))).isEqualTo(Problem.VEHICLE_WITHHELD);
    assertThat(t.ask(new Request.ReleaseVehicle(vin(1))))
        .isInstanceOf(Result.VehicleReleased.class);
    assertThat(t.ask(order)).isInstanceOf(Result.PickupTaken.class);
    assertThat(refusal(t.ask(new Request.ReleaseVehicle(vin(9)))))
        .isEqualTo(Problem.UNKNOWN_VEHICLE);
  }

  @Test
  void lentCarIsLateWhenItsTimeHasPassedAndStillComesBack() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup lent = out(t, Purpose.TEST_DRIVE, 1_500_000);
    t.utcShiftMs += 1_000_000;
    t.pass(20_000);
    assertThat(t.pickup(lent.id()).state()).isEqualTo(PickupState.OUT);
    t.utcShiftMs += 500_000;
    t.pass(5_000);
    assertThat(t.pickup(lent.id()).state())
        .as("a clock that has jumped")
        .isEqualTo(PickupState.OUT);
    t.pass(10_000);
    assertThat(t.pickup(lent.id()).state()).isEqualTo(PickupState.LATE);
    Result answer = t.ask(returns(Purpose.TEST_DRIVE_RETURN, ""));
    comesBack(t, ((Result.IntakeTaken) answer).intake().id());
    assertThat(t.pickup(lent.id()).state()).isEqualTo(PickupState.RETURNED);
  }

  /** Whoever has a car on loan finds a bay when he comes back. */
  @Test
  void newStockDoesNotTakeTheBayOfALentCar() {
    TestTower t = TestTower.ready(car(1, B001));
    TestTower bought = TestTower.ready(car(1, B001));
    out(t, Purpose.TEST_DRIVE, 3_600_000);
    out(bought, Purpose.BUY, 3_600_000);
    int lentLeaves = stocked(t);
    assertThat(stocked(bought)).isEqualTo(lentLeaves + 1);
    assertThat(t.ask(returns(Purpose.TEST_DRIVE_RETURN, "")))
        .isInstanceOf(Result.IntakeTaken.class);
  }

  /** How many cars can be announced, with every bay as free as it is. */
  private static int stocked(TestTower t) {
    int taken = 0;
    for (int number = 20; number < 30; number++) {
      Result answer = t.ask(new Request.NewIntake(car(number, OUTSIDE)));
      taken += answer instanceof Result.IntakeTaken ? 1 : 0;
    }
    return taken;
  }

  @Test
  void codeThatWasRightIsThePointOfNoReturnThoughTheCarStays() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup staged = t.staged(1);
    t.handover(staged);
    t.pass(TinyTower.SETTINGS.arrivalLimitMs() + 1_000L);
    t.confirm("P1");
    t.until("staged again", x -> x.pickup(staged.id()).state() == PickupState.STAGED);
    assertThat(refusal(t.ask(new Request.CancelPickup(staged.id()))))
        .isEqualTo(Problem.TOO_LATE_TO_CANCEL);
    assertThat(t.ask(new Request.Handover(staged.id(), CODE)))
        .as("the customer may have another try")
        .isInstanceOf(Result.HandoverBegun.class);
  }

  /** The code was right, and then the car was taken while nobody watched: a supervisor decides. */
  @Test
  void whatCannotBeHandedOverIsOwedUntilASupervisorHasSettledIt() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup staged = t.staged(1);
    t.handover(staged);
    t.pass(TinyTower.SETTINGS.arrivalLimitMs() + 1_000L);
    t.confirm("P1");
    t.until("staged again", x -> x.pickup(staged.id()).state() == PickupState.STAGED);
    t.on(new Event.Observed(t.observed().inputs(), t.observed().axes(), ""));
    Turn turn = t.turn();
    PortalVisit.missing(turn, "P1", t.ledger().vehicles().get(vin(1)), "test");
    t.tower = turn.outcome().next();
    assertThat(t.pickup(staged.id()).state()).isEqualTo(PickupState.OWED);

    Request.SettlePickup safe = new Request.SettlePickup(staged.id(), false, "the car is in B001");
    assertThat(refusal(t.ask(safe))).isEqualTo(Problem.NOTHING_TO_SETTLE);
    Request.SettlePickup gone = new Request.SettlePickup(staged.id(), true, "the customer has it");
    assertThat(t.ask(gone)).isInstanceOf(Result.PickupSettled.class);
    assertThat(t.pickup(staged.id()).state()).isEqualTo(PickupState.COLLECTED);
    assertThat(t.ledger().vehicles()).doesNotContainKey(vin(1));
    assertThat(refusal(t.ask(gone))).isEqualTo(Problem.NOTHING_TO_SETTLE);
  }

  @Test
  void carThatIsExpectedIsNotSettledBehindItsBack() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup lent = out(t, Purpose.TEST_DRIVE, 3_600_000);
    t.ask(returns(Purpose.TEST_DRIVE_RETURN, ""));
    assertThat(refusal(t.ask(new Request.SettlePickup(lent.id(), true, "bought"))))
        .isEqualTo(Problem.NOTHING_TO_SETTLE);
  }

  @Test
  void lentCarThatIsBoughtIsSettledAndAnyOtherPickupIsNot() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT));
    Pickup lent = out(t, Purpose.TEST_DRIVE, 3_600_000);
    String other = t.order(2).id();
    assertThat(refusal(t.ask(new Request.SettlePickup(other, true, "no"))))
        .isEqualTo(Problem.NOTHING_TO_SETTLE);
    assertThat(t.ask(new Request.SettlePickup(lent.id(), true, "bought")))
        .isInstanceOf(Result.PickupSettled.class);
    assertThat(t.ledger().vehicles()).doesNotContainKey(vin(1));
    assertThat(t.pickup(lent.id()).reason().text()).contains("says shop", "bought");
  }

  @Test
  void cancelsAreRefusedOnceTheCarIsOut() {
    TestTower t = TestTower.ready(car(1, B001), car(2, BACK), car(3, LOW));
    Pickup lent = out(t, Purpose.TEST_DRIVE, 3_600_000);
    assertThat(refusal(t.ask(new Request.CancelPickup(lent.id()))))
        .isEqualTo(Problem.TOO_LATE_TO_CANCEL);
    assertThat(List.of(PickupState.OUT, PickupState.LATE)).contains(t.pickup(lent.id()).state());
  }
}
