package tower.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pin as a file writes it: {@code "chip:line"}, or a table that says more.
 *
 * @param where the value in the file
 * @param name name of the point
 * @param chip name of the chip
 * @param line line of the chip
 */
record Pin(View where, String name, String chip, int line) {
  private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9_-]*):([0-9]{1,2})");

  /** The pin at a value, empty when the value is none. */
  static Optional<Pin> of(View value, String name) {
    JsonNode text = value.node().isObject() ? value.node().path("pin") : value.node();
    Matcher matcher = FORM.matcher(text.isTextual() ? text.textValue() : "");
    return matcher.matches()
        ? Optional.of(new Pin(value, name, matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  boolean onHeader() {
    return chip.equals(TowerConfig.Gpio.HEADER);
  }

  boolean activeHigh() {
    return !where.text("active").equals(Optional.of("low"));
  }

  OptionalInt debounceMs() {
    return where.integer("debounce_ms");
  }

  String wire() {
    return chip + ":" + line;
  }
}
