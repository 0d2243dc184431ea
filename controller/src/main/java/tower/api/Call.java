package tower.api;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.access.Caller;

/**
 * One HTTP call, as the functions of this room see it; no server and no thread behind it.
 *
 * @param requestId names this call in problems and in the log
 * @param method in capitals
 * @param path as received, without query
 * @param parameters of the path, decoded
 * @param query as received, without the question mark; null for none
 * @param accept values of the Accept header
 * @param contentType value of the Content-Type header
 * @param keys values of the Idempotency-Key header
 * @param lastEventId value of the Last-Event-ID header
 * @param body the bytes received
 * @param caller who it comes from
 */
public record Call(
    String requestId,
    String method,
    String path,
    Map<String, String> parameters,
    @Nullable String query,
    List<String> accept,
    @Nullable String contentType,
    List<String> keys,
    @Nullable String lastEventId,
    ByteBuffer body,
    Caller caller) {
  public Call {
    parameters = Map.copyOf(parameters);
    accept = List.copyOf(accept);
    keys = List.copyOf(keys);
    body = body.asReadOnlyBuffer();
  }

  /** A stranger's call of anything but the event stream. */
  public Call(
      String requestId,
      String method,
      String path,
      Map<String, String> parameters,
      @Nullable String query,
      List<String> accept,
      @Nullable String contentType,
      List<String> keys,
      ByteBuffer body) {
    this(
        requestId,
        method,
        path,
        parameters,
        query,
        accept,
        contentType,
        keys,
        null,
        body,
        Caller.STRANGER);
  }

  /** The same call from somebody. */
  public Call from(Caller other) {
    return new Call(
        requestId,
        method,
        path,
        parameters,
        query,
        accept,
        contentType,
        keys,
        lastEventId,
        body,
        other);
  }

  /** A parameter that the route's path names. */
  String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }
}
