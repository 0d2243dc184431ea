package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.SETTINGS;
import static tower.core.TinyTower.car;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tower.core.InterlockScenes.Scene;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Job;
import tower.model.JobState;
import tower.model.PickupState;
import tower.model.Step;
import tower.plan.TravelTime;

/** The way of one step: what its intent says, how long it may take, how it ends. */
class RunnerTest {
  private static Run awaiting(Run run) {
    return run.in(new Phase.AwaitIntent(0, 0));
  }

  private static long limit(TestTower t, Run run) {
    return limit(t.turn(), run);
  }

  private static long limit(Turn turn, Run run) {
    Runner.Progress progress = Runner.advance(turn, awaiting(run));
    assertThat(progress).isInstanceOf(Runner.Progress.Going.class);
    Run going = ((Runner.Progress.Going) progress).run();
    return ((Phase.Underway) going.phase()).deadlineMs() - turn.stamp.nowMs();
  }

  private static AxisSpec spec(TestTower t, AxisName axis) {
    return t.site.layout().axis(axis).orElseThrow();
  }

  /** After a power cut the journal alone must tell what was meant, and what was seen. */
  @Test
  void intentsTellStepAbsoluteSetpointsAndSensors() {
    TestTower t = TestTower.ready(car(1, B001));
    t.journal.clear();
    String id = t.order(1).id();
    t.until("staged", x -> x.pickup(id).state() == PickupState.STAGED);
    List<Fact.StepIntended> intents = t.facts(Fact.StepIntended.class);
    assertThat(intents.stream().map(Fact.StepIntended::setpoints))
        .containsExactly(
            "lift=0 turn=90000",
            "shuttle=2600",
            "lifter=up",
            "shuttle=0",
            "lift=0 turn=0",
            "inner=open",
            "shuttle=-2600",
            "lifter=down",
            "shuttle=0",
            "inner=closed");
    List<Integer> numbers = IntStream.rangeClosed(1, 10).boxed().toList();
    assertThat(intents.stream().map(Fact.StepIntended::number)).isEqualTo(numbers);
    List<Fact.StepConfirmed> confirmed = t.facts(Fact.StepConfirmed.class);
    assertThat(confirmed.stream().map(Fact.StepConfirmed::number)).isEqualTo(numbers);
    assertThat(intents.get(1).witness())
        .isEqualTo("shuttle=0 lift=0 turn=90000 shuttle_home=1 load=0 beam=0 up=0 down=1 ");
    assertThat(confirmed.get(2).witness())
        .isEqualTo("shuttle=2600 lift=0 turn=90000 shuttle_home=0 load=1 beam=0 up=1 down=0 ");
  }

  @Test
  void sensorThatSaysNothingIsWrittenAsUnknown() {
    TestTower t = TestTower.switchedOn();
    t.kill(t.points().carrierLoad());
    assertThat(Witness.text(t.turn())).contains(" load=? ");
  }

  /** The slower of lift and platform counts, by its way from where it is. */
  @Test
  void travelMayTakeItsLongestWayAndAMargin() {
    TestTower t = InterlockScenes.travel().tower();
    t.machine.axis(AxisName.LIFT).position = 4_800;
    Run run = new Run(null, List.of(new Step.Travel(FRONT)), 0, new Phase.AwaitIntent(0, 0));
    assertThat(limit(t, run))
        .isEqualTo(TravelTime.ms(spec(t, AxisName.LIFT), 2_400) + SETTINGS.moveMarginMs());
  }

  /** Nobody knows where an axis is that was not read yet: it may have its whole way to go. */
  @Test
  void axisNotReadYetMayTakeItsWholeWay() {
    Scene scene = InterlockScenes.extendToTake();
    TestTower t = scene.tower();
    Turn turn = t.turn();
    turn.seen =
        new Event.Observed(
            turn.inputs(),
            turn.seen.axes().stream().filter(r -> r.axis() != AxisName.SHUTTLE).toList(),
            "");
    AxisSpec shuttle = spec(t, AxisName.SHUTTLE);
    assertThat(limit(turn, scene.run()))
        .isEqualTo(
            TravelTime.ms(shuttle, shuttle.travelMax() - shuttle.travelMin())
                + SETTINGS.moveMarginMs());
  }

  @Test
  void homingMayTakeOneAndAHalfTimesTheWholeWayAtItsOwnSpeed() {
    Scene scene = InterlockScenes.home(AxisName.SHUTTLE);
    TestTower t = scene.tower();
    AxisSpec shuttle = spec(t, AxisName.SHUTTLE);
    long wholeWay = (long) shuttle.travelMax() - shuttle.travelMin();
    assertThat(limit(t, scene.run()))
        .isEqualTo(wholeWay * 1_500 / shuttle.homingSpeed() + 2L * SETTINGS.moveMarginMs());
  }

  @Test
  void doorsAndLifterHaveLimitsOfTheirOwn() {
    for (Scene scene : List.of(InterlockScenes.openInner(), InterlockScenes.closeInner())) {
      assertThat(limit(scene.tower(), scene.run())).isEqualTo(SETTINGS.doorLimitMs());
    }
    for (Scene scene :
        List.of(InterlockScenes.raise(), InterlockScenes.lower(), InterlockScenes.lowerHere())) {
      assertThat(limit(scene.tower(), scene.run())).isEqualTo(SETTINGS.lifterLimitMs());
    }
  }

