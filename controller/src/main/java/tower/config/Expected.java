package tower.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A schema's rules and a document's values in words. */
final class Expected {
  private Expected() {}

  /** What a value must be: {@code integer 1..247}, {@code one of "left", "right"}. */
  static String of(JsonNode rules) {
    if (rules.has("const")) {
      return toml(rules.get("const"));
    }
    if (rules.has("enum")) {
      return "one of " + listed(rules.get("enum"));
    }
    return kinds(rules, true);
  }

  /** What type a value must be, without its range: {@code integer}. */
  static String kind(JsonNode rules) {
    return kinds(rules, false);
  }

  private static String kinds(JsonNode rules, boolean withRange) {
    return types(rules).stream()
        .map(type -> kind(type, rules, withRange))
        .collect(Collectors.joining(" or "));
  }

  private static String kind(String type, JsonNode rules, boolean withRange) {
    return switch (type) {
      case "integer" -> withRange ? "integer" + range(rules) : "integer";
      case "object" -> "table";
      case "array" -> "list";
      case "string" -> rules.has("$comment") ? rules.get("$comment").asText() : "text";
      default -> type;
    };
  }

  /** The names of the value's types in the schema's words. */
  static List<String> types(JsonNode rules) {
    JsonNode type = rules.path("type");
    return type.isArray()
        ? StreamSupport.stream(type.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(type.asText());
  }

  /** The range of a whole number with a blank before it, empty where there is none. */
  static String range(JsonNode rules) {
    return rules.has("minimum") && rules.has("maximum")
        ? " " + rules.get("minimum") + ".." + rules.get("maximum")
        : "";
  }

  static String listed(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(Expected::toml)
        .collect(Collectors.joining(", "));
  }

  /** A value as found, tables and lists by their kind only. */
  static String found(JsonNode value) {
    return value.isObject() ? "a table" : value.isArray() ? "a list" : toml(value);
  }

  /** The first example of a key. */
  static JsonNode example(JsonNode rules) {
    return rules.has("const") ? rules.get("const") : rules.path("examples").path(0);
  }

  /** A value as TOML writes it. */
  static String toml(JsonNode value) {
    return switch (value) {
      case TextNode text ->
          '"' + text.textValue().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      case JsonNode list when list.isArray() -> "[" + listed(list) + "]";
      case JsonNode table when table.isObject() ->
          table.properties().stream()
              .map(e -> e.getKey() + " = " + toml(e.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      default -> value.asText();
    };
  }
}
