package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;

/** A cancelled pickup leaves its car at a named place; once the code was right it is too late. */
class CancelTest {
  private static Result cancel(TestTower t, String id) {
    return t.ask(new Request.CancelPickup(id));
  }

  private static void ends(TestTower t, String id) {
    t.until("cancelled", x -> x.pickup(id).state() == PickupState.CANCELLED);
    t.until("ready", x -> x.state().equals("ready") && x.jobs().isEmpty());
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
    assertThat(t.machine.at(t.place(1))).isEqualTo(vin(1));
    assertThat(t.user("P1")).isNull();
  }

  @Test
  void queuedPickupIsCancelledForFree() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    assertThat(cancel(t, id)).isInstanceOf(Result.PickupCancelled.class);
    assertThat(t.pickup(id).state()).isEqualTo(PickupState.CANCELLED);
    t.pass(1_000);
    assertThat(t.facts(Fact.StepIntended.class)).allMatch(f -> f.jobId() == null);
  }

  /** It has waited for so long that it is no longer among what is kept at hand. */
  @Test
  void answerTellsOfTheCancellationHoweverManyHaveEndedSince() {
    TestTower t = TestTower.switchedOn(car(1, B001), car(2, FRONT));
    t.look();
    t.reset();
    t.until("awaiting-resume");
    String old = t.order(1).id();
    for (int i = 0; i < Ledger.ENDED_KEPT + 1; i++) {
      cancel(t, t.order(2).id());
    }
    assertThat(cancel(t, old))
        .isInstanceOfSatisfying(
            Result.PickupCancelled.class,
            r -> assertThat(r.pickup().state()).isEqualTo(PickupState.CANCELLED));
    assertThat(t.ledger().pickups()).doesNotContainKey(old);
  }

  /**
   * A tower that waits for a technician lets the shop cancel; one with a broken record does not.
   */
  @Test
  void heldTowerTakesCancellationsIfItsRecordIsSound() {
    assertThat(Mode.of(new State.Held(Reasons.of("held", "", ""), true)).takesCancel()).isTrue();
    assertThat(Mode.of(new State.Held(Reasons.of("store", "", ""), false)).takesCancel()).isFalse();
  }

  /** At every step of a retrieval, before and while it is done. */
  @TestFactory
  Stream<DynamicTest> retrievalIsTurnedRoundWhereverItIs() {
    return IntStream.range(0, 10)
        .boxed()
        .flatMap(step ->
            Stream.of(false, true)
                .map(arrived ->
                    DynamicTest.dynamicTest(
                        "step " + (step + 1) + (arrived ? ", arrived" : ""),
                        () -> turnedRound(step, arrived))));
  }

  private static void turnedRound(int step, boolean arrived) {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until(
        "step",
        x ->
            x.run() != null
                && x.run().index() == step
                && x.run().phase() instanceof Phase.Underway);
    if (arrived) {
      t.arrive();
    }
    assertThat(cancel(t, id)).isInstanceOf(Result.PickupCancelled.class);
    assertThat(t.pickup(id).state()).isEqualTo(PickupState.CANCELLING);
    assertThat(cancel(t, id)).as("again").isInstanceOf(Result.PickupCancelled.class);
    ends(t, id);
  }

  /** Before its car was touched no storage is needed. */
  @Test
  void cancelOnTheWayToTheBayTouchesNoCar() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("executing");
    cancel(t, id);
    ends(t, id);
    assertThat(t.facts(Fact.VehicleMoved.class)).isEmpty();
    assertThat(t.place(1)).isEqualTo(B001);
  }

  /** With the car on the carrier the portal is not needed any more. */
  @Test
  void cancelOnTheWayToThePortalDoesNotUseIt() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("on the way", x -> x.run() != null && x.run().index() == 4);
    cancel(t, id);
    ends(t, id);
    assertThat(t.facts(Fact.VehicleMoved.class)).noneMatch(m -> m.to().equals(P1));
  }

  @Test
  void stagedCarIsBroughtBack() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    cancel(t, pickup.id());
    ends(t, pickup.id());
  }

  @Test
  void afterTheCodeItIsTooLate() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.handover(pickup);
    assertThat(((Result.Refused) cancel(t, pickup.id())).problem())
        .isEqualTo(Problem.TOO_LATE_TO_CANCEL);
  }

  @Test
  void endedPickupIsNotCancelledAgain() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    cancel(t, id);
    assertThat(((Result.Refused) cancel(t, id)).problem()).isEqualTo(Problem.ALREADY_ENDED);
  }

  /** Its retrieval waits behind a fault or a doubt: the cancel must not wait with it. */
  @Test
  void cancelEndsARetrievalThatCannotBePlanned() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("executing");
    t.bend(AxisName.TURN, InterlockScenes::doubtful);
    t.until("given up once", x -> !x.jobs().isEmpty() && x.jobs().getFirst().attempt() == 1);
    t.sense(t.bay(B001), false);
    t.until("doubted", x -> x.ledger().doubted().contains("B001"));
    cancel(t, id);
    t.until("cancelled", x -> x.pickup(id).state() == PickupState.CANCELLED);
    assertThat(t.user("P1")).isNull();
  }

  @Test
  void cancelSurvivesAPowerCut() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("on the way", x -> x.run() != null && x.run().index() == 4);
    cancel(t, id);
    t.durable();
    t.powerCut();
    t.bringUp();
    ends(t, id);
  }

  /** The front car is on its way by then: it is set down, and nothing is left over. */
  @Test
  void relocationUnderWayEndsThoughNobodyNeedsItAnyMore() {
    TestTower t = TestTower.ready(car(1, BACK), car(2, FRONT));
    String id = t.order(1).id();
    t.until("front car carried", x -> x.place(2) instanceof Place.OnCarrier);
    cancel(t, id);
    t.until("nothing left", x -> x.jobs().isEmpty() && x.state().equals("ready"));
    assertThat(t.pickup(id).state()).isEqualTo(PickupState.CANCELLED);
    assertThat(t.place(1)).isEqualTo(BACK);
    assertThat(t.machine.at(t.place(2))).isEqualTo(vin(2));
  }

  /** No bay is free to clear the lane; then the front car is sold, and the lane clears itself. */
  @Test
  void frontCarThatLeavesClearsTheLane() {
    TestTower t = TestTower.ready(car(1, BACK), car(2, FRONT), car(3, B001));
    InterlockScenes.record(t, 4, TinyTower.LOW);
    t.machine.put(TinyTower.LOW, vin(4));
    Pickup back = t.order(1);
    t.pass(2_000);
    assertThat(t.reasons()).contains("no free bay fits " + vin(2));
    assertThat(t.jobs()).as("a relocation is begun or not created").hasSize(1);
    Pickup front = t.order(2);
    assertThat(t.jobs()).as("one job a car").extracting(Job::vin).doesNotHaveDuplicates();
    t.until("staged", x -> x.pickup(front.id()).state() == PickupState.STAGED);
    t.handover(t.pickup(front.id()));
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("staged too", x -> x.pickup(back.id()).state() == PickupState.STAGED);
    assertThat(t.jobs()).isEmpty();
  }

  /** At most three tries, then a person is asked: a lane that cannot be cleared ends its pickup. */
  @Test
  void relocationThatFailsIsNotBegunForEver() {
    TestTower t = TestTower.ready(car(1, BACK), car(2, FRONT));
    Pickup back = t.order(1);
    t.bend(AxisName.TURN, InterlockScenes::doubtful);
    t.until("failed", x -> x.pickup(back.id()).state() == PickupState.FAILED);
    assertThat(t.pickup(back.id()).reason().text()).contains("turn is doubtful");
    assertThat(t.facts(Fact.StepClosed.class)).hasSize(3);
    assertThat(t.jobs()).isEmpty();
  }
}
