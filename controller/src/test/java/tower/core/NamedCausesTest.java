package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.IntakeState;
import tower.model.Place;

/** Who is to help must be told what is broken, which car is meant, and what would help. */
class NamedCausesTest {
  /** The stop that a dead drive does not confirm hid the drive: nobody knew what to replace. */
  @Test
  void deadDriveIsNamedBeforeTheStopThatItDoesNotConfirm() {
    TestTower t = TestTower.switchedOn(car(1, B001));
    t.bend(AxisName.TURN, InterlockScenes::lost);
    t.trouble = "stop of TURN is not confirmed yet";
    t.look();
    assertThat(t.reasons()).contains("turn drive: does not answer").doesNotContain("not confirmed");
  }

  /** "Look for the car" was said to the shop's client, never where somebody could look. */
  @Test
  void carInQuarantineIsNamedAtThePanel() {
    TestTower t = TestTower.ready();
    InterlockScenes.record(t, 1, new Place.Quarantined(List.of(CARRIER, B001)));
    assertThat(t.reasons()).contains(vin(1) + " is in quarantine (carrier or bay B001)");
  }

  /**
   * Only the car in the way was named: no shop could know which pickup would never come. The one
   * free bay, B201, is too low for the car in front, and for any that could make room for it.
   */
  @Test
  void laneThatCannotBeClearedNamesBothCars() {
    TestTower t = TestTower.ready(car(1, BACK), car(2, 1_900, FRONT), car(3, 1_900, B001));
    t.order(1);
    t.pass(2_000);
    assertThat(t.reasons()).contains(vin(1) + " stands behind " + vin(2)).contains("or cancel");
  }

  /** After a restart nobody has been seen beside the car: its driver pressed confirm in vain. */
  @Test
  void driverWhoWasNotSeenIsToldToShowUp() {
    TestTower t = TestTower.ready();
    String id = t.announce(1).id();
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.put(P1, vin(1));
    t.pass(6_000);
    assertThat(t.reasons()).contains("nobody was seen beside the car in portal P1");
    Driver.getOut(t, "P1");
    assertThat(t.reasons()).doesNotContain("nobody was seen");
    t.confirm("P1");
    t.until("received", x -> x.intake(id).state() != IntakeState.ARRIVING);
  }

  /** "The safety chain is open" was all that anybody could read, and every door was suspect. */
  @Test
  void portalThatOpensTheChainIsNamed() {
    TestTower t = TestTower.ready();
    t.announce(1);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    assertThat(t.reasons()).doesNotContain("shaft-open");
    t.machine.inner.put("P1", Machine.Door.BETWEEN);
    t.pass(1_000);
    assertThat(t.state()).isEqualTo("faulted");
    assertThat(t.reasons()).contains("shaft-open", "neither door of portal P1");
    t.machine.inner.put("P1", Machine.Door.SHUT);
    t.pass(1_000);
    assertThat(t.reasons()).doesNotContain("shaft-open");
  }
}
