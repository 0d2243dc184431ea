package tower.simulator.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tower.model.Purpose;

/** A shop rehearses over real HTTP, at a hundred times the wall's pace. */
@Timeout(120)
class RehearsalTest {
  private static final String FIRST = "LTWDEMX0000000001";
  private static final String SECOND = "LTWDEMX0000000003";

  @TempDir private Path keys;

  /** What every shop does on its first day, without a person lifting a finger. */
  @Test
  void aScriptBuysLendsAndTakesBack() throws Exception {
    try (Script script = Script.begin(keys)) {
      script.ready();
      String bought = script.order("buy-1", FIRST, Purpose.BUY);
      script.untilState(bought, "staged");
      script.enterCode(bought);
      JsonNode end = script.untilState(bought, "collected");
      assertThat(end.path("delivery").asText()).isEqualTo("delivered");

      String lent = script.order("drive-1", SECOND, Purpose.TEST_DRIVE);
      script.untilState(lent, "staged");
      script.enterCode(lent);
      script.untilState(lent, "out");
      Script.Answer back =
          script.post(
              "back-1",
              "/v1/intakes",
              "{\"purpose\":\"test-drive-return\",\"vehicle\":{\"vin\":\"" + SECOND + "\"}}");
      assertThat(back.status()).as("%s", back.body()).isEqualTo(201);
      script.untilState("/v1/intakes/" + back.body().path("id").asText(), "stored");
      assertThat(script.get(lent).body().path("state").asText()).isEqualTo("returned");

      JsonNode truth = script.state();
      assertThat(place(truth, FIRST)).isEqualTo("outside");
      assertThat(place(truth, SECOND)).startsWith("bay ");
      assertThat(truth.path("findings")).isEmpty();
    }
  }

  static String place(JsonNode state, String vin) {
    for (JsonNode car : state.path("cars")) {
      if (car.path("vin").asText().equals(vin)) {
        return car.path("place").asText();
      }
    }
    return "";
  }

  /**
   * The power goes while the car is on its way: nothing answers but the helpers, and afterwards the
   * tower knows what it had promised, and keeps it.
   */
  @Test
  void aCarOnItsWayIsDeliveredAfterAPowerCut() throws Exception {
    try (Script script = Script.begin(keys)) {
      script.ready();
      script.does("speed", "{\"factor\":2}"); // so that nobody comes too late to see it on its way
      String body = script.orderBody("cut-1", FIRST, Purpose.BUY);
      Script.Answer accepted = script.post("cut-1", "/v1/pickups", body);
      String pickup = "/v1/pickups/" + accepted.body().path("id").asText();
      CompletableFuture<HttpResponse<Stream<String>>> stream = listen(script);
      stream.join();
      script.untilState(pickup, "retrieving");
      assertThat(script.does("cut-power", "{\"forSeconds\":60}").path("power").asBoolean())
          .isFalse();
      Script.Answer dark = script.get("/v1/tower");
      assertThat(dark.status()).isEqualTo(503);
      assertThat(dark.body().path("code").asText()).isEqualTo("timed-out");
      assertThat(script.post("cut-1", "/v1/pickups", body).status()).isEqualTo(503);
      assertThat(script.helper("cut-power", "{\"forSeconds\":60}").status()).isEqualTo(503);
      assertThat(stream.join().body().count()).isPositive(); // it has ended

      JsonNode after = script.advance("PT2M");
      assertThat(after.path("power").asBoolean()).isTrue();
      assertThat(after.path("lives").asInt()).isEqualTo(2);
      script.does("speed", "{\"factor\":100}");
      Script.Answer repeated = script.post("cut-1", "/v1/pickups", body);
      assertThat(repeated.status()).isEqualTo(201);
      assertThat(repeated.body()).isEqualTo(accepted.body());
      script.untilState(pickup, "staged");
      script.enterCode(pickup);
      script.untilState(pickup, "collected");
      assertThat(place(script.state(), FIRST)).isEqualTo("outside");
    }
  }

  private static CompletableFuture<HttpResponse<Stream<String>>> listen(Script script) {
    return script
        .http()
        .sendAsync(
            HttpRequest.newBuilder(script.at("/v1/events/stream"))
                .header("Accept", "text/event-stream")
                .GET()
                .build(),
            HttpResponse.BodyHandlers.ofLines());
  }

  /** A webhook as it came. */
  private record Told(String id, String timestamp, String signature, String body) {}

  /** While the line is cut nothing comes and nothing is lost; then all of it, in its sequence. */
  @Test
  void webhooksWaitForTheCloudAndAreSignedForARealClock() throws Exception {
    List<Told> told = new CopyOnWriteArrayList<>();
    HttpServer shop =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/hook",
        exchange -> {
          told.add(
              new Told(
                  exchange.getRequestHeaders().getFirst("webhook-id"),
                  exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                  exchange.getRequestHeaders().getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    shop.start();
    URI url = URI.create("http://127.0.0.1:" + shop.getAddress().getPort() + "/hook");
    try (Script script = Script.begin(keys, url)) {
      script.ready();
      script.does("cloud-down", "{}");
      String bought = script.order("hook-1", FIRST, Purpose.BUY);
      script.untilState(bought, "staged");
      assertThat(told).isEmpty();
      JsonNode cut = script.get("/v1/webhooks").body().path("items").path(0);
      assertThat(cut.path("state").asText()).as("%s", cut).isEqualTo("waiting");

      script.does("cloud-up", "{}");
      script.advance("PT30M");
      script.until("/v1/webhooks", b -> b.path("items").path(0).path("pending").asInt() == 0);
      List<String> topics =
          told.stream().map(t -> t.body().replaceAll(".*\"type\":\"([^\"]*)\".*", "$1")).toList();
      assertThat(topics).containsSubsequence("pickup.queued", "pickup.retrieving", "pickup.staged");
      String secret = Files.readString(keys.resolve("webhook.secret")).strip();
      for (Told one : told) {
        assertThat(one.signature()).isEqualTo(signature(secret, one));
        long off = Long.parseLong(one.timestamp()) - System.currentTimeMillis() / 1000;
        assertThat(Math.abs(off)).isLessThan(300);
      }
    } finally {
      shop.stop(0);
    }
  }

  private static String signature(String secret, Told told) throws Exception {
    Base64.Decoder base64 = Base64.getDecoder();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(base64.decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed = told.id() + "." + told.timestamp() + "." + told.body();
    byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(digest);
  }

  /** Whatever ends the process by itself may not be: everybody can see it, and the program ends. */
  @Test
  void whatMayNotBeIsToldAndEndsTheRehearsal() throws Exception {
    try (Script script = Script.begin(keys)) {
      script.ready();
      script.rehearsal.onStage(s -> requireNonNull(s.living()).loop().end("a bug")).join();
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (script.state().path("findings").isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      assertThat(script.state().path("findings").path(0).asText()).contains("a bug");
      assertThat(script.get("/v1/tower").status()).isEqualTo(503);
      assertThat(script.helper("advance", "{\"duration\":\"PT1M\"}").status()).isEqualTo(503);
      assertThat(script.rehearsal.awaitEnd()).hasSize(1);
    }
  }
}
