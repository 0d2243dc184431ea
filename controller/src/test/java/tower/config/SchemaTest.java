package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas say of every key what a person has to know. */
class SchemaTest {
  private static final Map<String, String> UNIT_IN_WORDS =
      Map.of(
          "millidegrees", "m(illi)?deg(rees)?", "µs", "microseconds", "bit/s", "bits per second");

  static List<KeyCatalog.Key> keys() {
    return KeyCatalog.all();
  }

  static List<KeyCatalog.Key> values() {
    return keys().stream().filter(k -> !k.isSection()).toList();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsDescribedInASentence(KeyCatalog.Key key) {
    assertThat(key.description()).as(key.path()).matches("(?s)[\\p{Lu}0-9].{9,}\\.");
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyUnitIsNamed(KeyCatalog.Key key) {
    String unit = KeyWords.unit(key.name());
    String last = unit.replaceAll(".*/.*", "per second").replace("drive units per ", "");
    String words = UNIT_IN_WORDS.getOrDefault(unit, UNIT_IN_WORDS.getOrDefault(last, last));
    assertThat(key.description()).as(key.path()).containsPattern(words);
  }

  /** The example is what a missing key's hint proposes: it must itself be right. */
  @ParameterizedTest
  @MethodSource("values")
  void everyExampleAndDefaultObeysTheRules(KeyCatalog.Key key) {
    JsonNode rules = key.rules();
    List<JsonNode> values = new ArrayList<>();
    rules.path("examples").forEach(values::add);
    assertThat(values).as("examples of %s", key.path()).isNotEmpty();
    if (rules.has("default")) {
      values.add(rules.get("default"));
    }
    for (JsonNode value : values) {
      if (value.isInt() && rules.has("minimum")) {
        assertThat(value.asInt())
            .as(key.path())
            .isBetween(rules.get("minimum").asInt(), rules.get("maximum").asInt());
      }
      if (value.isTextual() && rules.has("pattern")) {
        assertThat(value.asText()).as(key.path()).containsPattern(rules.get("pattern").asText());
      }
      if (rules.has("enum")) {
        assertThat(rules.get("enum")).as(key.path()).contains(value);
      }
    }
  }

  /** What may be left out has a default, or is a thing that a tower may really lack. */
  @ParameterizedTest
  @MethodSource("values")
  void whatMayBeMissingHasADefault(KeyCatalog.Key key) {
    boolean mayBeMissing = !key.required() && !key.rules().has("default");
    boolean mayBeLacked =
        key.path()
            .matches(
                ".*(turn_mdeg|traverse_mm|lamp_alarm|lamp_resume|gpio\\.board|next_root_key_file"
                    + "|certificate_file|certificate_key_file|client_ca_file|high_class|too_high|too_wide|too_long|overload)");
    boolean ofOnePin = key.partOfPin() && key.name().equals("debounce_ms");
    assertThat(mayBeMissing).as(key.path()).isEqualTo(mayBeLacked || ofOnePin);
  }
}
