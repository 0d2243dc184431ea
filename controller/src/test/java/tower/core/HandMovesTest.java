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
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.look();
    t.reset();
    t.until("awaiting-resume");
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

  /** Half way home by hand: lowered there, the car would come down beside every stand. */
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
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(new Place.OnCarrier());
    assertThat(t.facts(Fact.StepIntended.class))
        .extracting(Fact.StepIntended::step)
        .doesNotHaveAnyElementsOfTypes(Step.LowerHere.class);
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
    assertThat(t.pickup(pickup.id()).state()).isEqualTo(PickupState.FAILED);
    assertThat(t.pickup(pickup.id()).reason().code()).isEqualTo("car-missing");
    assertThat(t.jobs()).noneMatch(job -> job.state() == JobState.RUNNING);
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
