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

  /** Either of its switches may have begun to stick since: lowering is right wherever it is. */
  @Test
  void interruptedLifterIsLoweredWhateverItsSwitchesSay() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.powerCut();
    t.sense(t.points().lifterUp(), true).sense(t.points().lifterDown(), false);
    t.bringUpTo("homing");
    assertThat(t.run()).isNotNull();
    assertThat(t.run().step()).isInstanceOf(Step.LowerHere.class);
    t.heal();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(B001);
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

  /**
   * Half way home by hand: lowered there, the car would come down beside every stand, and driven
   * home, on the word of one switch, it might be dragged off it. A person brings it home.
   */
  @Test
  void lifterIsNotLoweredBetweenTwoPlaces() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.arrive();
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.machine.axis(AxisName.SHUTTLE).position /= 2;
    t.look();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    for (int i = 0; i < 2; i++) {
      assertThat(t.state()).isEqualTo("faulted");
      assertThat(t.reasons()).contains("shuttle-turned", "bay B001", "1300 mm");
      t.reset();
      t.until("awaiting-resume");
      t.machine.axis(AxisName.SHUTTLE).position = i == 0 ? 1300 : 0;
      t.resume();
    }
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(new Place.OnCarrier());
    noneLowered(t);
  }

  private static void noneLowered(TestTower t) {
    assertThat(t.facts(Fact.StepIntended.class))
        .extracting(Fact.StepIntended::step)
        .doesNotHaveAnyElementsOfTypes(Step.LowerHere.class);
  }

  /** The same after its own lowering was interrupted, and when the shuttle is turned back. */
  @Test
  void interruptedLoweringGoesOnOnlyOverAStand() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    stop(t);
    t.resume();
    t.doing(Step.LowerHere.class);
    stop(t);
    t.machine.axis(AxisName.SHUTTLE).position = 2000;
    t.resume();
    assertThat(t.state()).isEqualTo("faulted");
    assertThat(t.reasons()).contains("shuttle-turned", "its stand", "2000 mm");
    t.reset();
    t.until("awaiting-resume");
    t.machine.axis(AxisName.SHUTTLE).position = t.site.layout().reach(B001).shuttleMm();
    t.resume();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(B001);
  }

  /** An emergency stop, and all that a person does but resume. */
  private static void stop(TestTower t) {
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.look();
    t.reset();
    t.until("awaiting-resume");
  }

  /** At home with its car, half raised: which way is right only who turned it there knows. */
  @Test
  void halfRaisedCarThatWasTurnedHomeIsNotTouched() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    stop(t);
    t.machine.axis(AxisName.SHUTTLE).position = 0;
    t.sense(t.points().carrierLoad(), true);
    t.resume();
    assertThat(t.state()).isEqualTo("faulted");
    assertThat(t.reasons()).contains("lifter-between");
    t.reset();
    t.until("awaiting-resume");
    t.machine.lifter = Machine.Lifter.UP;
    t.resume();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(new Place.OnCarrier());
    noneLowered(t);
  }

  /** It bears nothing, so it is lowered at home; stopped half way, it is lowered once more. */
  @Test
  void loweringAtHomeThatWasInterruptedIsEnded() {
    TestTower t = TestTower.ready();
    t.machine.lifter = Machine.Lifter.UP;
    stop(t);
    t.resume();
    t.doing(Step.LowerHere.class);
    t.halfway();
    stop(t);
    t.resume();
    t.doing(Step.LowerHere.class);
    t.until("ready");
    assertThat(t.machine.lifter).isEqualTo(Machine.Lifter.DOWN);
  }

  /** Wound to nowhere with the shuttle out, and no step of the tower's has left it there. */
  @Test
  void lifterThatAPersonHasWoundBarsTheShuttle() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Extend.class);
    t.arrive();
    stop(t);
    t.machine.lifter = Machine.Lifter.BETWEEN;
    t.resume();
    t.until("faulted");
    assertThat(t.reasons()).contains("lifter_down is off");
    noneLowered(t);
  }

  /**
   * What stands in its way was seen in time, nothing was lowered: it is not lowered by recovery.
   */
  @Test
  void loweringThatWasRefusedIsNotDoneByRecovery() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.until("over the portal", x -> x.run() != null && x.run().step() instanceof Step.Lower);
    t.sense(t.portal("P1").carFloor(), true);
    t.until("faulted");
    assertThat(t.facts(Fact.StepClosed.class).getLast().finding()).startsWith("not begun");
    t.journal.clear();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("recovering");
    assertThat(t.facts(Fact.StepIntended.class))
        .extracting(Fact.StepIntended::step)
        .doesNotHaveAnyElementsOfTypes(Step.LowerHere.class);
  }

  /** The same when an emergency stop, or the end of the process, comes before it is given up. */
  @Test
  void loweringThatWasStillRefusedIsNotDoneByRecovery() {
    TestTower t = refusedOverThePortal();
    stop(t);
    assertThat(t.facts(Fact.StepClosed.class).getLast().finding()).startsWith("not begun");
    t.resume();
    t.until("recovering");
    noneLowered(t);
  }

  private static TestTower refusedOverThePortal() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.until("over the portal", x -> x.run() != null && x.run().step() instanceof Step.Lower);
    t.sense(t.portal("P1").carFloor(), true);
    t.round();
    assertThat(t.run().phase()).isInstanceOf(Phase.Blocked.class);
    return t;
  }

  /** Nobody wrote that it had not begun; what weighs on the floor is a person's to clear. */
  @Test
  void loweringOntoSomethingWaitsForAPerson() {
    TestTower t = refusedOverThePortal();
    t.durable();
    t.powerCut();
    t.bringUpTo("faulted");
    assertThat(t.reasons()).contains("lower-onto-something", "portal P1");
    noneLowered(t);
    t.heal();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.doing(Step.LowerHere.class);
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(P1);
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
    String id = t.announce(1).id();
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    Driver.bring(t, 1);
    t.confirm("P1");
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

  /**
   * The home switch sticks, so that nothing is lowered at first; when it is mended, the step that
   * left the lifter half way is closed, but the lifter is still there.
   */
  @Test
  void lifterThatIsBetweenIsLoweredWhateverStepIsOpen() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.powerCut();
    t.sense(t.points().shuttleHome(), true);
    t.bend(AxisName.SHUTTLE, r -> WitnessTest.report(r, 0, 0, r.progress(), false));
    t.bringUpTo("faulted");
    t.heal();
    t.look();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(B001);
  }
}
