package tower.simulator.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.simulator.demo.Sources;
import tower.simulator.scenario.ScenarioFile;
import tower.simulator.scenario.What;

/**
 * Outages of hours and days. While nothing runs, a day is a moment; where the controller runs all
 * the time it takes a core some seconds a day: those are commands, {@code tower-sim run}.
 */
final class OutagesTest {
  private static SeedReport run(Path file) throws Exception {
    return Campaign.one(ScenarioFile.read(file), Towers.read(Sources.config("towers")));
  }

  private static Path scenario(String name) throws Exception {
    return Sources.root().resolve("simulator/scenarios").resolve(name + ".toml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two-days-without-power",
        "two-days-without-board",
        "two-days-read-only",
        "an-hour-with-a-full-disk",
        "two-hours-without-cloud"
      })
  void theTowerGoesOnAfterwards(String name) throws Exception {
    SeedReport report = run(scenario(name));
    assertThat(report.findings()).isEmpty();
    assertThat(report.faults()).hasSize(1);
    assertThat(report.figures().accepted()).isGreaterThanOrEqualTo(2);
    assertThat(report.figures().open()).isEmpty();
    assertThat(report.figures().last()).startsWith("ready");
  }

  /** Those that only the command runs must at least be scenarios. */
  @Test
  void everyFileIsAScenario() throws Exception {
    try (Stream<Path> files = Files.list(scenario("x").resolveSibling("."))) {
      List<Path> all = files.toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(8);
      for (Path file : all) {
        assertThat(ScenarioFile.read(file).happenings())
            .as(file.toString())
            .anyMatch(h -> h.what() == What.PICKUP);
      }
    }
  }
}
