package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.car;

import org.junit.jupiter.api.Test;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Step;
import tower.model.Terms;

/** While the disk takes nothing the tower watches and stops, but starts nothing, and says why. */
class StoreTroubleTest {
  private static Problem refusal(TestTower t) {
    Result result =
        t.ask(
            new Request.NewPickup(
                TinyTower.vin(2), Purpose.BUY, TinyTower.release("v-1", "hash"), Terms.NONE));
    return ((Result.Refused) result).problem();
  }

  @Test
  void fullDiskEndsTheStepAndStartsNoOther() {
    TestTower t = TestTower.ready(car(1, B001), car(2, LOW));
    String id = t.order(1).id();
    t.doing(Step.Extend.class);
    t.diskHangs = true;
    t.on(new Event.StoreFull("no space left on the disk"));
    t.pass(60_000);
    assertThat(t.state()).isEqualTo("executing");
    assertThat(t.run().phase()).isInstanceOf(Phase.AwaitIntent.class);
    assertThat(t.reasons()).contains("store-full", "no space left on the disk");
    assertThat(refusal(t)).isEqualTo(Problem.STORE_FULL);
    t.diskHangs = false;
    t.until("staged", x -> x.pickup(id).state() == PickupState.STAGED);
    assertThat(t.reasons()).doesNotContain("store-full");
  }

  @Test
  void slowCommitStartsNothingNewAndSaysSo() {
    TestTower t = TestTower.ready(car(1, B001), car(2, LOW));
    t.diskHangs = true;
    t.order(1);
    t.nowMs += 2_000;
    assertThat(t.reasons()).contains("store-slow", "the disk has not confirmed for");
    assertThat(refusal(t)).isEqualTo(Problem.STORE_SLOW);
    t.pass(10_000);
    assertThat(t.run() == null || !(t.run().phase() instanceof Phase.Underway)).isTrue();
    t.diskHangs = false;
    t.pass(1_000);
    assertThat(t.reasons()).doesNotContain("store-slow");
  }

  /** The origin of monotonic time is arbitrary. */
  @Test
  void slowCommitIsNoticedAtNegativeTimesToo() {
    TestTower t = TestTower.switchedOn(car(1, B001));
    t.nowMs = -500_000;
    t.bringUp();
    t.diskHangs = true;
    t.order(1);
    t.nowMs += 2_000;
    assertThat(t.nowMs).isNegative();
    assertThat(t.reasons()).contains("store-slow");
  }

  /** A stop waits for nothing. */
  @Test
  void emergencyStopActsWhileTheDiskHangs() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Travel.class);
    t.diskHangs = true;
    t.pass(10_000);
    t.machine.emergency(true);
    assertThat(t.look().effects().getFirst()).isInstanceOf(Effect.Stop.class);
  }

  /** Of an older batch the disk may still report success after it has reported that it is full. */
  @Test
  void oldSuccessDoesNotMeanThatThereIsSpaceAgain() {
    TestTower t = TestTower.ready(car(1, B001), car(2, LOW));
    long before = t.ledger().seq();
    t.diskHangs = true;
    t.order(1);
    t.on(new Event.StoreFull("no space left on the disk"));
    t.on(new Event.Durable(before));
    assertThat(refusal(t)).isEqualTo(Problem.STORE_FULL);
  }

  /** On a slow card something always waits; the disk is full no longer than it is. */
  @Test
  void spaceIsBackWhenWhatHadNoneIsDurable() {
    TestTower t = TestTower.ready(car(1, B001), car(2, LOW));
    t.diskHangs = true;
    t.order(1);
    long full = t.ledger().seq();
    t.on(new Event.StoreFull("no space left on the disk"));
    t.look();
    assertThat(t.reasons()).contains("store-full");
    t.machine.emergency(true);
    t.look();
    t.on(new Event.Durable(full));
    assertThat(t.ledger().seq()).as("something waits").isGreaterThan(full);
    assertThat(t.reasons()).doesNotContain("store-full");
  }

  @Test
  void noPortalOpensWhileTheDiskTakesNothing() {
    TestTower t = TestTower.ready();
    t.on(new Event.StoreFull("no space left on the disk"));
    Result result = t.ask(new Request.NewIntake(car(1, new Place.Outside())));
    assertThat(((Result.Refused) result).problem()).isEqualTo(Problem.STORE_FULL);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
  }

  /** The machine would begin to home hours later, when nobody expects it. */
  @Test
  void resumeIsNotTakenWhileTheDiskTakesNothing() {
    TestTower t = TestTower.switchedOn();
    t.look();
    t.durable();
    t.reset();
    t.until("awaiting-resume");
    t.on(new Event.StoreFull("no space left on the disk"));
    t.resume();
    assertThat(t.state()).isEqualTo("awaiting-resume");
    assertThat(t.reasons()).contains("store-full");
  }

  /** A disk that falls silent just after the resume. */
  @Test
  void homingThatTheDiskDoesNotTakeInTimeWaitsForAnotherResume() {
    TestTower t = TestTower.switchedOn();
    t.look();
    t.durable();
    t.reset();
    t.until("awaiting-resume");
    t.diskHangs = true;
    t.resume();
    assertThat(t.state()).isEqualTo("homing");
    t.pass(31_000);
    assertThat(t.state()).isEqualTo("faulted");
    assertThat(t.outputs().permit()).isFalse();
    t.diskHangs = false;
    t.pass(1_000);
    assertThat(t.state()).isEqualTo("faulted");
  }
}
