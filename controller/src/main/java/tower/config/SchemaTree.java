package tower.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the schemas under {@code config/schema}: the one source of what keys there are, used by
 * the reader, by {@code explain}, by the reference and by editors.
 */
final class SchemaTree {
  static final SchemaTree TOWER = load("tower");
  static final SchemaTree DRIVE = load("drive");

  private final JsonNode root;
  private final Schema validator;

  SchemaTree(JsonNode root) {
    this.root = root;
    this.validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  private static SchemaTree load(String name) {
    String resource = "schema/" + name + ".schema.json";
    try (@Nullable InputStream in = SchemaTree.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not packaged");
      }
      return new SchemaTree(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode root() {
    return root;
  }

  Schema validator() {
    return validator;
  }

  /** The schema with its reference followed; its own description stands before the referred one. */
  JsonNode resolve(JsonNode schema) {
    JsonNode reference = schema.path("$ref");
    if (!reference.isTextual()) {
      return schema;
    }
    JsonNode referred = root.at(reference.textValue().substring(1));
    ObjectNode merged = referred.deepCopy();
    if (schema.has("description")) {
      merged.set("description", schema.get("description"));
    }
    return merged;
  }

  /** The keys that a table's schema names, resolved, in its sequence. */
  Map<String, JsonNode> keys(JsonNode schema) {
    Map<String, JsonNode> keys = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(e -> keys.put(e.getKey(), resolve(e.getValue())));
    return keys;
  }

  static boolean required(JsonNode schema, String key) {
    for (JsonNode name : schema.path("required")) {
      if (name.asText().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** The schema of the value at a place, a missing node where the schema knows no such place. */
  JsonNode at(JsonPointer where) {
    JsonNode schema = root;
    for (JsonPointer p = where; !p.matches(); p = p.tail()) {
      JsonNode property = schema.path("properties").path(p.getMatchingProperty());
      if (!property.isMissingNode()) {
        schema = resolve(property);
      } else if (schema.has("items")) {
        schema = resolve(schema.get("items"));
      } else {
        schema = resolve(schema.path("additionalProperties"));
      }
    }
    return schema;
  }

  /** Writes the defaults of missing keys into a document, so that they stand in one place only. */
  void applyDefaults(JsonNode document) {
    applyDefaults(root, document);
  }

  private void applyDefaults(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode table) {
      for (Map.Entry<String, JsonNode> e : keys(schema).entrySet()) {
        if (!table.has(e.getKey()) && !required(schema, e.getKey())) {
          addDefault(table, e.getKey(), e.getValue());
        }
        applyDefaults(e.getValue(), table.path(e.getKey()));
      }
      JsonNode others = resolve(schema.path("additionalProperties"));
      if (others.isObject()) {
        table.forEach(child -> applyDefaults(others, child));
      }
    }
    if (value.isArray()) {
      JsonNode items = resolve(schema.path("items"));
      value.forEach(child -> applyDefaults(items, child));
    }
  }

  private static void addDefault(ObjectNode table, String key, JsonNode schema) {
    if (schema.has("default")) {
      table.set(key, schema.get("default").deepCopy());
    } else if (schema.path("type").asText().equals("object") && schema.path("required").isEmpty()) {
      table.putObject(key);
    }
  }
}
