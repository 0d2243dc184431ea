package tower.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.config.ConfigException;

final class ScenarioFileTest {
  private static final List<String> TOWERS = List.of("tiny-4", "guangzhou-42");

  @TempDir private Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("one.toml"), text);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    for (long seed = 1; seed <= 50; seed++) {
      Scenario drawn = Drawn.scenario(seed, TOWERS);
      assertThat(ScenarioFile.read(file(ScenarioFile.text(drawn)))).isEqualTo(drawn);
    }
  }

  @Test
  void aMistakeIsShownWhereItStands() throws Exception {
    Path wrong =
        file(
            """
            format = "scenario/1"
            seed = 1
            tower = "tiny-5"

            [[happenings]]
            at_ms = 1000
            what = "drive-trap"
            """);
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> ScenarioFile.read(wrong));
    assertThat(failure.getMessage())
        .contains("one.toml:3:1", "tiny-4", "one.toml:7:1", "did you mean \"drive-trip\"?");
  }

  /** Each seed has some kinds of fault and lacks others, and every kind comes in some seed. */
  @Test
  void seedsDifferInWhatGoesWrong() {
    assertThat(drawn(1)).isEqualTo(What.faults().stream().filter(What::everyday).toList());
    assertThat(drawn(Drawn.EVERYTHING_FROM)).isEqualTo(What.faults());
  }

  private static List<What> drawn(long from) {
    List<List<What>> drawn = new ArrayList<>();
    for (long seed = from; seed < from + 300; seed++) {
      drawn.add(
          Drawn.scenario(seed, TOWERS).happenings().stream()
              .map(Happening::what)
              .filter(What::fault)
              .distinct()
              .sorted()
              .toList());
    }
    assertThat(drawn.stream().distinct().count()).isGreaterThan(100);
    return drawn.stream().flatMap(List::stream).distinct().sorted().toList();
  }
}
