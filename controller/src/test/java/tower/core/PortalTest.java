package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import org.junit.jupiter.api.Test;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.OutputImage;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Step;

/** Whose the portal is, and when the tower may have it back. */
class PortalTest {
  private static boolean outerOpens(TestTower t) {
    OutputImage out = t.outputs();
    return out.on(t.site.layout().outputs().portals().getFirst().outerOpen());
  }

  private static boolean outerCloses(TestTower t) {
    return t.outputs().on(t.site.layout().outputs().portals().getFirst().outerClose());
  }

  private static TestTower handedOver() {
    TestTower t = TestTower.ready(car(1, B001));
    t.handover(t.staged(1));
    return t;
  }

  private static Pickup pickup(TestTower t) {
    return t.ledger().pickups().values().iterator().next();
  }

  private static TestTower invited() {
    TestTower t = TestTower.ready();
    t.announce(1);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    return t;
  }

  private static Intake intake(TestTower t) {
    return t.ledger().intakes().values().iterator().next();
  }

  @Test
  void doorMovesOnlyOnceItsIntentIsDurable() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.ask(new Request.Handover(pickup.id(), TinyTower.CODE));
    t.look();
    assertThat(outerOpens(t)).isFalse();
    t.durable();
    assertThat(outerOpens(t)).isTrue();
  }

  @Test
  void doorStandsStillWhileTheTowerMayNotMove() {
    TestTower t = TestTower.ready(car(1, B001));
    t.ask(new Request.Handover(t.staged(1).id(), TinyTower.CODE));
    t.durable();
    t.machine.emergency(true);
    t.look();
    assertThat(outerOpens(t)).isFalse();
  }

  /** Hoboken: one laser said that the car had left. It takes two unlike witnesses. */
  @Test
  void confirmBeforeTheCarIsGoneGivesNothingBack() {
    TestTower t = handedOver();
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    t.sense(t.portal("P1").carFloor(), false);
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
  }

  @Test
  void carGoneWithoutConfirmKeepsThePortal() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.pass(300_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    assertThat(t.place(1)).isEqualTo(P1);
    assertThat(pickup(t).state()).isEqualTo(PickupState.HANDING_OVER);
  }

  @Test
  void confirmHeldDownAllTheWhileIsNoConfirm() {
    TestTower t = handedOver();
    t.machine.pressed.add(t.portal("P1").confirm());
    t.look();
    t.machine.take(P1);
    t.pass(5_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
  }

  @Test
  void confirmWithSomebodyInsideIsNoConfirm() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.machine.people.add("P1");
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
  }

  @Test
  void somebodyWhoStepsInWhileItClosesOpensItAgain() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.durable();
    assertThat(outerCloses(t)).isTrue();
    t.machine.people.add("P1");
    t.look();
    assertThat(outerCloses(t)).isFalse();
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.people.clear();
    t.pass(5_000);
    assertThat(t.phase("P1")).as("the old confirm no longer counts").isEqualTo(PortalPhase.OPEN);
    t.confirm("P1");
    t.until("collected", x -> pickup(x).state() == PickupState.COLLECTED);
  }

  /** A light curtain for people does not see a car: the closing door must not meet one. */
  @Test
  void carThatDrivesInWhileItClosesOpensItAgain() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.durable();
    t.machine.put(P1, vin(8));
    t.look();
    assertThat(outerCloses(t)).isFalse();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPENING);
  }

  @Test
  void doorThatJamsIsGivenToAPerson() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.sense(t.portal("P1").outerClosed(), false).sense(t.portal("P1").outerLocked(), false);
    t.until("given up", x -> x.phase("P1") == PortalPhase.UNCONFIRMED);
    assertThat(pickup(t).state()).isEqualTo(PickupState.HANDING_OVER);
    t.heal();
    t.pass(1_000);
    t.confirm("P1");
    t.until("collected", x -> pickup(x).state() == PickupState.COLLECTED);
  }

  /** The controller closes no visit that it did not see: but it still knows whose it was. */
  @Test
  void pickupSurvivesAPowerCutWhileTheDoorCloses() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.durable();
    t.powerCut();
    t.bringUp();
    t.until("unconfirmed", x -> x.phase("P1") == PortalPhase.UNCONFIRMED);
    assertThat(pickup(t).state()).isEqualTo(PickupState.HANDING_OVER);
    t.pass(1_000);
    t.confirm("P1");
    t.until("collected", x -> pickup(x).state() == PickupState.COLLECTED);
    assertThat(t.place(1)).isEqualTo(new Place.Outside());
  }

  @Test
  void intakeSurvivesAPowerCutWhileTheDoorCloses() {
    TestTower t = invited();
    Driver.bring(t, 1);
    t.confirm("P1");
    t.durable();
    t.powerCut();
    t.bringUp();
    t.until("unconfirmed", x -> x.phase("P1") == PortalPhase.UNCONFIRMED);
    assertThat(intake(t).state()).isEqualTo(IntakeState.ARRIVING);
    t.pass(1_000);
    t.confirm("P1");
    t.until("stored", x -> intake(x).state() == IntakeState.STORED);
  }

  /** Hours later the customer is gone, and anybody could drive away with the car. */
  @Test
  void doorThatAPowerCutStoppedDoesNotGoOnOpeningByItself() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup staged = t.staged(1);
    t.ask(new Request.Handover(staged.id(), TinyTower.CODE));
    t.durable();
    t.look();
    t.powerCut();
    t.pass(60_000);
    t.bringUp();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(t.machine.outer.get("P1")).isNotEqualTo(Machine.Door.OPEN);
    assertThat(outerOpens(t)).isFalse();
    t.confirm("P1");
    t.until("staged", x -> x.pickup(staged.id()).state() == PickupState.STAGED);
    assertThat(t.pickup(staged.id()).reason().code()).isEqualTo("car-not-taken");
  }

  /** An emergency stop is such a stop, too: somebody must look before the door moves again. */
  @Test
  void doorThatWasStoppedOnItsWayWaitsForSomebodyToLook() {
    TestTower t = TestTower.ready(car(1, B001));
    t.ask(new Request.Handover(t.staged(1).id(), TinyTower.CODE));
    t.durable();
    t.look();
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.pass(600_000);
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("ready");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(outerOpens(t)).isFalse();
  }

  /** A guard shuts the door over a car that nobody fetched: it is not pushed open again. */
  @Test
  void openDoorThatIsShutByHandStaysShut() {
    TestTower t = handedOver();
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.look();
    t.look();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(outerOpens(t)).isFalse();
  }

  @Test
  void openDoorThatIsPushedToOpensAgain() {
    TestTower t = handedOver();
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    assertThat(outerOpens(t)).isTrue();
    t.arrive();
    t.look();
    assertThat(outerOpens(t)).isFalse();
  }

  /** The customer's time begins when the car waits, not when its portal was kept. */
  @Test
  void stagedCarWaitsItsFullTimeAndIsThenBroughtBack() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("executing");
    t.diskHangs = true;
    t.nowMs += 115_000;
    t.diskHangs = false;
    t.until("staged", x -> x.pickup(id).state() == PickupState.STAGED);
    t.pass(100_000);
    assertThat(t.pickup(id).state()).isEqualTo(PickupState.STAGED);
    t.pass(21_000);
    t.until("restowed", x -> x.pickup(id).state() == PickupState.RESTOWED);
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
  }

  @Test
  void driverWhoNeverComesLosesThePortalAndSomebodyLooks() {
    TestTower t = invited();
    t.pass(61_000);
    t.until("expired", x -> intake(x).state() == IntakeState.EXPIRED);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(t.user("P1")).isNull();
  }

  @Test
  void driverWhoGivesUpConfirmsAndThePortalIsFree() {
    TestTower t = invited();
    t.pass(1_000);
    t.confirm("P1");
    t.until("expired", x -> intake(x).state() == IntakeState.EXPIRED);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    assertThat(t.user("P1")).isNull();
  }

  @Test
  void carInsideIsNeverANoShow() {
    TestTower t = invited();
    t.machine.put(P1, vin(1));
    t.pass(300_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    assertThat(intake(t).state()).isEqualTo(IntakeState.ARRIVING);
  }

  @Test
  void carThatComesInTheLastMomentIsStillReceived() {
    TestTower t = invited();
    t.until("closing", x -> x.phase("P1") == PortalPhase.CLOSING);
    t.machine.put(P1, vin(1));
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    Driver.getOut(t, "P1");
    t.confirm("P1");
    t.until("stored", x -> intake(x).state() == IntakeState.STORED);
    assertThat(t.machine.at(t.place(1))).isEqualTo(vin(1));
  }

  /** Before the reconcile nobody knows what stands where: no new visitor is let in. */
  @Test
  void nobodyIsInvitedBeforeTheReconcile() {
    TestTower t = TestTower.switchedOn();
    t.look();
    t.reset();
    t.until("awaiting-resume");
    t.announce(1);
    t.resume();
    t.until("recovering");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    t.until("ready");
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
  }

  /** First come, first served: newer intakes do not starve a waiting customer. */
  @Test
  void pickupThatWaitedLongerGetsThePortalFirst() {
    TestTower t = TestTower.ready(car(1, B001));
    t.announce(2);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    String pickup = t.order(1).id();
    t.pass(2_000);
    String later = t.announce(3).id();
    t.pass(1_000);
    t.confirm("P1");
    t.until(
        "first",
        x ->
            x.pickup(pickup).state() == PickupState.RETRIEVING
                || x.intake(later).state() == IntakeState.ARRIVING);
    assertThat(t.pickup(pickup).state()).isEqualTo(PickupState.RETRIEVING);
  }

  /** The sensors of a portal say nothing of use while a car hangs in it on the shuttle. */
  @Test
  void doorForcedDuringATransferCanBeConfirmedAgain() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("gives", x -> x.run() != null && x.run().doing(Step.Lower.class));
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    assertThat(t.state()).isEqualTo("faulted");
    t.look();
    t.confirm("P1");
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.pass(1_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("staged", x -> x.pickup(id).state() == PickupState.STAGED);
  }
}
