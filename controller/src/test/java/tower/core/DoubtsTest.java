package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import org.junit.jupiter.api.Test;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Step;

/** One bay or sensor that is dead for good: the others serve, and nothing is guessed. */
class DoubtsTest {
  @Test
  void contradictionIsBelievedAfterASecondAndAgreementAfterFive() {
    TestTower t = TestTower.ready(car(1, B001));
    t.sense(t.bay(B001), false);
    t.pass(900);
    assertThat(t.ledger().doubted()).isEmpty();
    t.pass(300);
    assertThat(t.ledger().doubted()).containsExactly("B001");
    assertThat(t.reasons()).contains("bay-doubted", "B001");
    t.heal();
    t.pass(4_900);
    assertThat(t.ledger().doubted()).containsExactly("B001");
    t.pass(300);
    assertThat(t.ledger().doubted()).isEmpty();
  }

  @Test
  void sensorThatFlickersForLessThanASecondIsNoDoubt() {
    TestTower t = TestTower.ready(car(1, B001));
    for (int i = 0; i < 20; i++) {
      t.sense(t.bay(B001), false);
      t.pass(500);
      t.heal();
      t.pass(100);
    }
    assertThat(t.facts(Fact.BayDoubted.class)).isEmpty();
  }

  @Test
  void carInADoubtedBayWaitsAndTheOthersAreServed() {
    TestTower t = TestTower.ready(car(1, B001), car(2, LOW));
    t.diskHangs = true;
    Pickup first = t.order(1);
    Pickup second = t.order(2);
    t.sense(t.bay(B001), false);
    for (int i = 0; i < 30; i++) {
      t.look();
    }
    t.diskHangs = false;
    t.until("second", x -> x.pickup(second.id()).state() == PickupState.STAGED);
    assertThat(t.pickup(first.id()).state()).isNotEqualTo(PickupState.STAGED);
    assertThat(t.reasons()).contains("the sensor of bay B001 contradicts the record of " + vin(1));
  }

  /** What waits says so once, not once a second. */
  @Test
  void waitingWritesNothing() {
    TestTower t = TestTower.ready(car(1, B001));
    t.machine.people.add("P1");
    t.order(1);
    t.pass(2_000);
    assertThat(t.reasons()).contains("no portal is free");
    int rows = t.journal.size();
    t.pass(60_000);
    assertThat(t.journal).hasSize(rows);
  }

  @Test
  void doubtedBayIsGivenNoCar() {
    TestTower t = TestTower.ready(car(1, BACK));
    t.sense(t.bay(B001), true);
    t.pass(1_500);
    t.staged(1);
    t.pass(125_000);
    t.until("back", x -> x.place(1) instanceof Place.InBay);
    assertThat(t.place(1)).isNotEqualTo(B001);
  }

  /** Shuttle and car pass through the front bay on their way to the back. */
  @Test
  void workAtABayCastsNoDoubtOnItNorOnTheOneInFront() {
    TestTower t = TestTower.ready(car(1, BACK));
    t.order(1);
    t.doing(Step.Raise.class);
    t.sense(t.bay(FRONT), true).sense(t.bay(BACK), false);
    for (int i = 0; i < 100; i++) {
      t.look();
    }
    assertThat(t.facts(Fact.BayDoubted.class)).isEmpty();
  }
}
