package tower.simulator.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tower.simulator.demo.Sources;

/** A few rounds in every build; many are a command. */
final class KillsTest {
  @TempDir Path folder;

  private Kills.Result run(Kills.How how, int times, int clients) throws Exception {
    Path config = Sources.config("towers/tiny-4.toml");
    return new Kills(how, times, 1, config, 10, clients, 2, folder.toRealPath(), text -> {}).run();
  }

  /** Whatever was acknowledged stands, no car is lost or moved twice, wherever the process dies. */
  @Test
  void killsLoseNothing() throws Exception {
    Kills.Result result = run(Kills.How.KILL, 4, 32);
    assertThat(result.findings()).isEmpty();
    assertThat(result.rounds()).isEqualTo(4);
    assertThat(result.lives()).isEqualTo(6);
    assertThat(result.promised()).isPositive();
    assertThat(result.kept()).isGreaterThanOrEqualTo(result.promised());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kills.How.class,
      names = {"STOP", "EIO", "ENOSPC", "CLOCK"})
  void everyOtherHarmIsMetAsDesigned(Kills.How how) throws Exception {
    Kills.Result result = run(how, 1, 4);
    assertThat(result.findings()).isEmpty();
    assertThat(result.kept()).isPositive();
  }
}
