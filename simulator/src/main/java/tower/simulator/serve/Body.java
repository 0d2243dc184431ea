package tower.simulator.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.api.Call;
import tower.core.Problem;

/**
 * The fields of a helper's body. Everything that is wrong is collected, and {@link #done} refuses
 * it before anything has happened; what was wrong answers a dummy until then.
 */
final class Body {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int LONGEST_TEXT = 64;
  private static final int MOST_ERRORS = 32;

  private final ObjectNode node;
  private final Set<String> known = new TreeSet<>();
  private final List<String> errors = new ArrayList<>();

  private Body(ObjectNode node) {
    this.node = node;
  }

  /**
   * Reads a body; none at all is an empty object.
   *
   * @throws Answers.Refused when it is anything else than one JSON object
   */
  static Body of(Call call) {
    if (!call.body().hasRemaining()) {
      return new Body(MAPPER.createObjectNode());
    }
    String type = call.contentType() == null ? "" : call.contentType().toLowerCase(Locale.ROOT);
    if (!type.split(";", 2)[0].strip().equals("application/json")) {
      throw new Answers.Refused(Problem.UNSUPPORTED_MEDIA_TYPE, "the Content-Type is another one");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(call.body().duplicate()).toString();
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return new Body(object);
      }
    } catch (CharacterCodingException | JsonProcessingException e) {
      // As below.
    }
    throw new Answers.Refused(Problem.MALFORMED, "the body must be one JSON object");
  }

  /** A required text. */
  String text(String name) {
    String text = optionalText(name);
    if (text == null && node.get(name) == null) {
      wrong(name, "missing; expected a text");
    }
    return text == null ? "" : text;
  }

  /** A text that may be missing. */
  @Nullable String optionalText(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual() || value.textValue().length() > LONGEST_TEXT) {
      wrong(name, "expected a text of at most " + LONGEST_TEXT + " characters");
      return null;
    }
    return value.textValue();
  }

  /** A required whole number. */
  int number(String name, int least, int most) {
    OptionalInt number = optionalNumber(name, least, most);
    if (number.isEmpty() && node.get(name) == null) {
      wrong(name, "missing; expected a whole number in " + least + ".." + most);
    }
    return number.orElse(least);
  }

  /** A whole number that may be missing. */
  OptionalInt optionalNumber(String name, int least, int most) {
    JsonNode value = take(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      wrong(name, "expected a whole number in " + least + ".." + most);
      return OptionalInt.empty();
    }
    return OptionalInt.of(value.intValue());
  }

  /** A required truth. */
  boolean truth(String name) {
    JsonNode value = take(name);
    if (value == null || !value.isBoolean()) {
      wrong(name, "expected true or false");
      return false;
    }
    return value.booleanValue();
  }

  /** A required ISO 8601 duration. */
  Duration duration(String name, Duration least, Duration most) {
    String text = text(name);
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // As below.
    }
    wrong(name, "expected a duration in " + least + ".." + most + ", such as PT10M");
    return least;
  }

  /** Complains of a field. */
  void wrong(String name, String detail) {
    boolean said = errors.contains("/" + name);
    if (!said && errors.size() < 2 * MOST_ERRORS) {
      errors.add("/" + name);
      errors.add(detail);
    }
  }

  /**
   * The end of reading: from here on something may happen.
   *
   * @throws Answers.Refused with everything that is wrong
   */
  void done() {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!known.contains(name)) {
        wrong(name, "unknown field; known here: " + String.join(", ", known));
      }
    }
    if (!errors.isEmpty()) {
      throw new Answers.Refused(
          Problem.INVALID_FIELD, "fields are not acceptable", errors.toArray(String[]::new));
    }
  }

  private @Nullable JsonNode take(String name) {
    known.add(name);
    return node.get(name);
  }
}
