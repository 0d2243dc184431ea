package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Step;

/** A low car stands in a high bay, because the low one could not be used; now it is missed. */
class MakingRoomTest {
  private static final int HIGH_MM = 1_900;

  private static TestTower barred() {
    return TestTower.ready(car(1, BACK), car(2, HIGH_MM, FRONT), car(3, B001));
  }

  @Test
  void lowCarGoesWhereItFitsSoThatTheHighOneCanLeaveTheWay() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.until("staged", x -> x.pickup(back.id()).state() == PickupState.STAGED);
    assertThat(t.place(1)).isEqualTo(P1);
    assertThat(t.place(2)).isEqualTo(B001);
    assertThat(t.place(3)).isEqualTo(LOW);
    assertThat(t.jobs()).isEmpty();
    assertThat(relocated(t)).containsExactly(vin(3), vin(2));
  }

  private static List<String> relocated(TestTower t) {
    return t.facts(Fact.JobSet.class).stream()
        .map(Fact.JobSet::job)
        .filter(job -> job.kind() == JobKind.RELOCATION)
        .map(Job::vin)
        .distinct()
        .toList();
  }

  /** Whoever asks meanwhile hears that the machine works for him. */
  @Test
  void roomThatIsMadeForAPickupIsItsStage() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.doing(Step.Extend.class);
    assertThat(Staging.of(t.turn(), t.pickup(back.id()))).isEqualTo(Stage.CLEARING_THE_WAY);
  }

  /** At most three tries, then a person is asked. */
  @Test
  void roomThatCannotBeMadeEndsThePickup() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.bend(AxisName.TURN, InterlockScenes::doubtful);
    t.until("failed", x -> x.pickup(back.id()).state() == PickupState.FAILED);
    assertThat(t.pickup(back.id()).reason().text()).contains("turn is doubtful");
    assertThat(t.facts(Fact.StepClosed.class)).hasSize(3);
    assertThat(t.jobs()).isEmpty();
  }

  @Test
  void roomIsMadeAfterAPowerCutToo() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.powerCut();
    t.bringUp();
    t.until("staged", x -> x.pickup(back.id()).state() == PickupState.STAGED);
    assertThat(t.place(3)).isEqualTo(LOW);
  }

  /** Nobody needs the room any more: what was interrupted is not begun again. */
  @Test
  void roomIsNotMadeForAPickupThatHasEnded() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.doing(Step.Travel.class);
    t.powerCut();
    t.ask(new Request.CancelPickup(back.id()));
    t.bringUp();
    t.until("nothing left", x -> x.jobs().isEmpty() && x.state().equals("ready"));
    assertThat(t.place(3)).isEqualTo(B001);
  }

  /** A car that waits in a portal must have a bay again; its high one was given to a low car. */
  @Test
  void lowCarMakesRoomForTheOneInThePortal() {
    TestTower t = TestTower.ready(car(1, HIGH_MM, B001), car(2, BACK), car(3, FRONT));
    Pickup high = t.staged(1);
    InterlockScenes.record(t, 4, B001);
    t.machine.put(B001, vin(4));
    t.ask(new Request.CancelPickup(high.id()));
    t.until("back", x -> x.pickup(high.id()).state() == PickupState.CANCELLED);
    assertThat(t.place(1)).isEqualTo(B001);
    assertThat(t.place(4)).isEqualTo(LOW);
    assertThat(t.jobs()).isEmpty();
  }
}
