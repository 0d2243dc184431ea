package tower.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;

/**
 * Takes the fields out of a JSON object and collects everything that is wrong with them, so that a
 * client hears all of it at once. A getter whose field is wrong answers a dummy that {@link
 * #refuseIfWrong()} keeps from being used. Fields that nobody took are wrong too.
 */
final class Fields {
  /** A body full of unknown fields must not become an answer many times its size. */
  private static final int MOST_FAULTS = 32;

  private static final int LONGEST_TIME = 40;
  static final String TIME_EXPECTED =
      "expected a time with offset in 2018..2100, such as 2026-11-28T18:00:00+08:00";
  private static final Instant FIRST_TIME = Instant.parse("2018-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("2100-01-01T00:00:00Z");

  private final ObjectNode node;
  private final String at;
  private final List<Refusal.Fault> faults;
  private final Set<String> taken = new LinkedHashSet<>();
  private final List<Fields> nested = new ArrayList<>();

  private Fields(ObjectNode node, String at, List<Refusal.Fault> faults) {
    this.node = node;
    this.at = at;
    this.faults = faults;
  }

  static Fields of(ObjectNode body) {
    return new Fields(body, "", new ArrayList<>());
  }

  /** A required text without control characters. */
  String text(String name, int longest) {
    return text(name, 1, longest);
  }

  /** A text that may be left out, empty then. */
  String optionalText(String name, int longest) {
    return node.has(name) ? text(name, 0, longest) : missing(name);
  }

  /** A required text of a certain form. */
  String text(String name, Predicate<String> form, String expected) {
    JsonNode value = required(name, expected);
    if (value != null && !(value.isTextual() && form.test(value.textValue()))) {
      wrong(name, "expected " + expected);
      return "";
    }
    return value == null ? "" : value.textValue();
  }

  /** A required whole number within bounds, both included. */
  int integer(String name, int least, int most) {
    JsonNode value = required(name, "a whole number in " + least + ".." + most);
    return value == null ? least : inRange(name, value, least, most);
  }

  /** A whole number within bounds that may be left out or null. */
  int optionalInteger(String name, int least, int most, int otherwise) {
    taken.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? otherwise : inRange(name, value, least, most);
  }

  /** A time with its offset (RFC 3339) that may be left out or null. */
  @Nullable Instant optionalTime(String name) {
    taken.add(name);
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    Instant time = value.isTextual() ? time(value.textValue()) : null;
    if (time == null) {
      wrong(name, TIME_EXPECTED);
    }
    return time;
  }

  /** Null when it is none, or out of the bounds of what a tower sees. */
  static @Nullable Instant time(String text) {
    try {
      Instant time =
          text.length() <= LONGEST_TIME ? OffsetDateTime.parse(text).toInstant() : LAST_TIME;
      return !time.isBefore(FIRST_TIME) && time.isBefore(LAST_TIME) ? time : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Complains of a field that is well formed and does not go with the others. */
  void clash(String name, String detail) {
    wrong(name, detail);
  }

  /** A required object. */
  Fields object(String name) {
    JsonNode value = required(name, "an object");
    if (value != null && !value.isObject()) {
      wrong(name, "expected an object");
    }
    // Without the object its fields would only repeat the complaint: they go to a list of their
    // own.
    Fields inner =
        value instanceof ObjectNode object
            ? new Fields(object, pointer(name), faults)
            : new Fields(node.objectNode(), pointer(name), new ArrayList<>());
    nested.add(inner);
    return inner;
  }

  /**
   * The end of reading.
   *
   * @throws Refusal with everything that is wrong
   */
  void refuseIfWrong() {
    complainOfUnknown();
    if (!faults.isEmpty()) {
      throw new Refusal(
          Problem.INVALID_FIELD,
          faults.size() == 1
              ? "one field is not acceptable"
              : faults.size() + " fields are not acceptable",
          faults);
    }
  }

  private void complainOfUnknown() {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!taken.contains(name)) {
        wrong(name, "unknown field; known here: " + String.join(", ", taken));
      }
    }
    nested.forEach(Fields::complainOfUnknown);
  }

  private String text(String name, int shortest, int longest) {
    return text(
        name,
        s ->
            s.length() >= shortest
                && s.length() <= longest
                && s.codePoints().noneMatch(Fields::unprintable),
        "text of " + shortest + ".." + longest + " characters without control characters");
  }

  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || Character.getType(codePoint) == Character.FORMAT
        || Character.getType(codePoint) == Character.UNASSIGNED;
  }

  private int inRange(String name, JsonNode value, int least, int most) {
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      wrong(name, "expected a whole number in " + least + ".." + most);
      return least;
    }
    return value.intValue();
  }

  private @Nullable JsonNode required(String name, String expected) {
    taken.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      wrong(name, "missing; expected " + expected);
    }
    return value;
  }

  private String missing(String name) {
    taken.add(name);
    return "";
  }

  private void wrong(String name, String detail) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Refusal.Fault(pointer(name), detail));
    }
  }

  /** RFC 6901: a slash and a tilde inside a name are escaped. */
  private String pointer(String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
