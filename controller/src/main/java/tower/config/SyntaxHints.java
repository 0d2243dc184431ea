package tower.config;

import java.util.List;
import java.util.Map;

/** Remedies for what TOML's parser says, in the words of somebody who does not know TOML. */
final class SyntaxHints {
  private static final List<Map.Entry<String, String>> HINTS =
      List.of(
          Map.entry("end of line, expected a value", "write a value after the ="),
          Map.entry("expected a value", "text stands in \"quotes\", numbers without units"),
          Map.entry("previously defined", "a key or [section] stands once; remove one of the two"),
          Map.entry("expected \"", "close the text with \""),
          Map.entry("expected ]", "close the section's name or the list with ]"),
          Map.entry("inline table", "keep { ... } on one line"),
          Map.entry("too large", "whole numbers have at most 19 digits"),
          Map.entry("expected =", "write key = value; a key has no blanks"),
          Map.entry("expected a newline", "one key = value a line; comments begin with #"));

  private SyntaxHints() {}

  static String of(String message) {
    return HINTS.stream()
        .filter(h -> message.contains(h.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("see https://toml.io/en/v1.0.0");
  }
}
