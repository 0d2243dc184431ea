package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.JobState;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Step;

/** Intent before motion, confirmation by sensors, custody with the confirmation. */
class ExecutingTest {
  @Test
  void nothingMovesBeforeItsIntentIsDurable() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.look();
    assertThat(t.journal.getLast()).isInstanceOf(Fact.StateChanged.class);
    assertThat(t.ledger().openStep()).isNotNull();
    for (int i = 0; i < 100; i++) {
      assertThat(t.look().effects()).isEmpty();
    }
    t.durable();
    long seq = t.facts(Fact.StepIntended.class).size();
    assertThat(seq).isPositive();
    assertThat(t.look().effects())
        .hasOnlyElementsOfTypes(Effect.Move.class)
        .extracting(e -> ((Effect.Move) e).axis())
        .containsExactly(AxisName.LIFT, AxisName.TURN);
  }

  /** The step after the confirmed one needs no commit of its own. */
  @Test
  void confirmationAndNextIntentAreOneTransaction() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Travel.class);
    t.arrive();
    assertThat(t.look().facts())
        .satisfiesExactly(
            f -> assertThat(f).isInstanceOf(Fact.StepConfirmed.class),
            f -> assertThat(f).isInstanceOf(Fact.StepIntended.class));
  }

  @Test
  void custodyMovesAtRaiseAndLowerOnly() {
    TestTower t = TestTower.ready(car(1, B001));
    t.staged(1);
    List<Fact.VehicleMoved> moves = t.facts(Fact.VehicleMoved.class);
    assertThat(moves).extracting(Fact.VehicleMoved::from).containsExactly(B001, CARRIER);
    assertThat(moves).extracting(Fact.VehicleMoved::to).containsExactly(CARRIER, P1);
    for (Fact.VehicleMoved move : moves) {
      Fact before = t.journal.get(t.journal.indexOf(move) - 1);
      assertThat(before).isInstanceOf(Fact.StepConfirmed.class);
      Step step = ((Fact.StepConfirmed) before).step();
      assertThat(step instanceof Step.Raise || step instanceof Step.Lower).isTrue();
    }
  }

  /** Never by elapsed time, never because it was sent. */
  @Test
  void stepThatNoSensorConfirmsIsAFaultAndNeverDone() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.sense(t.points().carrierLoad(), false);
    t.arrive();
    for (int i = 0; i < 8_000 / TestTower.CYCLE_MS - 2; i++) {
      t.look();
    }
    assertThat(t.state()).isEqualTo("executing");
    t.until("faulted");
    assertThat(t.reasons()).contains("not confirmed in time: raise car from bay B001");
    assertThat(t.place(1)).isEqualTo(B001);
    assertThat(t.jobs()).singleElement().satisfies(j -> assertThat(j.attempt()).isEqualTo(1));
  }

  /** Without this a rope that has slipped once stops every later travel, until a restart. */
  @Test
  void axesWhoseWitnessDoesNotConfirmTheirTravelAreHomedAnew() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Travel.class);
    t.sense(t.points().carrierLevel(), false);
    t.arrive();
    t.until("faulted");
    int homed = homings(t);
    t.heal();
    t.reset();
    t.resume();
    t.until("ready");
    assertThat(homings(t)).isEqualTo(homed + 3);
  }

  private static int homings(TestTower t) {
    return (int)
        t.facts(Fact.StepConfirmed.class).stream()
            .filter(f -> f.step() instanceof Step.Home)
            .count();
  }

  /**
   * The switch of the end that the lifter came from may be stuck since it stood there: half way up
   * it would pass for down, and the shuttle would be pulled home with the lifter under the car.
   */
  @Test
  void lifterStoppedHalfWayIsLoweredWhateverTheSwitchOfItsOldEndSays() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.sense(t.points().lifterDown(), true);
    t.machine.emergency = true;
    t.until("faulted");
    t.machine.emergency = false;
    t.reset();
    t.resume();
    t.doing(Step.LowerHere.class);
    t.look();
    assertThat(t.run().step()).isInstanceOf(Step.LowerHere.class);
    t.arrive();
    t.pass(t.site.settings().lifterLimitMs() / 2);
    t.doing(Step.Home.class);
    assertThat(t.machine.lifter).isEqualTo(Machine.Lifter.DOWN);
  }

  /** A home switch that is stuck on does not make a shuttle be at home that stands at a place. */
  @Test
  void lifterStoppedHalfWayIsLoweredThoughTheHomeSwitchSaysHome() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.sense(t.points().shuttleHome(), true);
    t.machine.emergency = true;
    t.until("faulted");
    t.machine.emergency = false;
    t.reset();
    t.resume();
    assertThat(t.run().step()).isInstanceOf(Step.LowerHere.class);
  }

  /** Somebody took the car off by hand: with the lifter up no other one could be fetched. */
  @Test
  void lifterLeftUpWithoutACarIsLoweredAtHome() {
    TestTower t = TestTower.switchedOn(car(1, B001));
    t.machine.lifter = Machine.Lifter.UP;
    t.bringUp();
    assertThat(t.machine.lifter).isEqualTo(Machine.Lifter.DOWN);
    String id = t.order(1).id();
    t.until("staged", x -> x.pickup(id).state() == PickupState.STAGED);
  }

  @Test
  void interlockThatFallsInMidMoveStopsAtOnce() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Extend.class);
    t.bend(AxisName.LIFT, InterlockScenes::torque);
    assertThat(t.look().effects().getFirst()).isInstanceOf(Effect.Stop.class);
    assertThat(t.state()).isEqualTo("faulted");
  }

  /** What cannot begin is planned anew, not forced; after three tries a person is asked. */
  @Test
  void blockedStepIsGivenUpThreeTimesAndThenFails() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.bend(AxisName.TURN, InterlockScenes::doubtful);
    t.until("failed", x -> x.pickup(id).state() == PickupState.FAILED);
    assertThat(t.pickup(id).reason().text()).contains("turn is doubtful");
    assertThat(t.state()).isEqualTo("ready");
    assertThat(t.jobs()).isEmpty();
    assertThat(t.user("P1")).isNull();
    assertThat(t.facts(Fact.StepClosed.class)).hasSize(3);
    assertThat(t.place(1)).isEqualTo(B001);
  }

  /** The reason shown while blocked is the one that holds now, with its age. */
  @Test
  void blockedStepNamesWhatBlocksItNow() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.until("executing");
    t.bend(AxisName.TURN, InterlockScenes::doubtful);
    t.durable();
    t.look();
    assertThat(t.reasons()).contains("turn is doubtful");
    t.heal();
    t.sense(t.points().shuttleHome(), false);
    t.look();
    t.look();
    assertThat(t.reasons()).contains("shuttle_home is off for 50 ms").doesNotContain("doubtful");
  }

  @Test
  void carThatCannotBeUnloadedHoldsTheTowerUntilAPersonHasLooked() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("on the carrier", x -> x.place(1).equals(CARRIER));
    t.ask(new Request.CancelPickup(id));
    t.until("turned round", x -> x.state().equals("ready"));
    t.bend(AxisName.TURN, InterlockScenes::doubtful);
    t.until("held");
    assertThat(t.reasons()).contains("could not be brought off the carrier");
    t.heal();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("in a bay", x -> x.place(1) instanceof Place.InBay);
    assertThat(t.machine.borne).isNull();
  }

  @Test
  void moveIdsAreTheSequencesOfTheirIntents() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Travel.class);
    Phase.Underway phase = (Phase.Underway) t.run().phase();
    assertThat(t.journal.get((int) phase.moveId() - 1 - 2)).isInstanceOf(Fact.StepIntended.class);
    assertThat(t.last.effects()).allMatch(e -> ((Effect.Move) e).moveId() == phase.moveId());
  }

  @Test
  void jobIsDoneOnlyAfterItsLastStep() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.CloseInner.class);
    assertThat(t.place(1)).isEqualTo(P1);
    assertThat(t.jobs())
        .singleElement()
        .satisfies(j -> assertThat(j.state()).isEqualTo(JobState.RUNNING));
    t.arrive();
    t.pass(TinyTower.SETTINGS.doorLeastMs());
    assertThat(t.jobs()).isEmpty();
  }
}
