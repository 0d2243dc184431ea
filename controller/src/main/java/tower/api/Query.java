package tower.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;

/** The parameters of a query, read as strictly as a body: unknown and repeated ones are refused. */
final class Query {
  /** As many digits as surely fit a long. */
  static final String SEQUENCE = "[0-9]{1,18}";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Refusal.Fault> faults = new ArrayList<>();

  private Query() {}

  static Query of(Call call, String... known) {
    Query query = new Query();
    String text = call.query() == null ? "" : call.query();
    if (!text.isEmpty()) {
      for (String pair : text.split("&", -1)) {
        query.take(pair, List.of(known));
      }
    }
    return query;
  }

  /** The value, null when the parameter is absent. */
  @Nullable String text(String name) {
    return values.get(name);
  }

  /** The value as a number within bounds, both included. */
  int integer(String name, int least, int most, int otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    wrong(name, "expected a whole number in " + least + ".." + most);
    return otherwise;
  }

  /** The value as a sequence of the journal; 0, which is before the first, when it is absent. */
  long sequence(String name) {
    String value = values.get(name);
    if (value == null || value.matches(SEQUENCE)) {
      return value == null ? 0 : Long.parseLong(value);
    }
    wrong(name, "expected a sequence of the journal: a whole number, 0 for the beginning");
    return 0;
  }

  /** The value as a time with offset, as a body has it; null when it is absent. */
  @Nullable Instant time(String name) {
    String value = values.get(name);
    Instant time = value == null ? null : Fields.time(value);
    if (value != null && time == null) {
      wrong(name, Fields.TIME_EXPECTED);
    }
    return time;
  }

  void wrong(String name, String detail) {
    faults.add(new Refusal.Fault("?" + name, detail));
  }

  /**
   * The end of reading.
   *
   * @throws Refusal with everything that is wrong
   */
  void refuseIfWrong() {
    if (!faults.isEmpty()) {
      throw new Refusal(Problem.INVALID_FIELD, "the query is not acceptable", faults);
    }
  }

  private void take(String pair, List<String> known) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    if (!known.contains(name)) {
      wrong(
          name,
          known.isEmpty()
              ? "unknown parameter; this resource takes none"
              : "unknown parameter; known here: " + String.join(", ", known));
    } else if (values.putIfAbsent(name, value) != null) {
      wrong(name, "stands more than once");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Problem.MALFORMED, "the query is not percent-encoded text");
    }
  }
}
