package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.P2;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tower.core.InterlockScenes.Scene;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.Link;
import tower.model.Place;
import tower.model.Reach;

/** Conditions by themselves, where they are true by a hair, and how a cause is told. */
class AskingTest {
  private static List<Verdict.Cause> causes(Verdict verdict) {
    return verdict instanceof Verdict.Blocked v ? v.causes() : List.of();
  }

  private static List<String> blamed(Asking asking) {
    return causes(asking.verdict("test")).stream().map(Verdict.Cause::input).toList();
  }

  /** Five millimetres and a tenth of a degree are aligned, in either direction; more is not. */
  @Test
  void alignedIsWithinTheToleranceAndItsEdgeBelongsToIt() {
    for (int sign : new int[] {-1, 1}) {
      Scene scene = InterlockScenes.extendToTake();
      TestTower t = scene.tower();
      t.machine.axis(AxisName.LIFT).position += sign * 5;
      t.machine.axis(AxisName.TURN).position += sign * 100;
      assertThat(Interlocks.before(t.turn(), scene.run())).isEqualTo(Verdict.allowed());
    }
  }

  /** An axis that was never read is not at rest. */
  @Test
  void axisThatWasNotReadYetIsBlamedForThat() {
    Turn turn = InterlockScenes.travel().tower().turn();
    turn.seen =
        new Event.Observed(
            turn.inputs(),
            turn.seen.axes().stream().filter(r -> r.axis() != AxisName.LIFT).toList(),
            "");
    assertThat(causes(new Asking(turn).carrierBraked().verdict("test")))
        .containsExactly(new Verdict.Cause("lift", "not seen yet", 0, "wait until it is at rest"));
  }

  /** How old the report is that refuses. */
  @Test
  void axisIsBlamedWithTheAgeOfItsReport() {
    TestTower t = InterlockScenes.travel().tower();
    t.bend(AxisName.LIFT, AskingTest::lostFor300Ms);
    List<Verdict.Cause> causes = causes(new Asking(t.turn()).machineSafe(false).verdict("test"));
    assertThat(causes).extracting(Verdict.Cause::input).containsExactly("lift");
    assertThat(causes.getFirst().ageMs()).isEqualTo(300);
    assertThat(causes.getFirst().value()).startsWith("lost (");
  }

  private static AxisReport lostFor300Ms(AxisReport r) {
    AxisReport lost = InterlockScenes.lost(r);
    return new AxisReport(
        lost.axis(),
        lost.link(),
        lost.state(),
        lost.referenced(),
        lost.counted(),
        lost.position(),
        lost.standstill(),
        lost.moveId(),
        lost.progress(),
        lost.polledMs() - 300,
        lost.errorText());
  }

  /** Nobody knows whether an axis rests whose drive does not answer: that drive is the cause. */
  @Test
  void axisThatIsNotKnownToRestIsBlamedOnItsDrive() {
    TestTower t = InterlockScenes.travel().tower();
    t.bend(AxisName.LIFT, r -> InterlockScenes.torque(r));
    assertThat(values(new Asking(t.turn()).braked(AxisName.LIFT)))
        .singleElement(STRING)
        .startsWith("moving or under torque");
    t.bend(AxisName.LIFT, r -> InterlockScenes.lost(InterlockScenes.torque(r)));
    assertThat(values(new Asking(t.turn()).braked(AxisName.LIFT)))
        .singleElement(STRING)
        .startsWith("unknown, its drive lost");
  }

  private static List<String> values(Asking asking) {
    return causes(asking.verdict("test")).stream().map(Verdict.Cause::value).toList();
  }

  @Test
  void pointThatTheTowerLacksNeverHolds() {
    Turn turn = InterlockScenes.travel().tower().turn();
    assertThat(blamed(new Asking(turn).on(-1, "x")))
        .containsExactly("a point that this tower lacks");
    assertThat(blamed(new Asking(turn).off(-1, "x")))
        .containsExactly("a point that this tower lacks");
  }

  @Test
  void carOnTheCarrierIsSeenByBothOfItsSensors() {
    Turn turn = InterlockScenes.travel().tower().turn();
    assertThat(blamed(new Asking(turn).seenAt(CARRIER)))
        .containsExactly("carrier_load", "carrier_beam");
    assertThat(blamed(new Asking(turn).notSeenAt(CARRIER))).isEmpty();
  }

  @Test
  void whereThereIsNoSensorNothingIsSeen() {
    Turn turn = InterlockScenes.travel().tower().turn();
    assertThat(blamed(new Asking(turn).notSeenAt(new Place.Outside()))).containsExactly("record");
    assertThat(blamed(new Asking(turn).seenAt(new Place.Outside()))).containsExactly("record");
  }

  /** A no that is asked for every cycle costs nothing; it still is a no. */
  @Test
  void briefNoIsANoWithoutCauses() {
    Turn turn = InterlockScenes.travel().tower().turn();
    assertThat(Asking.briefly(turn).seenAt(CARRIER).verdict("test"))
        .isEqualTo(new Verdict.Blocked("not-yet", List.of()));
    assertThat(Asking.briefly(turn).record(false, "x", "y").verdict("test"))
        .isInstanceOf(Verdict.Blocked.class);
    assertThat(Asking.briefly(turn).done(false, AxisName.LIFT, "x").verdict("test"))
        .isInstanceOf(Verdict.Blocked.class);
    assertThat(Asking.briefly(turn).notSeenAt(CARRIER).verdict("test"))
        .isEqualTo(Verdict.allowed());
  }

