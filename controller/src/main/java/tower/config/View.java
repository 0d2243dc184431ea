package tower.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One value of a document, read leniently: what is missing or of a wrong type is empty. So the
 * checks of meaning run beside the schema's complaints, and a person sees both at once.
 *
 * @param document where it stands
 * @param node the value; a missing node where there is none
 * @param at its place
 */
record View(TomlDocument document, JsonNode node, JsonPointer at) {
  static View of(TomlDocument document) {
    return new View(document, document.root(), JsonPointer.empty());
  }

  boolean has(String key) {
    return node.has(key);
  }

  View get(String key) {
    return new View(document, node.path(key), at.appendProperty(key));
  }

  /** The elements of a list, none when it is not one. */
  List<View> list(String key) {
    View list = get(key);
    List<View> elements = new ArrayList<>();
    if (list.node.isArray()) {
      for (int i = 0; i < list.node.size(); i++) {
        elements.add(new View(document, list.node.get(i), list.at.appendIndex(i)));
      }
    }
    return elements;
  }

  /** The values of a table by key in the file's sequence, none when it is not one. */
  Map<String, View> table(String key) {
    View table = get(key);
    Map<String, View> values = new LinkedHashMap<>();
    if (table.node.isObject()) {
      table.node.fieldNames().forEachRemaining(k -> values.put(k, table.get(k)));
    }
    return values;
  }

  OptionalInt integer(String key) {
    JsonNode value = node.path(key);
    return value.isIntegralNumber() && value.canConvertToInt()
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  Optional<String> text(String key) {
    JsonNode value = node.path(key);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** True or false, as the schema has already required; false without. */
  boolean flag(String key) {
    return node.path(key).asBoolean();
  }

  /** The texts of a list, none when it is not one; other elements are left out. */
  List<String> texts(String key) {
    return list(key).stream().filter(v -> v.node.isTextual()).map(v -> v.node.textValue()).toList();
  }

  /** A whole number that the schema has already required, or 0 for an optional one without. */
  int number(String key) {
    return integer(key).orElse(0);
  }

  /** A text that the schema has already required. */
  String string(String key) {
    return text(key).orElseThrow(() -> new IllegalStateException(at + "/" + key + " is no text"));
  }
}
