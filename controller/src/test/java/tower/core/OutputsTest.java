package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.car;

import org.junit.jupiter.api.Test;
import tower.model.OutputPoints;

/** What people see: the lamps at the panel and at the portals. */
class OutputsTest {
  private static OutputPoints points(TestTower t) {
    return t.site.layout().outputs();
  }

  private static boolean alarm(TestTower t) {
    return t.outputs().on(points(t).lampAlarm());
  }

  private static boolean resume(TestTower t) {
    return t.outputs().on(points(t).lampResume());
  }

  @Test
  void alarmBurnsWhileThePanelIsAskedForAndResumeWhileItWaits() {
    TestTower t = TestTower.switchedOn();
    t.look();
    assertThat(alarm(t)).as("looking").isTrue();
    assertThat(resume(t)).as("looking").isFalse();
    t.reset();
    t.until("awaiting-resume");
    assertThat(alarm(t)).as("awaiting resume").isTrue();
    assertThat(resume(t)).as("awaiting resume").isTrue();
    t.resume();
    assertThat(alarm(t)).as("homing").isFalse();
    assertThat(resume(t)).as("homing").isFalse();
    t.until("ready");
    assertThat(alarm(t)).as("ready").isFalse();
    t.machine.emergency(true);
    t.look();
    assertThat(alarm(t)).as("faulted").isTrue();
    t.machine.emergency(false);
    t.machine.key = true;
    t.look();
    t.look();
    assertThat(t.state()).isEqualTo("manual");
    assertThat(alarm(t)).as("manual").isFalse();
  }

  @Test
  void portalSaysGoOnlyWhileItIsOpen() {
    TestTower t = TestTower.ready(car(1, B001));
    OutputPoints.OfPortal p = points(t).portals().getFirst();
    assertThat(t.outputs().on(p.lampStop())).as("shut").isTrue();
    assertThat(t.outputs().on(p.lampGo())).as("shut").isFalse();
    t.announce(2);
    t.until("opening", x -> x.phase("P1") == PortalPhase.OPENING);
    assertThat(t.outputs().on(p.lampStop())).as("opening").isTrue();
    assertThat(t.outputs().on(p.lampGo())).as("opening").isFalse();
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    assertThat(t.outputs().on(p.lampStop())).as("open").isFalse();
    assertThat(t.outputs().on(p.lampGo())).as("open").isTrue();
  }
}
