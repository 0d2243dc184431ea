package tower.simulator.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tower.app.Wiring;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Settings;
import tower.simulator.demo.Sources;
import tower.simulator.world.Chance;

final class SetupTest {
  /**
   * Limits may be odd; what sensors and steel need is a fact, and odd facts would prove nothing.
   */
  @Test
  void oddLimitsLeaveTheFactsOfTheMachine() throws Exception {
    TowerConfig config = Towers.read(Sources.config("towers")).get("tiny-4");
    CodeKey key = new CodeKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    Setup usual = Setup.usual(config, Wiring.site(config, key));
    Settings s = usual.site().settings();
    TreeSet<Integer> doors = new TreeSet<>();
    TreeSet<Integer> tries = new TreeSet<>();
    TreeSet<Integer> inboxes = new TreeSet<>();
    TreeSet<Integer> queues = new TreeSet<>();
    for (int seed = 0; seed < 200; seed++) {
      Setup odd = usual.odd(new Chance(seed));
      Settings o = odd.site().settings();
      assertThat(o.settleMs()).isEqualTo(s.settleMs());
      assertThat(o.alignedMm()).isEqualTo(s.alignedMm());
      assertThat(odd.config().serial()).isEqualTo(config.serial());
      doors.add(o.doorLimitMs());
      tries.add(o.maxAttempts());
      inboxes.add(odd.config().limits().inboxEvents());
      queues.add(odd.storeQueue());
    }
    assertThat(doors.first()).isBetween(s.doorLimitMs() / 100, s.doorLimitMs() / 50);
    assertThat(doors.last()).isBetween(s.doorLimitMs() * 5, s.doorLimitMs() * 10);
    assertThat(doors).contains(s.doorLimitMs());
    assertThat(tries).containsExactly(1, s.maxAttempts());
    assertThat(inboxes).containsExactly(1, config.limits().inboxEvents());
    assertThat(queues).containsExactly(1, usual.storeQueue());
  }
}
