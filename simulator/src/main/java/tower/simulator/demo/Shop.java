package tower.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client of the tower's API over real HTTP. */
public final class Shop {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient http;
  private final ObjectMapper json = new ObjectMapper();
  private final String base;

  /** A shop that calls a tower, for example {@code http://127.0.0.1:8480}. */
  public Shop(String base) {
    this.base = base;
    http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  }

  /**
   * A shop on this machine with an address of its own, so that limits for an address are its own.
   *
   * @param last of 127.0.0.x; Linux has all of them
   */
  public static Shop onLoopback(int port, int last) throws IOException {
    InetAddress own = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    return new Shop(
        "http://127.0.0.1:" + port,
        HttpClient.newBuilder().connectTimeout(LIMIT).localAddress(own).build());
  }

  private Shop(String base, HttpClient http) {
    this.base = base;
    this.http = http;
  }

  /** An answer of the tower. */
  public record Answer(int status, JsonNode body) {}

  /** Reads a resource. */
  public Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET().timeout(LIMIT).build());
  }

  /** Reads a resource that is plain text. */
  public String text(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path)).GET().timeout(LIMIT).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Asks for something, under an idempotency key. */
  public Answer post(String path, String key, ObjectNode body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** An empty body. */
  public ObjectNode body() {
    return json.createObjectNode();
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Answer(
        response.statusCode(),
        type.contains("json") ? json.readTree(response.body()) : json.createObjectNode());
  }
}
