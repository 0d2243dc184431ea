package tower.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a key means, out of the schemas. */
public final class Explain {
  private static final int PATHS_SHOWN = 3;

  private Explain() {}

  /**
   * Text about a key, or about every key of that name.
   *
   * @param key a path such as {@code bays[].level} or {@code axes.lift.window_mm}, or its end
   * @return empty when there is no such key
   */
  public static Optional<String> of(String key) {
    List<KeyCatalog.Key> found = find(key);
    // The same rules under many paths (the debounce of every pin) are told once.
    Map<JsonNode, List<KeyCatalog.Key>> byRules = new LinkedHashMap<>();
    found.forEach(k -> byRules.computeIfAbsent(k.rules(), r -> new ArrayList<>()).add(k));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join("\n\n", byRules.values().stream().map(Explain::paragraph).toList()));
  }

  /** Keys that were perhaps meant, nearest first. */
  public static List<String> near(String key) {
    String wanted = key.strip().replaceAll("\\[[^\\]]*\\]", "");
    List<String> paths =
        KeyCatalog.all().stream().map(k -> k.path().replace("[]", "")).distinct().toList();
    List<String> near = Nearest.several(wanted, paths, 3);
    if (!near.isEmpty()) {
      return near;
    }
    String last = wanted.substring(wanted.lastIndexOf('.') + 1);
    List<String> names = KeyCatalog.all().stream().map(KeyCatalog.Key::name).distinct().toList();
    List<String> nearNames = Nearest.several(last, names, 3);
    return nearNames.isEmpty()
        ? names.stream().filter(n -> n.contains(last)).limit(3).toList()
        : nearNames;
  }

  private static List<KeyCatalog.Key> find(String key) {
    String wanted = normal(key);
    List<KeyCatalog.Key> all = KeyCatalog.all();
    List<KeyCatalog.Key> exact = all.stream().filter(k -> matches(k.path(), wanted)).toList();
    return exact.isEmpty() ? all.stream().filter(k -> endsWith(k.path(), wanted)).toList() : exact;
  }

  /** {@code bays[3].level} asks for {@code bays[].level}. */
  private static String normal(String key) {
    return key.strip().replaceAll("\\[[^\\]]*\\]", "[]");
  }

  private static boolean matches(String path, String wanted) {
    String[] known = path.split("\\.", -1);
    String[] asked = wanted.split("\\.", -1);
    return known.length == asked.length && endsWith(path, wanted);
  }

  private static boolean endsWith(String path, String wanted) {
    String[] known = path.split("\\.", -1);
    String[] asked = wanted.split("\\.", -1);
    int skipped = known.length - asked.length;
    if (skipped < 0) {
      return false;
    }
    for (int i = 0; i < asked.length; i++) {
      String name = known[skipped + i];
      boolean same = name.equals(asked[i]) || name.equals(asked[i] + "[]");
      if (!same && !(name.equals(KeyCatalog.NAME) && asked.length > 1)) {
        return false;
      }
    }
    return true;
  }

  private static String paragraph(List<KeyCatalog.Key> keys) {
    KeyCatalog.Key key = keys.getFirst();
    StringBuilder text = new StringBuilder();
    text.append(
        String.join(", ", keys.stream().limit(PATHS_SHOWN).map(KeyCatalog.Key::path).toList()));
    if (keys.size() > PATHS_SHOWN) {
      text.append(" and ").append(keys.size() - PATHS_SHOWN).append(" more");
    }
    text.append(" (in a ").append(key.file()).append(" file)\n  ").append(key.description());
    return key.isSection() ? section(text, key) : value(text, key);
  }

  private static String section(StringBuilder text, KeyCatalog.Key section) {
    for (KeyCatalog.Key key : KeyCatalog.all()) {
      if (key.file().equals(section.file()) && isChild(section.path(), key.path())) {
        text.append("\n  ").append(key.path()).append(": ").append(key.description());
      }
    }
    return text.toString();
  }

  private static boolean isChild(String section, String path) {
    if (!path.startsWith(section)) {
      return false;
    }
    String rest = path.substring(section.length());
    return rest.matches("(\\[\\])?(\\." + KeyCatalog.NAME + ")?\\.[^.]+");
  }

  private static String value(StringBuilder text, KeyCatalog.Key key) {
    line(text, "type", KeyWords.type(key.rules()));
    line(text, "unit", KeyWords.unit(key.name()));
    line(text, "range", KeyWords.range(key.rules()));
    line(text, "default", KeyWords.standard(key));
    line(text, "example", key.name() + " = " + Expected.toml(Expected.example(key.rules())));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("\n  ").append(name).append(" ".repeat(9 - name.length())).append(value);
    }
  }
}
