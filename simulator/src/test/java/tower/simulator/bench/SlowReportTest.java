package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tower.simulator.world.World;

final class SlowReportTest {
  private static SlowBench.Attacked attacked(
      long connections, LookWatch.Seen looks, double millis, Map<String, Integer> unanswered) {
    return new SlowBench.Attacked(
        SlowAttack.Mode.HEADERS,
        connections,
        8,
        looks,
        World.MS,
        new HonestClients.Seen(new Sample(millis), unanswered),
        true);
  }

  private static LookWatch.Seen looks(long... atMs) {
    LookWatch watch = new LookWatch();
    for (long ms : atMs) {
      watch.request(ms * World.MS, new byte[8], 8);
    }
    return watch.seen(atMs.length == 0 ? 0 : atMs[atMs.length - 1] * World.MS);
  }

  /** Who stopped looking has not looked since, and what was before an attack is not of it. */
  @Test
  void aLoopThatHangsIsLate() {
    LookWatch watch = new LookWatch();
    watch.request(0, new byte[8], 8);
    watch.restart();
    assertThat(watch.seen(50 * World.MS)).isEqualTo(new LookWatch.Seen(0, 50 * World.MS, 0));
    assertThat(watch.seen(150 * World.MS).missed()).isEqualTo(1);
  }

  @Test
  void whatIsBorneIsSaidSo() {
    SlowBench.Attacked one = attacked(45, looks(0, 50, 150), 250, Map.of());
    SlowBench.Result result = new SlowBench.Result(List.of(one), List.of());
    assertThat(SlowReport.ok(result)).isTrue();
    assertThat(SlowReport.text(result)).contains("longest between two looks 100.0 ms of 100");
  }

  @Test
  void everythingThatIsNotBorneIsNamed() {
    assertThat(SlowReport.wrong(attacked(0, looks(0, 50), 1, Map.of())))
        .containsExactly("the attacker had no connection: nothing was tried");
    assertThat(SlowReport.wrong(attacked(45, looks(0, 101, 202, 203), 1, Map.of())))
        .containsExactly("2 control deadlines missed");
    assertThat(SlowReport.wrong(attacked(45, looks(0, 1), 251, Map.of())))
        .containsExactly("honest clients waited too long");
    assertThat(SlowReport.wrong(attacked(45, looks(0, 1), 1, Map.of("503 not-taking", 2))))
        .containsExactly("honest clients were not served: {503 not-taking=2}");
  }

  @Test
  void aTowerThatStoppedHasNotBorneIt() {
    SlowBench.Attacked one = attacked(45, looks(0, 50), 1, Map.of());
    assertThat(SlowReport.ok(new SlowBench.Result(List.of(one), List.of("node guard")))).isFalse();
    assertThat(SlowReport.ok(new SlowBench.Result(List.of(), List.of()))).isFalse();
  }
}
