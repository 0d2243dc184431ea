package tower.config;

import java.util.List;
import java.util.Map;

/** The reference of all keys, as Markdown out of the schemas. */
public final class ConfigReference {
  private ConfigReference() {}

  /** The whole document, with a line break at its end. */
  public static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Configuration reference

        Generated from the schemas under `config/schema` by `tower-controller explain --reference`; \
        a test fails when it differs. The files are TOML 1.0. Every key that is not listed here, \
        is missing, of a wrong type or out of range stops the start with file, line and remedy.

        """);
    file(text, "Tower file", "tower", SchemaTree.TOWER);
    text.append("## Pins\n\n");
    text.append("A pin is `\"chip:line\"`, or a table with these keys:\n\n");
    KeyCatalog.Key input = only(KeyCatalog.of("tower", SchemaTree.TOWER), "inputs.chain_a");
    KeyCatalog.Key output = only(KeyCatalog.of("tower", SchemaTree.TOWER), "outputs.permit");
    pin(text, "Input", input);
    pin(text, "Output", output);
    file(text, "Drive file", "drive", SchemaTree.DRIVE);
    return text.toString().stripTrailing() + "\n";
  }

  private static KeyCatalog.Key only(List<KeyCatalog.Key> keys, String path) {
    return keys.stream().filter(k -> k.path().equals(path)).findFirst().orElseThrow();
  }

  private static void file(StringBuilder text, String title, String file, SchemaTree schema) {
    List<KeyCatalog.Key> keys =
        KeyCatalog.of(file, schema).stream().filter(k -> !k.partOfPin()).toList();
    text.append("## ").append(title).append("\n\n");
    text.append(schema.root().path("description").asText()).append("\n\n");
    table(text, keys.stream().filter(k -> parent(k).isEmpty()).toList());
    for (String section : keys.stream().map(ConfigReference::parent).distinct().toList()) {
      if (!section.isEmpty()) {
        text.append("### `").append(section).append("`\n\n");
        keys.stream()
            .filter(k -> k.path().equals(section) || k.path().equals(section.replace("[]", "")))
            .forEach(k -> text.append(k.description()).append("\n\n"));
        table(text, keys.stream().filter(k -> parent(k).equals(section)).toList());
      }
    }
  }

  private static String parent(KeyCatalog.Key key) {
    int dot = key.path().lastIndexOf('.');
    return dot < 0 ? "" : key.path().substring(0, dot);
  }

  private static void table(StringBuilder text, List<KeyCatalog.Key> keys) {
    head(text);
    keys.forEach(k -> row(text, k));
    text.append('\n');
  }

  private static void pin(StringBuilder text, String title, KeyCatalog.Key pin) {
    text.append("### ").append(title).append("\n\n");
    head(text);
    for (Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> e :
        SchemaTree.TOWER.keys(pin.rules()).entrySet()) {
      boolean required = SchemaTree.required(pin.rules(), e.getKey());
      row(text, new KeyCatalog.Key("tower", e.getKey(), e.getValue(), required, true));
    }
    text.append('\n');
  }

  private static void head(StringBuilder text) {
    text.append("| key | type | unit | range | default | meaning |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
  }

  private static void row(StringBuilder text, KeyCatalog.Key key) {
    String range = key.isSection() || key.isPin() ? "" : KeyWords.range(key.rules());
    String standard = key.required() ? "required" : key.isSection() ? "" : KeyWords.standard(key);
    text.append(
        "| `%s` | %s | %s | %s | %s | %s |\n"
            .formatted(
                key.name(),
                KeyWords.type(key.rules()),
                KeyWords.unit(key.name()),
                range.replace("|", "\\|"),
                standard,
                key.description().replace("|", "\\|").replace("<", "&lt;")));
  }
}
