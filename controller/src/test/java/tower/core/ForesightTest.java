package tower.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.Pickup;
import tower.model.Purpose;
import tower.model.Terms;

/** What is foreseen is what the tower would do, and nothing comes of asking. */
class ForesightTest {
  private static Foresight foresight(TestTower t) {
    return new Foresight(t.site, t.tower, StepClock.begin(t.tower), t.nowMs);
  }

  private static Estimate estimate(TestTower t, Pickup pickup) {
    return requireNonNull(foresight(t).estimate(pickup.id()));
  }

  private static Outlook.Trial trial(TestTower t, int number) {
    return foresight(t).dryRun(vin(number), Purpose.BUY, Terms.NONE);
  }

  /** Asked a thousand times, the tower is as it was: no fact, no number, no reservation. */
  @Test
  void nothingComesOfADryRun() {
    TestTower t = TestTower.ready(car(1, B001));
    TowerState before = t.tower;
    for (int i = 0; i < 1_000; i++) {
      assertThat(trial(t, 1).refused()).isNull();
    }
    assertThat(t.tower).isSameAs(before);
    assertThat(t.order(1).id()).isNotNull();
  }

  /** Whatever refuses a pickup refuses its dry run, word for word. */
  @Test
  void dryRunIsRefusedAsThePickupWouldBe() {
    TestTower t = TestTower.ready(car(1, B001), car(2, LOW));
    assertThat(requireNonNull(trial(t, 7).refused()).problem()).isEqualTo(Problem.UNKNOWN_VEHICLE);
    t.order(1);
    assertThat(requireNonNull(trial(t, 1).refused()).problem()).isEqualTo(Problem.VEHICLE_RESERVED);
    t.machine.emergency(true);
    t.look();
    Result.Refused refused = requireNonNull(trial(t, 2).refused());
    assertThat(refused.problem()).isEqualTo(Problem.NOT_TAKING);
    assertThat(refused.detail()).contains("faulted");
  }

  /** The second waits for the first, and for whoever takes the first out of the only portal. */
  @Test
  void whoComesLaterWaitsForWhoeverIsBefore() {
    TestTower t = TestTower.ready(car(1, B001), car(2, LOW));
    Pickup first = t.order(1);
    Pickup second = t.order(2);
    assertThat(estimate(t, first).position()).isEqualTo(0);
    assertThat(estimate(t, second).position()).isEqualTo(1);
    long one = requireNonNull(estimate(t, first).ready()).halfMs();
    long other = requireNonNull(estimate(t, second).ready()).halfMs();
    assertThat(other).isGreaterThan(2 * one + 60_000);
    assertThat(foresight(t).line())
        .containsExactly(new Outlook.InLine(first.id(), 0), new Outlook.InLine(second.id(), 1));
  }

  /** A car in front must be brought away first, and that takes its time. */
  @Test
  void carInFrontCostsItsTime() {
    TestTower behind = TestTower.ready(car(1, BACK), car(2, FRONT));
    TestTower alone = TestTower.ready(car(1, BACK));
    long slow = requireNonNull(requireNonNull(trial(behind, 1).estimate()).ready()).halfMs();
    long quick = requireNonNull(requireNonNull(trial(alone, 1).estimate()).ready()).halfMs();
    assertThat(slow).isGreaterThan(quick * 3 / 2);
  }

  /** Nobody knows when somebody will have acted: no time is said, but the reason is. */
  @Test
  void faultMakesItUnknownAndSaysWhy() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.order(1);
    t.machine.emergency(true);
    t.look();
    Estimate estimate = estimate(t, pickup);
    assertThat(estimate.ready()).isNull();
    assertThat(estimate.stage()).isEqualTo(Stage.STOPPED);
    assertThat(requireNonNull(estimate.unknown()).clearing()).isNotEmpty();
  }

  @Test
  void portalThatNobodyConfirmsMakesItUnknown() {
    TestTower t = TestTower.ready(car(1, B001));
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    Estimate estimate = estimate(t, t.order(1));
    assertThat(estimate.ready()).isNull();
    assertThat(requireNonNull(estimate.unknown()).code()).isEqualTo("portal-unconfirmed");
  }

  /** What a customer sees of the way down, in its sequence. */
  @Test
  void stagesFollowTheCar() {
    TestTower t = TestTower.ready(car(1, BACK), car(2, FRONT));
    Pickup pickup = t.order(1);
    List<Stage> seen = new ArrayList<>();
    long before = Long.MAX_VALUE;
    for (int i = 0; i < 400 && (seen.isEmpty() || seen.getLast() != Stage.AT_PORTAL); i++) {
      Estimate now = estimate(t, pickup);
      if (seen.isEmpty() || seen.getLast() != now.stage()) {
        seen.add(now.stage());
        Estimate.Ready ready = now.ready();
        long left = ready == null ? 0 : ready.halfMs();
        assertThat(left).as(seen.toString()).isLessThanOrEqualTo(before);
        before = left;
      }
      t.round();
    }
    assertThat(seen)
        .containsSubsequence(
            Stage.CLEARING_THE_WAY,
            Stage.FETCHING,
            Stage.LIFTING,
            Stage.CARRYING,
            Stage.SETTING_DOWN,
            Stage.AT_PORTAL);
  }

  /** Steps are measured while they are done, and only those that were confirmed. */
  @Test
  void clockMeasuresTheStepsThatWereDone() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    StepClock clock = StepClock.begin(t.tower);
    for (int i = 0; i < 400 && t.ledger().jobs().size() > 0; i++) {
      t.round();
      clock = clock.look(t.site, t.tower, t.nowMs);
    }
    assertThat(clock.experience().measured(tower.plan.Experience.What.TRAVEL)).isEqualTo(2);
    assertThat(clock.experience().measured(tower.plan.Experience.What.CLOSE_INNER)).isEqualTo(1);
    assertThat(clock.look(t.site, t.tower, t.nowMs + 1)).isSameAs(clock);
  }

  /** A tower without keys or time serves nobody new, and must say so by itself. */
  @Test
  void whatTheTowerLacksIsNamed() {
    TestTower t = TestTower.ready(car(1, B001));
    t.utcTrusted = false;
    t.pass(2_000);
    assertThat(foresight(t).lacks())
        .extracting(reason -> reason.code())
        .containsExactly("no-keys", "clock-not-trusted");
  }
}
