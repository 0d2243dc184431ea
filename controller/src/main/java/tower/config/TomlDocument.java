package tower.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** A TOML file as a JSON tree that still knows where each key stands in the file. */
final class TomlDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final TomlPosition START = TomlPosition.positionAt(1, 1);

  private final String name;
  private final List<String> lines;
  private final Map<JsonPointer, TomlPosition> positions = new HashMap<>();
  private final ObjectNode root;

  private TomlDocument(String name, List<String> lines, TomlTable table) {
    this.name = name;
    this.lines = lines;
    this.root = table(table, JsonPointer.empty());
  }

  /** Parses a file's text; empty when it is not TOML, with every place said where it is not. */
  static Optional<TomlDocument> parse(String name, String text, Problems problems) {
    // Windows' editors put a byte order mark before UTF-8.
    String toml = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<String> lines = toml.lines().toList();
    // 1.0, not later: editors' TOML plug-ins and other tools read it too.
    TomlParseResult result = Toml.parse(toml, TomlVersion.V1_0_0);
    for (TomlParseError error : result.errors()) {
      problems.add(syntaxError(name, lines, error));
    }
    return result.hasErrors()
        ? Optional.empty()
        : Optional.of(new TomlDocument(name, lines, result));
  }

  private static ConfigError syntaxError(String name, List<String> lines, TomlParseError error) {
    TomlPosition p = error.position();
    String line = p.line() <= lines.size() ? lines.get(p.line() - 1) : "";
    String message = Objects.requireNonNullElse(error.getMessage(), "not TOML");
    return new ConfigError(
        name, p.line(), p.column(), 1, "", message, line, SyntaxHints.of(message));
  }

  ObjectNode root() {
    return root;
  }

  /** An error at a key; at the nearest enclosing one when that key is not in the file. */
  ConfigError error(JsonPointer where, String message, String hint) {
    JsonPointer nearest = where;
    @Nullable TomlPosition position = positions.get(nearest);
    while (position == null && !nearest.matches()) {
      nearest = nearest.head();
      position = positions.get(nearest);
    }
    TomlPosition at = position == null ? START : position;
    String line = at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
    return new ConfigError(
        name,
        at.line(),
        at.column(),
        width(line, at.column() - 1),
        path(where),
        message,
        line,
        hint);
  }

  /** How many characters of a key, a table's header or a value start at a column. */
  private static int width(String line, int from) {
    int end = from;
    if (end < line.length() && line.charAt(end) == '[') {
      end = Math.max(end, line.lastIndexOf(']')) + 1;
    } else if (end < line.length() && line.charAt(end) == '"') {
      end = Math.max(end, line.indexOf('"', end + 1)) + 1;
    } else {
      while (end < line.length()
          && (Character.isLetterOrDigit(line.charAt(end)) || isJoint(line, end))) {
        end++;
      }
    }
    return Math.max(1, end - from);
  }

  private static boolean isJoint(String line, int at) {
    return "_-.".indexOf(line.charAt(at)) >= 0;
  }

  /** A pointer as people write it: {@code bays[1].level}. */
  static String path(JsonPointer where) {
    StringBuilder text = new StringBuilder();
    for (JsonPointer p = where; !p.matches(); p = p.tail()) {
      if (p.mayMatchElement()) {
        text.append('[').append(p.getMatchingIndex()).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(p.getMatchingProperty());
      }
    }
    return text.toString();
  }

  private ObjectNode table(TomlTable table, JsonPointer where) {
    ObjectNode node = JSON.objectNode();
    for (String key : table.keySet()) {
      JsonPointer at = where.appendProperty(key);
      remember(at, table.inputPositionOf(List.of(key)));
      node.set(key, value(table.get(List.of(key)), at));
    }
    return node;
  }

  private ArrayNode array(TomlArray array, JsonPointer where) {
    ArrayNode node = JSON.arrayNode();
    for (int i = 0; i < array.size(); i++) {
      JsonPointer at = where.appendIndex(i);
      remember(at, array.inputPositionOf(i));
      node.add(value(array.get(i), at));
    }
    return node;
  }

  private void remember(JsonPointer at, @Nullable TomlPosition position) {
    if (position != null) {
      positions.put(at, position);
    }
  }

  private JsonNode value(@Nullable Object value, JsonPointer where) {
    return switch (value) {
      case TomlTable t -> table(t, where);
      case TomlArray a -> array(a, where);
      case String s -> JSON.textNode(s);
      case Long l -> JSON.numberNode(l);
      case Boolean b -> JSON.booleanNode(b);
      // Fractions, dates and times: of no type that a key of ours has. A fraction must not become
      // a JSON number, because a schema takes 2.0 for an integer.
      case null, default -> JSON.pojoNode(value);
    };
  }
}
