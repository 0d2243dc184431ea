package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.CODE;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import org.junit.jupiter.api.Test;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Terms;
import tower.model.Vehicle;

/** Every refusal, idempotency, and the pickup code. */
class RequestsTest {
  private static final Place OUTSIDE = new Place.Outside();

  private static Request pickup(int number) {
    return new Request.NewPickup(
        vin(number), Purpose.BUY, TinyTower.release("v-" + number, "hash"), Terms.NONE);
  }

  static Request intake(int number) {
    return new Request.NewIntake(car(number, OUTSIDE));
  }

  private static void refuses(TestTower t, Request request, Problem problem) {
    Ledger before = t.ledger();
    Result result = t.ask(request);
    assertThat(result).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) result).problem()).isEqualTo(problem);
    assertThat(((Result.Refused) result).detail()).isNotBlank();
    assertThat(t.ledger()).as("a refusal changes nothing").isSameAs(before);
  }

  @Test
  void pickupIsRefusedForWhatItNames() {
    TestTower t = TestTower.ready(car(1, B001));
    refuses(t, pickup(9), Problem.UNKNOWN_VEHICLE);
    refuses(t, new Request.CancelPickup("p-000000099"), Problem.NOT_FOUND);
    refuses(t, new Request.Handover("p-000000099", CODE), Problem.NOT_FOUND);
    t.order(1);
    refuses(t, pickup(1), Problem.VEHICLE_RESERVED);
  }

  @Test
  void onlySoManyPickupsAreOpen() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT), car(3, BACK), car(4, LOW));
    t.order(1);
    t.order(2);
    t.order(3);
    refuses(t, pickup(4), Problem.TOO_MANY_OPEN);
  }

  @Test
  void carInQuarantineIsNotSold() {
    TestTower t = TestTower.ready();
    InterlockScenes.record(t, 1, new Place.Quarantined(java.util.List.of(LOW)));
    refuses(t, pickup(1), Problem.VEHICLE_QUARANTINED);
  }

  /** A retrieval begins in a bay: a pickup for a car that stands anywhere else could not begin. */
  @Test
  void carThatIsInNoBayIsNotSold() {
    TestTower t = TestTower.ready();
    InterlockScenes.record(t, 1, P1);
    refuses(t, pickup(1), Problem.VEHICLE_RESERVED);
  }

  /** The shuttle may still be under it: a second job for the same car would be given out. */
  @Test
  void carThatTheMachineStillHandlesIsNotSold() {
    TestTower t = TestTower.ready();
    InterlockScenes.record(t, 1, CARRIER);
    t.machine.borne = vin(1);
    t.machine.lifter = Machine.Lifter.UP;
    t.until("set down", x -> x.place(1) instanceof Place.InBay);
    assertThat(t.ledger().pickupOf(vin(1))).isEmpty();
    assertThat(t.state()).isEqualTo("executing");
    refuses(t, pickup(1), Problem.VEHICLE_RESERVED);
    t.until("ready");
    assertThat(t.ask(pickup(1))).isInstanceOf(Result.PickupTaken.class);
  }

  @Test
  void intakeIsRefusedForWhatItNames() {
    TestTower t = TestTower.ready(car(1, B001));
    refuses(t, intake(1), Problem.VEHICLE_PRESENT);
    refuses(t, new Request.NewIntake(car(2, 2_060, OUTSIDE)), Problem.DOES_NOT_FIT);
    refuses(t, new Request.CancelIntake("i-000000099"), Problem.NOT_FOUND);
    t.announce(2);
    refuses(t, intake(2), Problem.VEHICLE_PRESENT);
  }

  /** One bay stays free, or the car at the back of the lane could never be brought out. */
  @Test
  void lastBayIsKeptForRelocations() {
    TestTower t = TestTower.ready(car(1, B001), car(2, BACK));
    t.announce(3);
    refuses(t, intake(4), Problem.NO_FREE_BAY);
  }

  @Test
  void bayBehindACarIsNoFreeBay() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT));
    refuses(t, intake(4), Problem.NO_FREE_BAY);
  }

  /** Two free bays are one for a high car: the low one it cannot use, nor who is in front of it. */
  @Test
  void lowBayIsNoBayForAHighCar() {
    TestTower t = TestTower.ready(car(1, 1_900, FRONT), car(2, BACK));
    refuses(t, new Request.NewIntake(car(3, 1_900, OUTSIDE)), Problem.NO_FREE_BAY);
    t.announce(4);
    refuses(t, intake(5), Problem.NO_FREE_BAY);
  }

  /** A high car may have to go back; the bay that is left is for the one that is in the way. */
  @Test
  void bayForRelocationsIsKeptBesideTheOneOfAHighCar() {
    TestTower t = TestTower.ready(car(1, 1_900, B001), car(2, FRONT), car(3, BACK));
    t.staged(1);
    refuses(t, intake(4), Problem.NO_FREE_BAY);
  }

  /** A staged car may have to go back: its bay is not given away. */
  @Test
  void bayOfAStagedCarIsPromisedToIt() {
    TestTower t = TestTower.ready(car(1, B001), car(2, BACK), car(3, FRONT));
    t.staged(1);
    refuses(t, intake(4), Problem.NO_FREE_BAY);
  }

  @Test
  void intakeIsCancelledBeforeItsPortalOpensOnly() {
    TestTower t = TestTower.ready();
    String first = t.announce(1).id();
    String second = t.announce(2).id();
    t.look();
    refuses(t, new Request.CancelIntake(first), Problem.TOO_LATE_TO_CANCEL);
    assertThat(t.ask(new Request.CancelIntake(second))).isInstanceOf(Result.IntakeCancelled.class);
    refuses(t, new Request.CancelIntake(second), Problem.ALREADY_ENDED);
  }

  @Test
  void eachStateTakesWhatItsModeSays() {
    TestTower t = TestTower.switchedOn(car(1, B001));
    refuses(t, pickup(1), Problem.NOT_TAKING);
    refuses(t, intake(2), Problem.NOT_TAKING);
    refuses(t, new Request.Handover("p", CODE), Problem.NOT_TAKING);
    refuses(t, new Request.CancelPickup("p"), Problem.NOT_FOUND);
    refuses(t, new Request.CancelIntake("i"), Problem.NOT_FOUND);
    t.restart(Reasons.of("gap", "a row is missing", "restore"));
    refuses(t, new Request.CancelPickup("p"), Problem.NOT_TAKING);
    t.restart(null);
    t.look();
    t.reset();
    t.until("awaiting-resume");
    assertThat(t.ask(pickup(1))).isInstanceOf(Result.PickupTaken.class);
  }

  @Test
  void sameKeyAndBodyIsOneEffectAndOneAnswer() {
    TestTower t = TestTower.ready(car(1, B001));
    Result first = t.ask("k", pickup(1));
    Ledger after = t.ledger();
    assertThat(t.ask("k", pickup(1))).isEqualTo(first);
    assertThat(t.ledger()).isSameAs(after);
  }

  @Test
  void sameKeyWithAnotherBodyIsRefused() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT));
    t.ask("k", pickup(1));
    Result result = t.ask("k", pickup(2));
    assertThat(((Result.Refused) result).problem()).isEqualTo(Problem.KEY_REUSED);
    assertThat(t.ledger().pickups()).hasSize(1);
  }

  /** What the store knew of the key counts, in any state, whatever the tower remembers. */
  @Test
  void keyKnownToTheStoreIsAnsweredAsItWas() {
    TestTower t = TestTower.switchedOn(car(1, B001));
    Result old = new Result.Refused(Problem.NOT_FOUND, "as it was");
    assertThat(t.ask("k", "body", pickup(1), new Known("body", old))).isSameAs(old);
    Result other = t.ask("k", "body", pickup(1), new Known("another body", old));
    assertThat(((Result.Refused) other).problem()).isEqualTo(Problem.KEY_REUSED);
  }

  @Test
  void refusalDoesNotUseTheKeyUp() {
    TestTower t = TestTower.ready(car(1, B001));
    t.ask("k", pickup(9));
    assertThat(t.ask("k", pickup(1))).isInstanceOf(Result.PickupTaken.class);
  }

  /** A client hears of nothing that a power cut could still undo. */
  @Test
  void acceptedPickupIsAnsweredAfterItsLastFact() {
    TestTower t = TestTower.ready(car(1, B001));
    t.ask("k", pickup(1));
    Effect.Reply reply =
        t.last.effects().stream()
            .filter(Effect.Reply.class::isInstance)
            .map(Effect.Reply.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(reply.afterSeq()).isEqualTo(t.ledger().seq());
  }

  @Test
  void fiveWrongCodesBringTheCarBack() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    Request wrong = new Request.Handover(pickup.id(), "wrong");
    for (int left = 4; left >= 0; left--) {
      assertThat(t.ask(wrong)).isInstanceOf(Result.CodeWrong.class);
      assertThat(t.pickup(pickup.id()).triesLeft()).isEqualTo(left);
    }
    refuses(t, new Request.Handover(pickup.id(), CODE), Problem.NOT_STAGED);
    t.until("restowed", x -> x.pickup(pickup.id()).state() == PickupState.RESTOWED);
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
    assertThat(t.user("P1")).isNull();
  }

  /** Tries are the pickup's for its life: a restart gives none back. */
  @Test
  void wrongCodesAreCountedThroughAPowerCut() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.ask(new Request.Handover(pickup.id(), "wrong"));
    t.durable();
    t.powerCut();
    t.bringUp();
    assertThat(t.pickup(pickup.id()).triesLeft()).isEqualTo(4);
  }

  @Test
  void codeIsTakenInEitherCase() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    assertThat(t.ask(new Request.Handover(pickup.id(), "k7qx")))
        .isInstanceOf(Result.HandoverBegun.class);
  }

  @Test
  void codeOpensNothingUntilTheCarIsStaged() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.order(1);
    refuses(t, new Request.Handover(pickup.id(), CODE), Problem.NOT_STAGED);
    t.until("executing");
    refuses(t, new Request.Handover(pickup.id(), CODE), Problem.NOT_STAGED);
  }

  /** The door of one customer never opens before another one's car, nor before none. */
  @Test
  void codeOpensNothingUnlessTheVeryCarIsSeenBehindTheDoor() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    Request handover = new Request.Handover(pickup.id(), CODE);
    t.sense(t.portal("P1").carFloor(), false);
    t.look();
    refuses(t, handover, Problem.NOT_STAGED);
    t.heal();
    t.sense(t.portal("P1").carBeam(), false);
    t.look();
    refuses(t, handover, Problem.NOT_STAGED);
    t.heal();
    t.look();
    InterlockScenes.move(t, 1, P1, new Place.OnCarrier());
    InterlockScenes.move(t, 1, new Place.OnCarrier(), LOW);
    InterlockScenes.record(t, 2, P1);
    refuses(t, handover, Problem.NOT_STAGED);
  }

  @Test
  void codeOpensNothingWhileThePortalIsUnconfirmed() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.sense(t.portal("P1").outerLocked(), false);
    t.look();
    t.heal();
    t.look();
    refuses(t, new Request.Handover(pickup.id(), CODE), Problem.NOT_STAGED);
  }

  @Test
  void vehicleMayReturnOnceItHasLeft() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.handover(pickup);
    refuses(t, intake(1), Problem.VEHICLE_PRESENT);
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("gone", x -> x.place(1) instanceof Place.Outside);
    assertThat(t.ask(intake(1))).isInstanceOf(Result.IntakeTaken.class);
    Vehicle expected = t.ledger().vehicles().get(vin(1));
    assertThat(expected).as("it is not in the tower before it has come").isNull();
  }
}
