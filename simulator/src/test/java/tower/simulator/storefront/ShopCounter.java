package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A shop before a paper tower, and a script that talks to it. */
final class ShopCounter implements AutoCloseable {
  static final String CODE_KEY = "000102030405060708090a0b0c0d0e0f";
  private static final byte[] HOOK_KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  final PaperTower tower = new PaperTower();
  final Storefront shop;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  ShopCounter(Path keys, int openOrders) throws IOException {
    Files.writeString(keys.resolve("code.key"), CODE_KEY);
    Files.writeString(
        keys.resolve("webhook.secret"), "whsec_" + Base64.getEncoder().encodeToString(HOOK_KEY));
    shop =
        Storefront.start(
            new Storefront.Settings(tower.url(), PaperTower.ID, keys, 0, null), openOrders);
  }

  @Override
  public void close() {
    shop.close();
    tower.close();
  }

  /** What came back. */
  record Answer(int status, JsonNode body, String cookie) {
    String id() {
      return body.path("id").asText();
    }

    String code() {
      return body.path("code").asText();
    }
  }

  String url() {
    return "http://127.0.0.1:" + shop.port();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(to(path).GET());
  }

  /** Posts JSON; headers are names and values by turns. */
  Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = to(path).header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return send(builder.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    String cookie = response.headers().firstValue("Set-Cookie").orElse("").replaceAll(";.*", "");
    String body = response.body();
    return new Answer(
        response.statusCode(),
        json.readTree(body.isEmpty() || body.charAt(0) == '<' ? "{}" : body),
        cookie);
  }

  /** Orders a car, as a script. */
  Answer order(int car, String purpose, String... headers)
      throws IOException, InterruptedException {
    String body = "{\"vin\":\"" + PaperTower.vin(car) + "\",\"purpose\":\"" + purpose + "\"}";
    return post("/orders", body, headers);
  }

  /** Asks for the order until it is as wanted. */
  JsonNode await(String id, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    JsonNode seen = get("/orders/" + id).body();
    for (int i = 0; i < 400 && !wanted.test(seen); i++) {
      Thread.sleep(25);
      seen = get("/orders/" + id).body();
    }
    if (!wanted.test(seen)) {
      throw new AssertionError("never came: " + seen);
    }
    return seen;
  }

  /** The same where nobody may throw, and a moment longer, for the page to be told, too. */
  void awaitQuietly(String id, Predicate<JsonNode> wanted) {
    try {
      await(id, wanted);
      Thread.sleep(1_500);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Posts a webhook as the tower does. */
  Answer hook(String id, long timestamp, String body) throws IOException, InterruptedException {
    return hook(id, timestamp, body, "v1,AAAA " + signature(id, timestamp, body));
  }

  Answer hook(String id, long timestamp, String body, String signature)
      throws IOException, InterruptedException {
    return post(
        "/webhooks",
        body,
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(timestamp),
        "webhook-signature",
        signature);
  }

  static String signature(String id, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HOOK_KEY, "HmacSHA256"));
      byte[] text = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An event of a pickup. */
  static String event(String id, int sequence, String state) {
    return "{\"type\":\"pickup."
        + state
        + "\",\"timestamp\":\"2026-11-28T10:00:00Z\",\"data\":{\"seq\":"
        + sequence
        + ",\"previous\":0,\"sequence\":"
        + sequence
        + ",\"id\":\""
        + id
        + "\",\"state\":\""
        + state
        + "\"}}";
  }
}
