package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.IntakeState;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Step;

/** What people did with cars, shuttle and lifter while nothing of the tower could move them. */
class HandMovesTest {
  private static void stopAndResume(TestTower t) {
    stop(t);
    t.resume();
  }

  /** With the key a technician has turned the shuttle home, and the car with it. */
  @Test
  void carThatWasTakenByHandIsFoundOnTheCarrier() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.arrive();
    t.powerCut();
    t.machine.axis(AxisName.SHUTTLE).position = 0;
    t.bringUp();
    assertThat(t.place(1)).isEqualTo(new Place.OnCarrier());
  }

  /** Its bay still sees a car, the carrier too: which is which a person must say, and may guess. */
  @Test
  void carOnTheCarrierThatMayBeTheLastJobsIsNamed() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.arrive();
    t.powerCut();
    t.machine.axis(AxisName.SHUTTLE).position = 0; // turned home by hand, with the car
    t.machine.put(B001, vin(7));
    t.bringUpTo("held");
    assertThat(t.reasons()).contains("unknown-car-on-carrier", vin(1), "bay B001");
  }

  @Test
  void carThatWasPutOntoTheCarrierByHandIsNamedByItsEmptyBay() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT));
    t.machine.take(FRONT);
    t.machine.borne = vin(2);
    t.machine.lifter = Machine.Lifter.UP;
    stopAndResume(t);
    t.until("held");
    assertThat(t.reasons()).contains("it may be " + vin(2) + " (bay B101)").doesNotContain(vin(1));
  }

  @Test
  void carOnTheCarrierThatNobodyKnowsHoldsTheTower() {
    TestTower t = TestTower.ready();
    t.machine.borne = vin(9);
    t.machine.lifter = Machine.Lifter.UP;
    stopAndResume(t);
    t.until("held");
    assertThat(t.reasons()).contains("unknown-car-on-carrier").doesNotContain("it may be");
    assertThat(t.ledger().vehicles()).isEmpty();
  }

  /** An emergency stop, and all that a person does but resume. */
  static void stop(TestTower t) {
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.look();
    t.reset();
    t.until("awaiting-resume");
  }

  /** Set down, and driven off through a forced door before its job was done: not staged. */
  @Test
  void carThatIsDrivenOffBeforeItsJobIsDoneIsMissing() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.order(1);
    t.doing(Step.CloseInner.class);
    assertThat(t.place(1)).isEqualTo(P1);
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.machine.take(P1);
    t.look();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(new Place.Outside())));
    assertThat(t.facts(Fact.VehicleMoved.class).getLast().witness())
        .isEqualTo("floor and beam see no car");
    assertThat(t.pickup(pickup.id()).state()).isEqualTo(PickupState.FAILED);
    assertThat(t.pickup(pickup.id()).reason().code()).isEqualTo("car-missing");
    assertThat(t.jobs()).noneMatch(job -> job.state() == JobState.RUNNING);
  }

  /** Both its sensors go dark for the instant in which it is decided: that is no car driven off. */
  @Test
  void carThatIsNotSeenForAnInstantIsNotMissing() {
    TestTower t = setDownInThePortal();
    t.until("recovering");
    while (t.nowMs + TestTower.CYCLE_MS < ((State.Recovering) t.tower.state()).untilMs()) {
      t.look();
    }
    t.sense(t.portal("P1").carFloor(), false).sense(t.portal("P1").carBeam(), false);
    t.look();
    assertThat(t.state()).isEqualTo("recovering");
    t.heal();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(P1);
    assertThat(pickup(t).state()).isEqualTo(PickupState.STAGED);
  }

  @Test
  void sensorThatDoesNotRestHoldsTheTowerAndIsNamed() {
    TestTower t = setDownInThePortal();
    t.until("recovering");
    long begun = t.nowMs;
    for (int i = 0; t.state().equals("recovering"); i++) {
      t.sense(t.portal("P1").carBeam(), i % 2 == 0);
      t.look();
      assertThat(t.nowMs - begun).isLessThan(12_000);
    }
    assertThat(t.state()).isEqualTo("held");
    assertThat(t.reasons()).contains("sensor-restless", "P1.car_beam does not rest");
    assertThat(t.place(1)).isEqualTo(P1);
    t.heal();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("ready");
    assertThat(pickup(t).state()).isEqualTo(PickupState.STAGED);
  }

  /** Where the car may have been set down decides as well, and so do the carrier's sensors. */
  @Test
  void nothingIsConcludedFromASensorThatHasJustChanged() {
    TestTower t = TestTower.ready(car(1, B001));
    List<Integer> deciding =
        List.of(
            t.points().carrierLoad(),
            t.points().carrierBeam(),
            t.bay(B001),
            t.portal("P1").carFloor(),
            t.portal("P1").carBeam());
    for (int point : deciding) {
      t = TestTower.ready(car(1, B001));
      t.order(1);
      t.doing(Step.Extend.class);
      stopAndResume(t);
      t.until("recovering");
      while (t.nowMs + TestTower.CYCLE_MS < ((State.Recovering) t.tower.state()).untilMs()) {
        t.look();
      }
      t.sense(point, !t.machine.reads(point));
      t.look();
      t.heal();
      t.look();
      assertThat(t.state()).as(t.points().names().get(point)).isEqualTo("recovering");
      t.until("ready");
      assertThat(t.place(1)).isEqualTo(B001);
    }
  }

  private static TestTower setDownInThePortal() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.CloseInner.class);
    stopAndResume(t);
    return t;
  }

  private static Pickup pickup(TestTower t) {
    return t.ledger().pickups().values().iterator().next();
  }

  /** Its job is on its way to fetch it: the job finds out by itself, and the tower does not end. */
  @Test
  void carThatIsDrivenOffUnderARunningJobIsMissingInTheEnd() {
    TestTower t = TestTower.ready();
    String id = Driver.arrives(t, 1);
    t.doing(Step.Travel.class);
    t.machine.take(P1);
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    t.confirm("P1");
    t.machine.outer.put("P1", Machine.Door.SHUT);
    for (int i = 0; i < 4 && t.place(1).equals(P1); i++) {
      t.pass(20_000);
      t.reset();
      t.pass(1_000);
      t.resume();
      t.pass(20_000);
    }
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(new Place.Outside())));
    assertThat(t.intake(id).state()).isEqualTo(IntakeState.ON_HOLD);
    assertThat(t.jobs()).isEmpty();
  }

  /** Found on the next street, it comes in as any other car does, and is the tower's again. */
  @Test
  void carThatVanishedIsBroughtBackByAnIntake() {
    TestTower t = TestTower.ready(car(1, B001));
    t.staged(1);
    t.machine.take(P1);
    PortalTrustTest.blindStart(t);
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(new Place.Outside())));
    assertThat(t.reasons()).contains("announce it by an intake");
    String id = Driver.arrives(t, 1);
    t.until("stored", x -> x.intake(id).state() == IntakeState.STORED);
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
    assertThat(t.reasons()).doesNotContain("quarantined");
  }

  /**
   * An intake whose car has vanished is a person's, who can give it up and announce the car anew.
   */
  @Test
  void intakeWhoseCarVanishedIsOnHold() {
    TestTower t = TestTower.ready();
    String id = Driver.arrives(t, 1);
    t.until("received", x -> !x.jobs().isEmpty());
    t.powerCut();
    t.machine.take(P1);
    t.machine.outer.put("P1", Machine.Door.OPEN);
    t.look();
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.bringUp();
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.intake(id).state()).isEqualTo(IntakeState.ON_HOLD);
    assertThat(t.jobs()).isEmpty();
    assertThat(t.ask(new Request.CancelIntake(id))).isInstanceOf(Result.IntakeCancelled.class);
    assertThat(t.announce(1).state()).isEqualTo(IntakeState.QUEUED);
  }

  /**
   * Seed 7004356: who confirmed while the machine was brought home was not heard, and then a stuck
   * beam saw the car that was gone.
   */
  @Test
  void carThatVanishedIsMissedWhileTheMachineIsBroughtHome() {
    TestTower t = TestTower.ready();
    String id = Driver.arrives(t, 1);
    t.until("under way", x -> x.intake(id).state() == IntakeState.STORING);
    t.durable();
    t.machine.take(P1);
    PortalTrustTest.blind(t);
    t.bringUpTo("homing");
    t.nowMs += 1_000;
    t.confirm("P1");
    assertThat(t.state()).isEqualTo("homing");
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(new Place.Outside())));
    assertThat(t.intake(id).state()).isEqualTo(IntakeState.ON_HOLD);
    t.until("ready");
    assertThat(t.jobs()).isEmpty();
  }

  private static boolean liftHomes(TestTower t) {
    return t.run().step() instanceof Step.Home home && home.axis() == AxisName.LIFT;
  }

  /** With the key somebody has turned the shuttle home, and the car with it: it is not gone. */
  @Test
  void carOnTheCarrierIsNotMissedWhileTheMachineIsBroughtHome() {
    TestTower t = TestTower.ready();
    String id = Driver.arrives(t, 1);
    t.until("raised", x -> x.machine.at(TinyTower.CARRIER) != null);
    assertThat(t.place(1)).isEqualTo(P1);
    PortalTrustTest.blind(t);
    t.machine.axis(AxisName.SHUTTLE).position = 0;
    t.machine.inner.put("P1", Machine.Door.SHUT);
    t.bringUpTo("homing");
    t.until("shuttle home", x -> x.run() != null && x.run().doing(Step.Home.class) && liftHomes(x));
    t.nowMs += 1_000;
    t.confirm("P1");
    assertThat(t.state()).isEqualTo("homing");
    assertThat(t.machine.at(TinyTower.CARRIER)).isEqualTo(vin(1));
    assertThat(t.place(1)).isEqualTo(P1);
    t.until("stored", x -> x.intake(id).state() == IntakeState.STORED);
  }
}