  /** To the very millisecond: a limit that is reached is not passed. */
  @Test
  void refusedStepWaitsItsLimitAndNotLonger() {
    Scene scene = InterlockScenes.travel();
    TestTower t = scene.tower();
    t.sense(t.points().shuttleHome(), false);
    Turn turn = t.turn();
    long since = turn.stamp.nowMs() - SETTINGS.blockedLimitMs();
    Run run = scene.run();
    assertThat(Runner.advance(turn, run.in(new Phase.Blocked(0, Reasons.NONE, since))))
        .isInstanceOf(Runner.Progress.Going.class);
    assertThat(Runner.advance(turn, run.in(new Phase.Blocked(0, Reasons.NONE, since - 1))))
        .isInstanceOf(Runner.Progress.GivenUp.class);
  }

  /**
   * A landing's flag or a home switch that contradicts the encoder: a rope may have slipped. What
   * doors and lifter do says nothing about axes.
   */
  @TestFactory
  Stream<DynamicTest> axisWhoseArrivalNobodySawIsHomedAnew() {
    return InterlockScenes.all().stream()
        .map(scene ->
            DynamicTest.dynamicTest(
                scene.run().step().label(),
                () -> {
                  Turn turn = scene.tower().turn();
                  turn.axesReferencedHere = true;
                  Run late = scene.run().in(new Phase.Underway(1, turn.stamp.nowMs() - 1));
                  assertThat(Runner.advance(turn, late)).isInstanceOf(Runner.Progress.Broken.class);
                  Step step = late.step();
                  boolean axes =
                      step instanceof Step.Travel
                          || step instanceof Step.Extend
                          || step instanceof Step.Retract;
                  assertThat(turn.axesReferencedHere).isEqualTo(!axes);
                }));
  }

  /** A switch that was on before may be stuck: half of the limit is the lifter's whole way. */
  @Test
  void lifterThatIsLoweredWhereItStandsHasTheTimeForItsWholeWay() {
    Scene scene = InterlockScenes.lowerHere();
    TestTower t = scene.tower();
    t.machine.lifter = Machine.Lifter.DOWN;
    Turn turn = t.turn();
    long now = turn.stamp.nowMs();
    int half = SETTINGS.lifterLimitMs() / 2;
    assertThat(Runner.advance(turn, scene.run().in(new Phase.Underway(1, now + half + 1))))
        .isInstanceOf(Runner.Progress.Waiting.class);
    assertThat(Runner.advance(turn, scene.run().in(new Phase.Underway(1, now + half))))
        .isInstanceOf(Runner.Progress.Confirmed.class);
  }

  /** With the shuttle home and no door open the job waits; its step is closed by its number. */
  @Test
  void stepThatIsGivenUpIsClosedByItsNumber() {
    TestTower t = TestTower.ready(car(1, BACK));
    t.sense(t.points().carrierBeam(), true);
    t.order(1);
    t.until("given up", x -> !x.facts(Fact.StepClosed.class).isEmpty());
    Fact.StepClosed closed = t.facts(Fact.StepClosed.class).getLast();
    assertThat(closed.number()).isEqualTo(2);
    assertThat(closed.step()).isEqualTo(new Step.Extend(BACK));
    assertThat(closed.finding()).contains("not begun: ", "carrier_beam");
    assertThat(t.facts(Fact.JobSet.class).stream().filter(f -> f.job().attempt() == 1))
        .as("the job waits, with its reason")
        .first()
        .satisfies(f -> assertThat(f.job().state()).isEqualTo(JobState.WAITING))
        .satisfies(f -> assertThat(f.job().reason().text()).contains("carrier_beam"));
  }

  /** Before an open door nobody may plan anew: a person is needed. */
  @Test
  void stepThatIsGivenUpBeforeAnOpenDoorIsAFault() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.doing(Step.OpenInner.class);
    t.sense(t.points().carrierBeam(), false);
    t.until("faulted");
    assertThat(((State.Faulted) t.tower.state()).reason().text())
        .contains(new Step.Extend(P1).label(), "carrier_beam");
    assertThat(t.pickup(id).state()).isEqualTo(PickupState.RETRIEVING);
    assertThat(t.jobs()).singleElement().satisfies(job -> assertThat(job.attempt()).isEqualTo(1));
  }

  /** At its very deadline a step may still be confirmed; a millisecond later it has failed. */
  @Test
  void stepFailsAfterItsDeadlineAndNotAtIt() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.sense(t.points().lifterUp(), false);
    long deadline = ((Phase.Underway) t.run().phase()).deadlineMs();
    t.nowMs = deadline - TestTower.CYCLE_MS;
    t.look();
    assertThat(t.state()).isEqualTo("executing");
    t.nowMs = deadline + 1 - TestTower.CYCLE_MS;
    t.look();
    assertThat(t.state()).isEqualTo("faulted");
  }

  /** A step that never began costs its job a try, and the job waits for the next one. */
  @Test
  void jobWhoseStepMayNotBeginWaitsAgain() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.until("extend", x -> x.run() != null && x.run().step() instanceof Step.Extend);
    t.sense(t.bay(B001), false);
    t.until("ready");
    Job job = t.jobs().iterator().next();
    assertThat(job.state()).isEqualTo(JobState.WAITING);
    assertThat(job.reason().code()).isEqualTo("extend");
  }

  /**
   * Before the lift is homed the lifter must be at one of its ends; the shuttle is home by then.
   */
  @Test
  void liftIsNotHomedWithTheLifterBetween() {
    TestTower t = TestTower.switchedOn();
    t.bringUpTo("homing");
    t.until("lift", x -> x.run().step().equals(new Step.Home(AxisName.LIFT)));
    t.sense(t.points().lifterDown(), false).sense(t.points().lifterUp(), false);
    t.until("faulted");
    assertThat(t.reasons()).contains("home-lift", "lifter_down is off");
  }
}
