package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.car;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.MoveProgress;
import tower.model.PickupState;
import tower.model.Step;

/** What stops the tower; the latch of reset and resume, after LinuxCNC's truth table. */
class SafetyTest {
  /** What a stop input does in every state that may move, or is about to. */
  @TestFactory
  Stream<DynamicTest> whateverIsUnsafeStopsAtOnce() {
    record Cause(String name, Consumer<TestTower> breaks) {}
    return Stream.of(
            new Cause("safety-chain", t -> t.sense(t.points().chainA(), false)),
            new Cause("safety-chain", t -> t.sense(t.points().chainB(), false)),
            new Cause("safety-chain", t -> t.sense(t.points().doorsLocked(), false)),
            new Cause("safety-chain", t -> t.kill(t.points().chainA())),
            new Cause("edge", t -> t.trouble = "expander1 does not answer"),
            new Cause("edge", SafetyTest::looksAway),
            new Cause("drive", t -> t.machine.axis(AxisName.LIFT).tripped = true),
            new Cause("drive", t -> t.bend(AxisName.TURN, InterlockScenes::lost)))
        .flatMap(c ->
            Stream.of("ready", "executing", "homing", "recovering", "awaiting-resume")
                .map(state ->
                    DynamicTest.dynamicTest(
                        c.name() + " in " + state, () -> stops(state, c.name(), c.breaks()))));
  }

  /** Nobody could see the chain: whatever kept him from looking is the cause, not the chain. */
  private static void looksAway(TestTower t) {
    t.kill(t.points().chainA());
    t.kill(t.points().chainB());
    t.trouble = "nothing was looked at for 900 ms";
  }

  private static void stops(String state, String why, Consumer<TestTower> breaks) {
    TestTower t = in(state);
    breaks.accept(t);
    Outcome outcome = t.look();
    assertThat(t.tower.state()).isInstanceOf(State.Faulted.class);
    assertThat(((State.Faulted) t.tower.state()).reason().code()).isEqualTo(why);
    assertThat(outcome.effects().getFirst()).isInstanceOf(Effect.Stop.class);
    assertThat(t.outputs().permit()).isFalse();
  }

  static TestTower in(String state) {
    if (state.equals("ready")) {
      return TestTower.ready(car(1, B001));
    }
    if (state.equals("executing")) {
      TestTower t = TestTower.ready(car(1, B001));
      t.order(1);
      t.doing(Step.Travel.class);
      return t;
    }
    TestTower t = TestTower.switchedOn(car(1, B001));
    t.look();
    t.reset();
    t.until("awaiting-resume");
    if (!state.equals("awaiting-resume")) {
      t.resume();
      t.until(state);
    }
    return t;
  }

  @Test
  void keyInMaintenanceStopsAndHandsControlToTheTechnician() {
    TestTower t = in("executing");
    t.machine.key = true;
    assertThat(t.look().effects().getFirst()).isInstanceOf(Effect.Stop.class);
    assertThat(t.state()).isEqualTo("manual");
    t.machine.key = false;
    t.look();
    assertThat(t.state()).isEqualTo("looking");
  }

  /** A tower that has power but no person's consent stands, for however long. */
  @Test
  void returnOfPowerNeverMovesAnything() {
    TestTower t = in("executing");
    t.powerCut();
    t.pass(60_000);
    assertThat(t.state()).isEqualTo("looking");
    t.reset();
    t.pass(60_000);
    assertThat(t.state()).isEqualTo("awaiting-resume");
    assertThat(t.outputs().permit()).isFalse();
  }

  @Test
  void keyInMaintenanceHandsAFaultedTowerToTheTechnician() {
    TestTower t = in("ready");
    t.sense(t.points().chainA(), false);
    t.look();
    t.heal();
    t.machine.key = true;
    t.look();
    assertThat(t.state()).isEqualTo("manual");
    t.reset();
    t.resume();
    assertThat(t.state()).isEqualTo("manual");
    t.machine.key = false;
    t.look();
    t.resume();
    assertThat(t.state()).isEqualTo("looking");
    t.reset();
    t.until("awaiting-resume");
  }

  @Test
  void resetAndResumeAreTwoDeedsOfAPersonInTheJournal() {
    TestTower t = in("homing");
    assertThat(t.facts(Fact.PersonActed.class).stream().map(Fact.PersonActed::act))
        .containsExactly("reset", "resume");
  }

  /** A drive may trip again, or its cause may last: every press of reset must reach the drives. */
  @Test
  void everyResetReachesTheDrives() {
    TestTower t = in("executing");
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.reset();
    t.machine.axis(AxisName.LIFT).tripped = true;
    t.look();
    assertThat(t.reasons()).contains("lift drive has tripped");
    t.reset();
    t.until("awaiting-resume");
  }

  /** Drives report the failed move until they get another one; that must not bar the way back. */
  @Test
  void failedMoveIsOverAfterResetAndResume() {
    TestTower t = in("executing");
    t.bend(AxisName.LIFT, SafetyTest::failed);
    t.look();
    assertThat(t.state()).isEqualTo("faulted");
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.machine.axis(AxisName.LIFT).progress = MoveProgress.NONE;
    t.heal();
    t.until("ready");
  }

  private static AxisReport failed(AxisReport r) {
    return new AxisReport(
        r.axis(),
        r.link(),
        r.state(),
        r.referenced(),
        r.counted(),
        r.position(),
        r.standstill(),
        r.moveId(),
        MoveProgress.FAILED,
        r.polledMs(),
        "too slow");
  }

  /** After an emergency stop at least: ready within reset and resume. */
  @Test
  void twoActsOfTheOperatorAreEnoughAfterAnEmergencyStop() {
    TestTower t = in("executing");
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("ready");
    t.until(
        "staged",
        x -> x.ledger().pickups().values().stream().allMatch(p -> p.state() == PickupState.STAGED));
  }

  @Test
  void lookingTellsWhatItStillCannotSee() {
    TestTower t = TestTower.switchedOn();
    t.kill(t.points().lifterUp());
    t.look();
    assertThat(t.reasons()).contains("not yet seen: lifter_up,");
    t.heal();
    t.kill(t.points().carrierBeam());
    t.look();
    assertThat(t.reasons()).contains("not yet seen: carrier_beam,");
  }

  @Test
  void ledgerThatDoesNotAddUpHoldsUntilANewStart() {
    TestTower t = TestTower.switchedOn();
    t.restart(Reasons.of("journal-gap", "a row is missing", "restore a backup"));
    t.pass(1_000);
    t.reset();
    t.resume();
    assertThat(t.state()).isEqualTo("held");
    assertThat(t.outputs().permit()).isFalse();
  }

  @Test
  void unknownOutcomeOfACommitStopsAndEndsTheProcess() {
    TestTower t = in("executing");
    Outcome outcome = t.on(new Event.StoreFailed("I/O error"));
    assertThat(outcome.effects())
        .containsExactly(new Effect.Stop("I/O error"), new Effect.Exit("I/O error"));
    assertThat(t.outputs().permit()).as("until the process has ended").isFalse();
    assertThat(t.look().effects()).isEmpty();
  }
}
