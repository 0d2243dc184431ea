package tower.simulator.storefront;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The tower over HTTP. A command is repeated under its one idempotency key until the answer is
 * definite: a success, or a refusal that the same command would meet again.
 */
final class TowerClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(4);
  private static final Duration ANSWER = Duration.ofSeconds(12);
  private static final int MAX_BYTES = 1 << 20;
  private static final long FIRST_PAUSE_MS = 200;
  private static final long LAST_PAUSE_MS = 10_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final JsonMapper json = new JsonMapper();
  private final String base;
  private final @Nullable String bearer;
  private volatile boolean reachable = true;

  /**
   * A client.
   *
   * @param base for example {@code http://127.0.0.1:8480}
   * @param bearer the key that the tower knows this shop by; null when it asks for none
   */
  TowerClient(URI base, @Nullable String bearer) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.bearer = bearer;
  }

  /**
   * What the tower said.
   *
   * @param retryAfterMs how long it asks to wait, 0 when it does not say
   */
  record Answer(int status, JsonNode body, long retryAfterMs) {
    boolean ok() {
      return status / 100 == 2;
    }

    /**
     * Nothing else will come of the same command: the tower has done it, or says itself that asking
     * again is of no use. What only somebody on the way can have said leaves it open, and a key
     * that is not accepted is a matter of this shop's configuration.
     */
    boolean definite() {
      if (ok()) {
        return body.isObject() && !body.isEmpty();
      }
      boolean refused = body.hasNonNull("code") && !body.path("retryable").asBoolean();
      return refused && status < 500 && status != 401;
    }

    String code() {
      return body.path("code").asText();
    }
  }

  /** Whether the last call was answered. */
  boolean reachable() {
    return reachable;
  }

  /** Reads something, once. */
  Answer get(String path) throws IOException, InterruptedException {
    return send(builder(path).timeout(LOOK).GET().build());
  }

  /** Commands something, once. */
  Answer post(String path, String key, JsonNode body) throws IOException, InterruptedException {
    return send(
        builder(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /**
   * Commands something until the answer is definite.
   *
   * @param patience no attempt begins later
   * @return null when none was in time
   */
  @Nullable Answer settle(String path, String key, JsonNode body, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE_MS;
    while (true) {
      long asked = 0;
      try {
        Answer answer = post(path, key, body);
        if (answer.definite()) {
          return answer;
        }
        asked = answer.retryAfterMs();
      } catch (IOException e) {
        // Whether it arrived is unknown: the same key asks.
      }
      // Half of it by chance, so that many orders do not come back together.
      long wait = Math.max(pause / 2 + ThreadLocalRandom.current().nextLong(pause), asked);
      if (System.nanoTime() + wait * 1_000_000 > deadline) {
        return null;
      }
      Thread.sleep(wait);
      pause = Math.min(2 * pause, LAST_PAUSE_MS);
    }
  }

  private HttpRequest.Builder builder(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    return bearer == null ? builder : builder.header("Authorization", "Bearer " + bearer);
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    boolean answered = false;
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      byte[] bytes;
      try (InputStream in = response.body()) {
        bytes = in.readNBytes(MAX_BYTES);
      }
      answered = true;
      return new Answer(response.statusCode(), tree(bytes), retryAfterMs(response));
    } finally {
      reachable = answered;
    }
  }

  /** Whatever is no JSON says nothing. */
  private JsonNode tree(byte[] bytes) throws IOException {
    try {
      JsonNode tree = json.readTree(bytes);
      return tree.isObject() ? tree : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static long retryAfterMs(HttpResponse<?> response) {
    String value = response.headers().firstValue("Retry-After").orElse("0");
    return value.matches("\\d{1,5}") ? 1_000L * Integer.parseInt(value) : 0;
  }
}
