package tower.api;

import java.util.Map;

/**
 * What goes back to the client.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param headers further headers, in the sequence they are sent
 * @param body text, sent as UTF-8
 */
public record Reply(int status, String contentType, Map<String, String> headers, String body) {
  static final String JSON = "application/json";

  static Reply json(int status, Object view) {
    return new Reply(status, JSON, Map.of(), Json.write(view));
  }

  static Reply text(String contentType, String body) {
    return new Reply(200, contentType, Map.of(), body);
  }

  /** The same reply with one more header. */
  Reply with(String name, String value) {
    java.util.LinkedHashMap<String, String> next = new java.util.LinkedHashMap<>(headers);
    next.put(name, value);
    return new Reply(status, contentType, next, body);
  }
}
