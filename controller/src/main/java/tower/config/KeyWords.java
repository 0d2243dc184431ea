package tower.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Type, unit, range and default of a key in words. */
final class KeyWords {
  /** Endings of key names, longest first. */
  private static final List<Map.Entry<String, String>> UNITS =
      List.of(
          Map.entry("_mm_per_s2", "mm/s²"),
          Map.entry("_mdeg_per_s2", "millidegrees/s²"),
          Map.entry("_mm_per_s", "mm/s"),
          Map.entry("_mdeg_per_s", "millidegrees/s"),
          Map.entry("units_per_mm", "drive units per mm"),
          Map.entry("units_per_degree", "drive units per degree"),
          Map.entry("_mdeg", "millidegrees"),
          Map.entry("_bytes", "bytes"),
          Map.entry("_mm", "mm"),
          Map.entry("_ms", "ms"),
          Map.entry("_us", "µs"),
          Map.entry("_kg", "kg"),
          Map.entry("_s", "s"),
          Map.entry("baud", "bit/s"));

  private KeyWords() {}

  /** The unit that a key's name ends with, empty for a key without. */
  static String unit(String name) {
    return UNITS.stream()
        .filter(u -> name.endsWith(u.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  static String type(JsonNode rules) {
    if (rules.path("properties").has("pin")) {
      return "pin";
    }
    return String.join(
        " or ",
        Expected.types(rules).stream()
            .map(type ->
                switch (type) {
                  case "object" -> "table";
                  case "array" -> "list";
                  case "string" -> "text";
                  default -> type;
                })
            .toList());
  }

  /** What values there may be, empty where any will do. */
  static String range(JsonNode rules) {
    if (rules.has("const")) {
      return Expected.toml(rules.get("const"));
    }
    if (rules.has("enum")) {
      return Expected.listed(rules.get("enum"));
    }
    String range = Expected.range(rules).strip();
    String form = rules.path("$comment").asText();
    return range.isEmpty() || form.isEmpty() ? range + form : range + ", or " + form;
  }

  /** The value of a key that is not given, or that it must be. */
  static String standard(KeyCatalog.Key key) {
    if (key.required()) {
      return "none, must be given";
    }
    return key.rules().has("default") ? Expected.toml(key.rules().get("default")) : "none";
  }
}
