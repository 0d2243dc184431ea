package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;

import org.junit.jupiter.api.Test;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;

/** The main job from end to end, on the core alone. */
class WayOfAPickupTest {
  @Test
  void carComesDownAndIsHandedOver() {
    TestTower t = TestTower.ready(car(1, B001));

    Pickup pickup = t.staged(1);
    assertThat(t.place(1)).isEqualTo(P1);
    assertThat(t.machine.at(P1)).isEqualTo(TinyTower.vin(1));

    t.handover(pickup);
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("collected", x -> x.pickup(pickup.id()).state() == PickupState.COLLECTED);

    assertThat(t.place(1)).isEqualTo(new Place.Outside());
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    assertThat(t.user("P1")).isNull();
    assertThat(t.jobs()).isEmpty();
  }
}
