package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tower.core.Problem;
import tower.model.Purpose;

/** What the requests of pickups and intakes have in common. */
final class Bodies {
  static final String VIN = "a VIN: 17 of A-Z and 0-9 without I, O and Q";

  private Bodies() {}

  /**
   * The body of a POST, whose form is refused before its key is used.
   *
   * @throws Refusal when key, media type or JSON are not acceptable
   */
  static ObjectNode read(Call call) {
    Writes.key(call);
    Query.of(call).refuseIfWrong();
    if (call.body().hasRemaining()) {
      requireJson(call);
    }
    return Json.object(call.body());
  }

  private static void requireJson(Call call) {
    String type = call.contentType() == null ? "" : call.contentType();
    String compact = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    if (!compact.equals("application/json") && !compact.equals("application/json;charset=utf-8")) {
      throw new Refusal(
          Problem.UNSUPPORTED_MEDIA_TYPE,
          type.isEmpty() ? "there is no Content-Type" : "the Content-Type is another one");
    }
  }

  /** The purpose, one of those that the resource knows. */
  static Purpose purpose(Fields fields, Purpose... known) {
    String key =
        fields.text(
            "purpose",
            s -> Arrays.stream(known).anyMatch(p -> p.key().equals(s)),
            "one of " + Arrays.stream(known).map(Purpose::key).collect(Collectors.joining(", ")));
    return Arrays.stream(known).filter(p -> p.key().equals(key)).findFirst().orElse(known[0]);
  }

  /** An id in the path: what cannot be one is not looked up. */
  static String id(Call call, String prefix, String noun) {
    String id = call.parameter("id");
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9]{1,19}")) {
      throw unknown(noun, id);
    }
    return id;
  }

  static Refusal unknown(String noun, String id) {
    String shown = id.length() > 40 ? id.substring(0, 40) + "..." : id;
    return new Refusal(Problem.NOT_FOUND, "there is no " + noun + " " + shown);
  }
}
