package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import org.junit.jupiter.api.Test;
import tower.model.PickupState;

/** A portal that stands idle, or does not let its customer go, says why. */
class PortalReasonsTest {
  /** A customer presses confirm and nothing happens: somebody must be told why. */
  @Test
  void sensorsThatContradictEachOtherAreNamed() {
    TestTower t = TestTower.ready(car(1, B001));
    t.handover(t.staged(1));
    t.machine.take(P1);
    t.sense(t.portal("P1").carBeam(), true);
    t.pass(6_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    assertThat(t.reasons()).contains("floor and light barrier of portal P1 contradict");
    t.heal();
    t.pass(1_000);
    assertThat(t.reasons()).doesNotContain("contradict");
  }

  @Test
  void carThatNobodyAnnouncedKeepsThePortalIdleAndIsNamed() {
    TestTower t = TestTower.ready(car(1, B001));
    t.machine.put(P1, vin(9));
    String id = t.order(1).id();
    t.pass(6_000);
    assertThat(t.pickup(id).state()).isEqualTo(PickupState.QUEUED);
    assertThat(t.reasons()).contains("portal P1 sees a car that the record does not have there");
  }

  /** During a transfer the two must differ: a car on the lifter is seen and not felt. */
  @Test
  void carHangingInThePortalIsNoContradiction() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.until("over the portal", x -> x.run() != null && x.run().index() == 7);
    t.diskHangs = true;
    t.pass(10_000);
    assertThat(t.reasons()).doesNotContain("contradict");
  }

  /** A dead door operator: people go in and out of a door that nobody is told about. */
  @Test
  void doorThatDoesNotBeginToShutIsNamed() {
    TestTower t = TestTower.ready(car(1, B001));
    t.handover(t.staged(1));
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.durable();
    for (int i = 0; i < 40; i++) {
      t.look();
    }
    assertThat(t.reasons()).doesNotContain("door-stands");
    for (int i = 0; i < 40; i++) {
      t.look();
    }
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    assertThat(t.reasons()).contains("door-stands", "portal P1");
  }

  /** Its driver waits in vain, and the shop must know what would help. */
  @Test
  void intakeThatNoBayIsFreeForIsNamed() {
    TestTower t = TestTower.ready(car(1, B001));
    t.staged(1);
    t.announce(3);
    assertThat(t.reasons()).doesNotContain("no-free-bay");
    t.points().bays().forEach(bay -> t.sense(bay, true));
    t.pass(2_000);
    assertThat(t.reasons()).contains("no-free-bay", vin(3), "cancel the intake");
  }
}
