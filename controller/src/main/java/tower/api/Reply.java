package tower.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;

/**
 * What goes back to the client.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param headers further headers, in the sequence they are sent
 * @param body text, sent as UTF-8
 * @param problem what it refuses with, null for an answer
 */
public record Reply(
    int status,
    String contentType,
    Map<String, String> headers,
    String body,
    @Nullable Problem problem) {
  static final String JSON = "application/json";

  static Reply json(int status, Object view) {
    return new Reply(status, JSON, Map.of(), Json.write(view), null);
  }

  static Reply text(String contentType, String body) {
    return new Reply(200, contentType, Map.of(), body, null);
  }

  /** The same reply with one more header. */
  Reply with(String name, String value) {
    java.util.LinkedHashMap<String, String> next = new java.util.LinkedHashMap<>(headers);
    next.put(name, value);
    return new Reply(status, contentType, next, body, problem);
  }
}
