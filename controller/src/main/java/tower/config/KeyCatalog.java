package tower.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key that a file may have, as the schemas say. */
final class KeyCatalog {
  /** Stands in paths for a name that the file's author chooses. */
  static final String NAME = "<name>";

  /**
   * One key.
   *
   * @param file kind of file: {@code tower} or {@code drive}
   * @param path from the file's root, such as {@code bays[].level}
   * @param rules its schema, resolved
   * @param required true when it must be given
   * @param partOfPin true for the keys of a pin that is written as a table
   */
  record Key(String file, String path, JsonNode rules, boolean required, boolean partOfPin) {
    String name() {
      return path.substring(path.lastIndexOf('.') + 1);
    }

    String description() {
      return rules.path("description").asText();
    }

    boolean isPin() {
      return rules.path("properties").has("pin");
    }

    /** True when it is a table or a list of tables, which has keys of its own. */
    boolean isSection() {
      boolean listOfTables = rules.path("items").has("$ref");
      return !isPin()
          && !name().equals("expander_interrupts")
          && (listOfTables || rules.path("type").asText().equals("object"));
    }
  }

  private final List<Key> keys = new ArrayList<>();

  private KeyCatalog() {}

  /** The keys of both kinds of file, sections before what is in them. */
  static List<Key> all() {
    return Stream.of(Map.entry("tower", SchemaTree.TOWER), Map.entry("drive", SchemaTree.DRIVE))
        .flatMap(e -> of(e.getKey(), e.getValue()).stream())
        .toList();
  }

  static List<Key> of(String file, SchemaTree schema) {
    KeyCatalog catalog = new KeyCatalog();
    catalog.collect(file, schema, "", schema.root(), false);
    return catalog.keys;
  }

  private void collect(
      String file, SchemaTree schema, String prefix, JsonNode rules, boolean partOfPin) {
    schema
        .keys(rules)
        .forEach((name, key) -> {
          String path = prefix.isEmpty() ? name : prefix + "." + name;
          Key entry = new Key(file, path, key, SchemaTree.required(rules, name), partOfPin);
          keys.add(entry);
          collect(file, schema, path, key, partOfPin || entry.isPin());
        });
    JsonNode named = schema.resolve(rules.path("additionalProperties"));
    if (named.isObject()) {
      collect(file, schema, prefix + "." + NAME, named, partOfPin);
    }
    JsonNode items = schema.resolve(rules.path("items"));
    if (items.isObject()) {
      collect(file, schema, prefix + "[]", items, partOfPin || items.path("properties").has("pin"));
    }
  }
}
