package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExplainTest {
  @Test
  void aKeyIsToldWithTypeUnitRangeDefaultAndExample() {
    assertThat(Explain.of("timing.cycle_ms"))
        .hasValue(
            """
            timing.cycle_ms (in a tower file)
              Period of the control cycle, in ms; a slow line makes it longer. The relay behind `alive` must live from one to the next.
              type     integer
              unit     ms
              range    10..100
              default  50
              example  cycle_ms = 50\
            """);
  }

  /** People copy the path out of an error. */
  @Test
  void aPathOutOfAnErrorIsUnderstood() {
    assertThat(Explain.of("bays[17].level")).isEqualTo(Explain.of("bays[].level")).isPresent();
    assertThat(Explain.of("classes.low.max_mass_kg").orElseThrow()).contains("in kg");
  }

  @Test
  void aNameAloneTellsEveryKeyOfThatName() {
    assertThat(Explain.of("level").orElseThrow())
        .contains("bays[].level, portals[].level", "service_opening.level");
    assertThat(Explain.of("value_ms").orElseThrow()).contains("(in a drive file)");
  }

  @Test
  void aSectionTellsItsKeys() {
    assertThat(Explain.of("api").orElseThrow()).contains("\n  api.host: ", "\n  api.port: ");
    assertThat(Explain.of("bays").orElseThrow()).contains("\n  bays[].depth: ");
  }

  @Test
  void anUnknownKeyHasNeighbours() {
    assertThat(Explain.of("bays.levl")).isEmpty();
    assertThat(Explain.near("bays.levl")).startsWith("bays.level");
    assertThat(Explain.near("timeout")).contains("timeout_ms");
    assertThat(Explain.near("nothing-like-this")).isEmpty();
  }

  /** The reference is written by {@code tower-controller explain --reference}. */
  @Test
  void theReferenceIsWhatTheSchemasSay() throws IOException {
    Path reference =
        Path.of(System.getProperty("tower.root"), "controller/docs/config-reference.md");
    assertThat(Files.readString(reference)).isEqualTo(ConfigReference.markdown());
  }
}
