package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person's button begins, and when it does not: reset, resume, and confirm outside. */
class ButtonsTest {
  @Test
  void resetHeldDownFromTheStartIsNoReset() {
    TestTower t = TestTower.switchedOn();
    t.machine.pressed.add(t.points().reset());
    t.pass(5_000);
    assertThat(t.state()).isEqualTo("looking");
    t.machine.pressed.clear();
    t.look();
    t.reset();
    assertThat(t.state()).isEqualTo("awaiting-resume");
  }

  @Test
  void resumeHeldDownBeforeItIsAwaitedIsNoResume() {
    TestTower t = TestTower.switchedOn();
    t.look();
    t.machine.pressed.add(t.points().resume());
    t.reset();
    t.pass(5_000);
    assertThat(t.state()).isEqualTo("awaiting-resume");
    t.machine.pressed.clear();
    t.look();
    t.resume();
    assertThat(t.state()).isEqualTo("homing");
  }

  /** ISO 13849-1: consent is given by letting go, so that a button that sticks gives none. */
  @Test
  void resumeCountsWhenItIsLetGo() {
    TestTower t = SafetyTest.in("awaiting-resume");
    t.nowMs += 200;
    t.machine.pressed.add(t.points().resume());
    t.pass(400);
    assertThat(t.state()).isEqualTo("awaiting-resume");
    t.machine.pressed.clear();
    t.look();
    assertThat(t.state()).isEqualTo("homing");
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 3_000})
  void resumeIsPressedForSoLongAtLeastAndAtMost(long heldMs) {
    TestTower t = SafetyTest.in("awaiting-resume");
    t.durable();
    t.nowMs += 200;
    held(t, t.points().resume(), heldMs);
    assertThat(t.state()).isEqualTo("homing");
  }

  private static void held(TestTower t, int button, long heldMs) {
    t.machine.pressed.add(button);
    t.look();
    t.machine.pressed.clear();
    t.nowMs += heldMs - TestTower.CYCLE_MS;
    t.look();
  }

  /** A loose wire opens and closes for as long as any finger, but it does not rest before. */
  @ParameterizedTest
  @ValueSource(longs = {199, 200})
  void resumeCountsWhenItHasBeenLetAloneBefore(long restedMs) {
    TestTower t = SafetyTest.in("awaiting-resume");
    t.durable();
    t.nowMs = ((State.AwaitingResume) t.tower.state()).sinceMs() + restedMs - TestTower.CYCLE_MS;
    held(t, t.points().resume(), 400);
    boolean rested = restedMs >= 200;
    assertThat(t.state()).isEqualTo(rested ? "homing" : "awaiting-resume");
    if (!rested) {
      t.nowMs += restedMs - TestTower.CYCLE_MS;
      held(t, t.points().resume(), 400);
      assertThat(t.state()).as("the rest begins anew").isEqualTo("awaiting-resume");
    }
  }

  /** Let go and pressed again between two looks, it has not rested, however long that is ago. */
  @Test
  void resumeThatBlinkedBetweenTwoLooksHasNotRested() {
    TestTower t = SafetyTest.in("awaiting-resume");
    t.durable();
    t.nowMs += 200;
    int resume = t.points().resume();
    t.machine.pressed.add(resume);
    t.look();
    t.nowMs += 10_000;
    Event.Observed seen = t.observed();
    t.on(
        new Event.Observed(
            seen.inputs().with(resume, true, true, t.nowMs), seen.axes(), seen.trouble()));
    t.machine.pressed.clear();
    t.nowMs += 400;
    Event.Observed last = t.observed();
    t.on(
        new Event.Observed(
            seen.inputs()
                .with(resume, true, true, t.nowMs - 400)
                .with(resume, false, true, t.nowMs),
            last.axes(),
            last.trouble()));
    assertThat(t.state()).isEqualTo("awaiting-resume");
  }

  /** Who confirms has looked into the portal: a wire that touches for an instant has not. */
  @ParameterizedTest
  @ValueSource(longs = {TestTower.CYCLE_MS - 1, 50, 3_000, 3_001})
  void confirmationIsPressedForSoLongAtLeastAndAtMost(long heldMs) {
    TestTower t = TestTower.ready();
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.look();
    held(t, t.portal("P1").confirm(), heldMs);
    boolean counts = heldMs >= 50 && heldMs <= 3_000;
    assertThat(t.phase("P1")).isEqualTo(counts ? PortalPhase.SHUT : PortalPhase.UNCONFIRMED);
  }

  /** Out of the field before the button is let go, but not before it was pressed. */
  @ParameterizedTest
  @ValueSource(longs = {99, 100})
  void confirmationIsPressedAfterTheFieldWasClear(long clearMs) {
    TestTower t = TestTower.ready();
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.machine.people.add("P1");
    t.look();
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.machine.people.clear();
    t.look();
    t.nowMs += clearMs - TestTower.CYCLE_MS;
    held(t, t.portal("P1").confirm(), 400);
    assertThat(t.phase("P1"))
        .isEqualTo(clearMs >= 100 ? PortalPhase.SHUT : PortalPhase.UNCONFIRMED);
  }

  /** The button was down when the door was forced: that is nobody who has looked since. */
  @Test
  void confirmationFromBeforeItWasAskedForIsNone() {
    TestTower t = TestTower.ready();
    t.machine.pressed.add(t.portal("P1").confirm());
    t.look();
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.look();
    t.machine.pressed.clear();
    t.look();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
  }

  /** Open and closed again between two looks: the relay has let go, whatever the tower saw. */
  @TestFactory
  Stream<DynamicTest> chainThatBlinkedBetweenTwoLooksWasOpen() {
    TestTower any = SafetyTest.in("ready");
    return Stream.of(any.points().chainA(), any.points().chainB(), any.points().doorsLocked())
        .flatMap(point ->
            Stream.of("ready", "executing", "homing", "awaiting-resume", "looking")
                .map(state ->
                    DynamicTest.dynamicTest(
                        any.points().names().get(point) + " in " + state,
                        () -> blinks(point, state))));
  }

  private static void blinks(int point, String state) {
    TestTower t;
    if (state.equals("looking")) {
      t = TestTower.switchedOn();
      t.look();
      t.kill(t.bay(B001));
      t.reset();
      assertThat(t.tower.state()).isEqualTo(looking(t, true));
    } else {
      t = SafetyTest.in(state);
      t.look();
    }
    t.nowMs += TestTower.CYCLE_MS;
    Event.Observed seen = t.observed();
    t.on(
        new Event.Observed(
            seen.inputs().with(point, true, true, t.nowMs), seen.axes(), seen.trouble()));
    if (state.equals("looking")) {
      assertThat(t.tower.state()).isEqualTo(looking(t, false));
    } else {
      assertThat(t.state()).isEqualTo("faulted");
      assertThat(t.reasons()).contains("safety-chain", "for a moment");
    }
  }

  /** Who presses both at once has not seen yet what there was to be seen. */
  @Test
  void resumeInTheInstantInWhichItIsFirstAwaitedIsNone() {
    TestTower t = TestTower.switchedOn();
    t.pass(200);
    t.machine.pressed.add(t.points().reset());
    t.machine.pressed.add(t.points().resume());
    t.look();
    assertThat(t.state()).isEqualTo("awaiting-resume");
    t.look();
    t.machine.pressed.clear();
    t.look();
    assertThat(t.state()).isEqualTo("awaiting-resume");
  }

  @TestFactory
  Stream<DynamicTest> resetCountsFromTheTimeOnThatTheChainMustHaveBeenClosed() {
    TestTower any = SafetyTest.in("ready");
    return Stream.of(any.points().chainA(), any.points().chainB(), any.points().doorsLocked())
        .map(point ->
            DynamicTest.dynamicTest(
                any.points().names().get(point),
                () -> {
                  assertThat(resetAfter(point, 149)).isEqualTo("faulted");
                  assertThat(resetAfter(point, 150)).isEqualTo("looking");
                }));
  }

  /** A held up process decides late: what counts is when the two were seen to change. */
  @Test
  void resetIsJudgedByTheTimesOfTheSamples() {
    TestTower t = SafetyTest.in("executing");
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.machine.pressed.add(t.points().reset());
    Event.Observed together = t.observed();
    t.nowMs += 400;
    t.on(together);
    assertThat(t.state()).isEqualTo("faulted");
  }

  private static String resetAfter(int point, long closedMs) {
    TestTower t = SafetyTest.in("ready");
    t.sense(point, false);
    t.look();
    t.sense(point, true);
    t.look();
    t.nowMs += closedMs - TestTower.CYCLE_MS;
    t.machine.pressed.add(t.points().reset());
    t.look();
    return t.state();
  }

  @ParameterizedTest
  @ValueSource(longs = {TestTower.CYCLE_MS - 1, 3_001})
  void resumeThatShakesOrSticksIsNone(long heldMs) {
    TestTower t = SafetyTest.in("awaiting-resume");
    t.durable();
    t.nowMs += 200;
    held(t, t.points().resume(), heldMs);
    t.pass(1_000);
    assertThat(t.state()).isEqualTo("awaiting-resume");
    t.resume();
    assertThat(t.state()).isEqualTo("homing");
  }

  @Test
  void resetWithTheChainOpenIsNoReset() {
    TestTower t = SafetyTest.in("executing");
    t.machine.emergency(true);
    t.look();
    t.reset();
    assertThat(t.state()).isEqualTo("faulted");
    t.machine.emergency(false);
    t.pass(5_000);
    assertThat(t.state()).isEqualTo("faulted");
    t.reset();
    t.until("awaiting-resume");
  }

  /**
   * The chain's relay wants its edge with the chain closed: whoever was too early presses again.
   */
  @ParameterizedTest
  @ValueSource(strings = {"executing", "awaiting-resume"})
  void resetInTheMomentInWhichTheChainClosesIsNoReset(String before) {
    TestTower t = SafetyTest.in(before);
    t.machine.emergency(true);
    t.look();
    t.look();
    String stopped = t.state();
    t.machine.emergency(false);
    t.machine.pressed.add(t.points().reset());
    t.look();
    t.pass(5_000);
    assertThat(t.state()).isEqualTo(stopped);
    assertThat(t.outputs().permit()).isFalse();
    t.machine.pressed.clear();
    t.look();
    t.reset();
    t.until("awaiting-resume");
  }

  /** The latch falls again when the chain opens between reset and resume. */
  @Test
  void chainOpenedAfterResetNeedsAnotherReset() {
    TestTower t = TestTower.switchedOn();
    t.look();
    t.kill(t.bay(B001));
    t.reset();
    assertThat(t.tower.state()).isEqualTo(looking(t, true));
    t.sense(t.points().chainB(), false);
    t.look();
    t.heal();
    t.pass(1_000);
    assertThat(t.tower.state()).isEqualTo(looking(t, false));
  }

  private static State looking(TestTower t, boolean reset) {
    return new State.Looking(reset, ((State.Looking) t.tower.state()).reason());
  }
}
