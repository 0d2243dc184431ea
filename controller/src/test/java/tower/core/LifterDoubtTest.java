package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;

import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.Place;
import tower.model.Step;

/** Where an interrupted lifter is lowered, and what a person must do first where it is not. */
class LifterDoubtTest {
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

  /** After its own lowering was interrupted too, it is still that stand that counts. */
  @Test
  void interruptedLoweringGoesOnOnlyOverItsStand() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    HandMovesTest.stop(t);
    t.resume();
    t.doing(Step.LowerHere.class);
    HandMovesTest.stop(t);
    int stand = t.machine.axis(AxisName.SHUTTLE).position;
    for (int elsewhere : new int[] {2000, -stand, stand + 4, stand - 4}) {
      t.machine.axis(AxisName.SHUTTLE).position = elsewhere;
      t.resume();
      assertThat(t.state()).isEqualTo("faulted");
      assertThat(t.reasons())
          .contains("shuttle-turned", "bay B001 (" + stand + " mm)", elsewhere + " mm");
      t.reset();
      t.until("awaiting-resume");
    }
    t.machine.axis(AxisName.SHUTTLE).position = stand + 3;
    t.resume();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(B001);
  }

  /** Lowering is no different from raising; here its drive still knows where the shuttle is. */
  @Test
  void interruptedLowerIsEndedOnlyOverItsStand() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Lower.class);
    t.halfway();
    HandMovesTest.stop(t);
    int stand = t.machine.axis(AxisName.SHUTTLE).position;
    t.machine.axis(AxisName.SHUTTLE).position = stand / 2;
    t.resume();
    assertThat(t.reasons()).contains("shuttle-turned", "portal P1 (" + stand + " mm)");
    noneLowered(t);
    t.reset();
    t.until("awaiting-resume");
    t.machine.axis(AxisName.SHUTTLE).position = stand;
    t.resume();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(P1);
  }

  /** Switch and encoder contradict each other: which of them lies a person must see. */
  @Test
  void homeSwitchThatContradictsTheEncoderIsNamed() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.arrive();
    HandMovesTest.stop(t);
    t.machine.axis(AxisName.SHUTTLE).position = 0;
    t.sense(t.points().shuttleHome(), false);
    t.resume();
    assertThat(t.reasons()).contains("at 0 mm, and its switch does not say home");
    t.reset();
    t.until("awaiting-resume");
    t.machine.axis(AxisName.SHUTTLE).position = 1300;
    t.sense(t.points().shuttleHome(), true);
    t.resume();
    assertThat(t.reasons())
        .contains("at 1300 mm, and its switch says home", "see to the home switch");
    noneLowered(t);
  }

  /** At home with its car, half raised: which way is right only who turned it there knows. */
  @Test
  void halfRaisedCarThatWasTurnedHomeIsNotTouched() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    HandMovesTest.stop(t);
    t.machine.axis(AxisName.SHUTTLE).position = 0;
    t.sense(t.points().carrierLoad(), true);
    t.resume();
    assertThat(t.state()).isEqualTo("faulted");
    assertThat(t.reasons()).contains("lifter-between");
    t.reset();
    t.until("awaiting-resume");
    assertThat(t.reasons()).contains("resume-awaited", "lifter-between");
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
    HandMovesTest.stop(t);
    t.resume();
    t.doing(Step.LowerHere.class);
    t.halfway();
    HandMovesTest.stop(t);
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
    HandMovesTest.stop(t);
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
    noneLowered(t);
  }

  /** The same when an emergency stop, or the end of the process, comes before it is given up. */
  @Test
  void loweringThatWasStillRefusedIsNotDoneByRecovery() {
    TestTower t = refusedOverThePortal();
    HandMovesTest.stop(t);
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

  /** The home switch sticks: half raised, the car is taken for one that was turned home. */
  @Test
  void lifterIsLoweredWhenTheHomeSwitchIsMended() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.powerCut();
    t.sense(t.points().shuttleHome(), true);
    t.bend(AxisName.SHUTTLE, r -> WitnessTest.report(r, 0, 0, r.progress(), false));
    t.bringUpTo("faulted");
    assertThat(t.reasons()).contains("lifter-between");
    noneLowered(t);
    t.heal();
    t.look();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.doing(Step.LowerHere.class);
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(B001);
  }

  /** Wound down at home under its car it could hand it over nowhere. */
  @Test
  void carAtHomeIsWoundUpNotDown() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    HandMovesTest.stop(t);
    t.machine.axis(AxisName.SHUTTLE).position = 0;
    t.machine.lifter = Machine.Lifter.DOWN;
    t.resume();
    assertThat(t.state()).isEqualTo("faulted");
    assertThat(t.reasons()).contains("lifter-between", "wind the lifter up by hand");
  }

  /** Platform and lift do not set out with a lifter that is between, whatever it bears. */
  @Test
  void lifterBetweenBarsTheHomingOfTheLift() {
    TestTower t = TestTower.ready();
    t.machine.lifter = Machine.Lifter.BETWEEN;
    t.sense(t.points().carrierLoad(), true);
    t.machine.axis(AxisName.LIFT).referenced = false;
    HandMovesTest.stop(t);
    t.resume();
    t.until("faulted");
    assertThat(t.reasons()).contains("home-lift", "lifter_down is off");
  }

  /** Free when it was decided, and not any more when it is to be lowered. */
  @Test
  void floorIsAskedAgainWhenTheLifterIsLowered() {
    TestTower t = refusedOverThePortal();
    t.durable();
    t.powerCut();
    t.heal();
    t.bringUpTo("homing");
    assertThat(t.run().step()).isEqualTo(new Step.LowerHere(P1));
    t.sense(t.portal("P1").carFloor(), true);
    t.until("faulted");
    assertThat(t.reasons()).contains("lower-here", "P1.car_floor is on");
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    assertThat(t.reasons()).contains("lower-onto-something", "mend its sensor");
    t.heal();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(P1);
  }
}