  /** A portal is a place as good as a bay to pull the shuttle home from. */
  @Test
  void shuttleComesHomeFromAPortalThatNoBayIsLevelWith() {
    TestTower t = new TestTower(2, List.of());
    t.machine.axes.values().forEach(a -> a.referenced = true);
    Reach reach = t.site.layout().reach(P2);
    t.machine.axis(AxisName.TURN).position = reach.setpoint(AxisName.TURN);
    t.machine.axis(AxisName.SHUTTLE).position = reach.shuttleMm();
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).isEmpty();
    t.machine.axis(AxisName.TURN).position += 101;
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).contains("turn");
  }

  /** A home switch that is stuck does not speak against the encoder, referenced or not. */
  @Test
  void shuttleThatCountsAwayFromHomeIsPulledThereOnlyFromALanding() {
    TestTower t = new TestTower(1, List.of());
    t.sense(t.points().shuttleHome(), true).sense(t.points().carrierLevel(), false);
    Machine.Axis shuttle = t.machine.axis(AxisName.SHUTTLE);
    shuttle.counted = true;
    shuttle.homes = true;
    for (boolean referenced : new boolean[] {true, false}) {
      shuttle.referenced = referenced;
      shuttle.position = 20;
      t.look();
      assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).isEmpty();
      shuttle.position = 755;
      t.look();
      assertThat(causes(new Asking(t.turn()).shuttleHomeOrLevel().verdict("test")))
          .singleElement()
          .satisfies(cause -> assertThat(cause.input()).isEqualTo("carrier_level"))
          .satisfies(cause -> assertThat(cause.clears()).contains("home switch"));
      assertThat(Witness.shuttleAwayFrom(t.turn(), CARRIER)).isTrue();
    }
    t.machine.powerCut();
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel()))
        .as("a drive that was switched off counts from nowhere")
        .isEmpty();
    assertThat(Witness.shuttleAwayFrom(t.turn(), CARRIER)).isFalse();
  }

  /** A lift without reference that has sunk: its count is from nowhere, how far it went is not. */
  private static TestTower sunk() {
    TestTower t = new TestTower(1, List.of());
    t.sense(t.points().shuttleHome(), false).sense(t.points().carrierLevel(), true);
    t.machine.axis(AxisName.LIFT).position = -5;
    t.look();
    t.machine.axis(AxisName.LIFT).position = -10;
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).as("near enough").isEmpty();
    t.machine.axis(AxisName.LIFT).position = -11;
    t.look();
    return t;
  }

  @Test
  void flagThatStaysOnUnderALiftThatSinksIsNotBelieved() {
    TestTower t = sunk();
    assertThat(causes(new Asking(t.turn()).shuttleHomeOrLevel().verdict("test")))
        .singleElement()
        .satisfies(cause -> assertThat(cause.value()).startsWith("6 from where it stood"))
        .satisfies(cause -> assertThat(cause.clears()).contains("by hand", "flag"));
    t.machine.axis(AxisName.LIFT).position = -5;
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).as("brought back").isEmpty();
  }

  @Test
  void platformThatWasPushedIsNotBelievedEither() {
    TestTower t = sunk();
    t.machine.axis(AxisName.TURN).position += 101;
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).containsExactly("lift", "turn");
  }

  private static TestTower after(Consumer<TestTower> what) {
    TestTower t = sunk();
    what.accept(t);
    t.look();
    t.heal();
    t.machine.key = false;
    t.machine.axes.values().forEach(axis -> axis.link = Link.UP);
    t.sense(t.points().shuttleHome(), false).sense(t.points().carrierLevel(), true);
    t.look();
    return t;
  }

  /** What a person has done, another flag, an order or another count is judged anew. */
  @Test
  void flagIsBelievedAnewAfterWhatMayHaveMadeItRight() {
    List<Consumer<TestTower>> news =
        List.of(
            t -> t.machine.key = true,
            t -> t.sense(t.points().carrierLevel(), false),
            t -> t.machine.axis(AxisName.LIFT).moveId++,
            t -> t.nowMs += 1_000);
    for (Consumer<TestTower> what : news) {
      TestTower t = after(what);
      assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).isEmpty();
      t.machine.axis(AxisName.LIFT).position -= 6;
      t.look();
      assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).containsExactly("lift");
    }
  }

  /** What cannot be seen for a moment has made nothing right. */
  @Test
  void flagIsNotBelievedForWhatWasNotSeen() {
    List<Consumer<TestTower>> nothing =
        List.of(
            t -> t.kill(t.points().carrierLevel()),
            t -> t.kill(t.points().key()),
            t -> t.sense(t.points().shuttleHome(), true),
            t -> t.machine.axis(AxisName.LIFT).link = Link.DOUBTFUL,
            t -> t.machine.axis(AxisName.LIFT).link = Link.LOST,
            t -> t.nowMs += 1_000 - TestTower.CYCLE_MS);
    for (Consumer<TestTower> what : nothing) {
      assertThat(blamed(new Asking(after(what).turn()).shuttleHomeOrLevel()))
          .containsExactly("lift");
    }
  }

  /** It is compared again from where it stands next, whatever became of the other axes. */
  @Test
  void axisThatWasOrderedToMoveIsComparedFromWhereItStandsNext() {
    TestTower t = sunk();
    t.sense(t.points().shuttleHome(), true);
    t.machine.axis(AxisName.LIFT).moveId++;
    t.look();
    t.machine.axis(AxisName.LIFT).position = 3_000;
    t.look();
    t.sense(t.points().shuttleHome(), false);
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).isEmpty();
    t.machine.axis(AxisName.LIFT).position = 2_994;
    t.look();
    assertThat(blamed(new Asking(t.turn()).shuttleHomeOrLevel())).containsExactly("lift");
  }
}
