package tower.hooks;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The way out: HTTP in the product, a function in tests. Never blocks. */
public interface Client {
  /** How long a whole exchange may take, from the first packet to the end of the answer, in ms. */
  int EXCHANGE_MS = 15_000;

  /** Most characters that are kept of an answer. */
  int EXCERPT = 200;

  /** One POST. */
  record Request(URI url, Map<String, String> headers, String body) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * An answer, whatever it says.
   *
   * @param status HTTP status
   * @param retryAfter the header of that name, null without one
   * @param date the header of that name, null without one
   * @param excerpt the beginning of the body
   */
  record Response(int status, @Nullable String retryAfter, @Nullable String date, String excerpt) {}

  /**
   * Sends. The future fails when there is no answer within {@link #EXCHANGE_MS}; redirects are
   * answers like any other and are not followed.
   */
  CompletableFuture<Response> send(Request request);
}
