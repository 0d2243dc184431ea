package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each key of the smallest tower is renamed, deleted and mistyped in its turn, and each time the
 * error names the line: a key that could be wrong without a word would be a trap.
 */
class EveryKeyCountsTest {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern KEY_AND_VALUE =
      Pattern.compile(
          "[A-Za-z0-9_.-]+ = (\"[^\"\n]*\"|\\[[^\n]*]|\\{[^\n]*}|[^,\\s}\\]\\[{]+)(, *)?");

  @TempDir Path folder;
  private Path file;
  private String text = "";
  private final Map<Integer, Place> keys = new LinkedHashMap<>();

  /**
   * Where a key stands.
   *
   * @param pointer its place in the tables
   * @param line its line from 1
   * @param offset its place in the text
   * @param parentLine line of the table it stands in
   * @param chosen true when the file's author chose the name
   * @param required true when it must be given
   */
  private record Place(
      JsonPointer pointer,
      int line,
      int offset,
      int parentLine,
      boolean chosen,
      boolean required) {}

  @BeforeEach
  void collectKeys() throws IOException {
    text = Files.readString(ShippedFilesTest.CONFIG.resolve("towers/tiny-4-maintenance.toml"));
    file = EditedFiles.copy(folder).resolve("towers/tower.toml");
    Problems problems = new Problems();
    TomlDocument document = TomlDocument.parse("x", text, problems).orElseThrow();
    collect(document, document.root(), JsonPointer.empty());
    assertThat(keys).as("keys in the file").hasSizeGreaterThan(120);
  }

  private void collect(TomlDocument document, JsonNode node, JsonPointer at) {
    for (Map.Entry<String, JsonNode> e : node.properties()) {
      JsonPointer pointer = at.appendProperty(e.getKey());
      ConfigError here = document.error(pointer, "", "");
      JsonNode rules = SchemaTree.TOWER.at(at);
      Place place =
          new Place(
              pointer,
              here.line(),
              offset(here.line(), here.column()),
              at.matches() ? 1 : document.error(at, "", "").line(),
              !rules.path("properties").has(e.getKey()),
              SchemaTree.required(rules, e.getKey()));
      // A dotted key stands for its tables, too: the innermost one is meant.
      keys.put(place.offset(), place);
      collect(document, e.getValue(), pointer);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(document, node.get(i), at.appendIndex(i));
      }
    }
  }

  private int offset(int line, int column) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      offset = text.indexOf('\n', offset) + 1;
    }
    return offset + column - 1;
  }

  private List<ConfigError> errors(String changed) throws IOException {
    Files.writeString(file, changed);
    try {
      ConfigReader.read(file);
      return List.of();
    } catch (ConfigException e) {
      return e.errors();
    }
  }

  private static List<Integer> lines(List<ConfigError> errors) {
    return errors.stream().map(ConfigError::line).toList();
  }

  @Test
  void aRenamedKeyIsNamedWithItsLine() throws IOException {
    for (Place key : keys.values()) {
      Matcher name = KEY.matcher(text);
      assertThat(name.find(key.offset())).isTrue();
      String changed = text.substring(0, name.end()) + "q" + text.substring(name.end());
      List<ConfigError> errors = errors(changed);
      assertThat(errors).as("renamed %s", key.pointer()).isNotEmpty();
      if (!key.chosen()) {
        assertThat(lines(errors)).as("renamed %s", key.pointer()).contains(key.line());
      }
    }
  }

  @Test
  void aDeletedKeyIsMissedAtItsTable() throws IOException {
    List<JsonPointer> deleted = new ArrayList<>();
    for (Place key : keys.values()) {
      Matcher whole = KEY_AND_VALUE.matcher(text);
      if (!whole.find(key.offset()) || whole.start() != key.offset()) {
        continue;
      }
      deleted.add(key.pointer());
      String changed = text.substring(0, whole.start()) + text.substring(whole.end());
      List<ConfigError> errors = errors(changed);
      if (key.required()) {
        assertThat(lines(errors)).as("deleted %s", key.pointer()).contains(key.parentLine());
      }
    }
    assertThat(deleted).hasSizeGreaterThan(100);
  }

  @Test
  void aMistypedKeyIsNamedWithItsLine() throws IOException {
    List<JsonPointer> mistyped = new ArrayList<>();
    for (Place key : keys.values()) {
      Matcher whole = KEY_AND_VALUE.matcher(text);
      if (!whole.find(key.offset()) || whole.start() != key.offset()) {
        continue;
      }
      mistyped.add(key.pointer());
      // True is the wrong type for all keys but those that may be true.
      String wrong = whole.group(1).matches("true|false") ? "7" : "true";
      String changed = text.substring(0, whole.start(1)) + wrong + text.substring(whole.end(1));
      List<ConfigError> errors = errors(changed);
      assertThat(lines(errors)).as("mistyped %s", key.pointer()).contains(key.line());
      assertThat(errors)
          .as("mistyped %s", key.pointer())
          .anyMatch(e -> e.line() == key.line() && e.message().endsWith(", found " + wrong));
    }
    assertThat(mistyped).hasSizeGreaterThan(100);
  }
}
