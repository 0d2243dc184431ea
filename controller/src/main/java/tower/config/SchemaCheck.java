package tower.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in people's words what a schema finds wrong with a document. */
final class SchemaCheck {
  private final SchemaTree schema;
  private final TomlDocument document;
  private final Problems problems;

  private SchemaCheck(SchemaTree schema, TomlDocument document, Problems problems) {
    this.schema = schema;
    this.document = document;
    this.problems = problems;
  }

  /** Checks a document, whose defaults are filled in by this, too. */
  static void run(SchemaTree schema, TomlDocument document, Problems problems) {
    schema.applyDefaults(document.root());
    SchemaCheck check = new SchemaCheck(schema, document, problems);
    List<Error> errors = schema.validator().validate(document.root());
    Set<JsonPointer> mistyped =
        errors.stream()
            .filter(e -> e.getKeyword().equals("type"))
            .map(SchemaCheck::where)
            .collect(Collectors.toSet());
    errors.stream()
        // What is of a wrong type is not one of a list of values, either.
        .filter(e -> e.getKeyword().equals("type") || !mistyped.contains(where(e)))
        .forEach(check::say);
  }

  private void say(Error error) {
    JsonPointer where = where(error);
    JsonNode value = document.root().at(where);
    JsonNode rules = schema.at(where);
    switch (error.getKeyword()) {
      case "required" -> missing(where, rules, property(error));
      case "additionalProperties" -> unknown(where, rules, property(error));
      case "propertyNames" ->
          problems.at(
              document,
              where.appendProperty(property(error)),
              "a name here begins with a small letter and has small letters, digits, _ and - only",
              "rename it");
      case "minItems", "minProperties" -> problems.at(document, where, "is empty", describe(rules));
      case "maxItems" ->
          problems.at(
              document,
              where,
              "has "
                  + value.size()
                  + " entries, at most "
                  + rules.path("maxItems")
                  + " are possible",
              "");
      case "type" ->
          problems.at(
              document,
              where,
              "expected " + Expected.kind(rules) + ", found " + Expected.found(value),
              describe(rules));
      default ->
          problems.at(
              document,
              where,
              "expected " + Expected.of(rules) + ", found " + Expected.found(value),
              remedy(error.getKeyword(), rules, value));
    }
  }

  private static JsonPointer where(Error error) {
    return JsonPointer.compile(error.getInstanceLocation().toString());
  }

  private static String property(Error error) {
    return Objects.requireNonNullElse(error.getProperty(), "");
  }

  private void missing(JsonPointer where, JsonNode rules, String key) {
    JsonNode wanted = schema.resolve(rules.path("properties").path(key));
    // As a section's header is written: [portals.inputs] belongs to the last [[portals]] above it.
    String path = TomlDocument.path(where.appendProperty(key)).replaceAll("\\[\\d+\\]", "");
    String line =
        switch (wanted.path("type").asText()) {
          case "object" -> "add the section [" + path + "]";
          case "array" -> "add `" + key + " = [...]`";
          default -> "add `" + key + " = " + Expected.toml(Expected.example(wanted)) + "`";
        };
    problems.at(document, where, "missing key `" + key + "`", line + ": " + describe(wanted));
  }

  private void unknown(JsonPointer where, JsonNode rules, String key) {
    List<String> known = new ArrayList<>(schema.keys(rules).keySet());
    List<String> free = new ArrayList<>(known);
    if (document.root().at(where) instanceof ObjectNode table) {
      // What already stands in the table is hardly what was meant.
      for (Map.Entry<String, JsonNode> e : table.properties()) {
        free.remove(e.getKey());
      }
    }
    String hint =
        Nearest.of(key, free)
            .or(() -> Nearest.of(key, known))
            .map(near -> "did you mean `" + near + "`?")
            .orElse("remove it; known here: " + String.join(", ", known));
    problems.at(document, where.appendProperty(key), "unknown key", hint);
  }

  private static String remedy(String keyword, JsonNode rules, JsonNode value) {
    if (keyword.equals("enum") && value.isTextual()) {
      List<String> allowed = new ArrayList<>();
      rules.path("enum").forEach(v -> allowed.add(v.asText()));
      return Nearest.of(value.asText(), allowed)
          .map(near -> "did you mean \"" + near + "\"?")
          .orElse(describe(rules));
    }
    return describe(rules);
  }

  private static String describe(JsonNode rules) {
    return rules.path("description").asText();
  }
}
