package tower.simulator.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tower.simulator.demo.Sources;
import tower.simulator.scenario.ScenarioFile;

/**
 * Every scenario that once found something in the product; its first line tells what. They are
 * files and not seeds, because a seed means something else as soon as the hunt draws otherwise.
 */
final class RegressionsTest {
  static Stream<Path> regressions() throws Exception {
    Path folder = Sources.root().resolve(Path.of("simulator", "src", "test", "resources"));
    try (Stream<Path> files = Files.list(folder.resolve("regressions"))) {
      List<Path> all = files.filter(f -> f.toString().endsWith(".toml")).sorted().toList();
      assertThat(all).isNotEmpty();
      return all.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void findsNothingAnyMore(Path file) throws Exception {
    String story = Files.readAllLines(file).getFirst();
    assertThat(story).startsWith("# ");
    SeedReport report =
        Campaign.one(ScenarioFile.read(file), Towers.read(Sources.config("towers")));
    assertThat(report.findings()).as(story).isEmpty();
    assertThat(report.figures().last()).as(story).doesNotContain("faulted", "held", "travel");
  }
}
