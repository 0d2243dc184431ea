package tower.simulator.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.model.Purpose;
import tower.simulator.demo.Sources;
import tower.simulator.shop.Seller;

/** A shop's script and the rehearsal that it talks to, over real HTTP. */
final class Script implements AutoCloseable {
  static final String CODE = "493817";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final String CONTRACT = contract();
  private static final OpenApiInteractionValidator JUDGE =
      OpenApiInteractionValidator.createForInlineApiSpecification(CONTRACT).build();

  final Rehearsal rehearsal;

  /** Helpers that were called, by name. */
  final Set<String> exercised = new TreeSet<>();

  private final Seller seller;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int keys;

  private Script(Rehearsal rehearsal, Seller seller) {
    this.rehearsal = rehearsal;
    this.seller = seller;
  }

  static Script begin(Path keys) throws Exception {
    return begin(keys, null);
  }

  /** The smallest tower with two cars, a hundred times as fast as the wall's clock. */
  static Script begin(Path keys, @Nullable URI webhook) throws Exception {
    return begin(keys, "tiny-4", 2, webhook);
  }

  static Script begin(Path keys, String tower, int cars, @Nullable URI webhook) throws Exception {
    TowerConfig config = ConfigReader.read(Sources.config("towers/" + tower + ".toml"));
    ShopFolder shop = ShopFolder.at(keys);
    Rehearsal rehearsal =
        Rehearsal.start(new Rehearsal.Plan(config, 1, cars, 100, 0, shop, webhook));
    return new Script(rehearsal, Seller.of(tower, shop.codeKeyFile()));
  }

  static String contract() {
    try (InputStream in = Helpers.class.getResourceAsStream("test-helpers.yaml")) {
      return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An answer. */
  record Answer(int status, JsonNode body) {}

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + rehearsal.port() + path);
  }

  HttpClient http() {
    return http;
  }

  Answer get(String path) throws Exception {
    return send(HttpRequest.newBuilder(at(path)).GET().build());
  }

  Answer post(String key, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  /** A dealer's car that the shop has announced; the path of its intake. */
  String announced(String vin) throws Exception {
    Answer answer =
        post(
            "intake-" + vin,
            "/v1/intakes",
            """
            {"purpose":"restock","vehicle":{"vin":"%s","brand":"Linden","model":"Elm",
             "heightMm":1500,"lengthMm":4500,"widthMm":1850,"massKg":1800}}\
            """
                .formatted(vin));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return "/v1/intakes/" + answer.body().path("id").asText();
  }

  /** Calls a helper; call and answer are as its contract has them. */
  Answer helper(String name, String body) throws Exception {
    String path = Helpers.PATH + name;
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    judge(Request.Method.POST, path, response);
    if (response.statusCode() < 300) {
      SimpleRequest request =
          SimpleRequest.Builder.post(path)
              .withContentType("application/json")
              .withBody(body)
              .build();
      assertThat(JUDGE.validateRequest(request).getMessages()).as(path + " " + body).isEmpty();
      exercised.add(name);
    }
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  /** A helper that does what it is asked. */
  JsonNode does(String name, String body) throws Exception {
    Answer answer = helper(name, body);
    assertThat(answer.status()).as("%s %s: %s", name, body, answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Lets time pass, however long a busy machine takes for it; what is then. */
  JsonNode advance(String duration) throws Exception {
    Answer answer = helper("advance", "{\"duration\":\"" + duration + "\"}");
    assertThat(answer.status()).as("%s", answer.body()).isIn(200, 202);
    if (answer.status() == 200) {
      return answer.body();
    }
    return until(Helpers.PATH + "state", b -> !b.path("advancing").asBoolean());
  }

  JsonNode state() throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(at(Helpers.PATH + "state")).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    judge(Request.Method.GET, Helpers.PATH + "state", response);
    return JSON.readTree(response.body());
  }

  private static void judge(Request.Method method, String path, HttpResponse<String> response) {
    SimpleResponse.Builder answer =
        SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
    response.headers().map().forEach(answer::withHeader);
    assertThat(JUDGE.validateResponse(path, method, answer.build()).getMessages())
        .as(path + " -> " + response.statusCode() + " " + response.body())
        .isEmpty();
  }

  void ready() throws Exception {
    until("/v1/tower", b -> b.path("state").asText().equals("ready"));
    until("/v1/tower", b -> b.path("portals").path(0).path("phase").asText().equals("shut"));
  }

  /** Looks until it is so, while virtual time runs. */
  JsonNode until(String path, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Answer last = get(path);
    while (!wanted.test(last.body())) {
      assertThat(System.nanoTime()).as("%s is still %s", path, last.body()).isLessThan(deadline);
      Thread.sleep(10);
      last = get(path);
    }
    return last.body();
  }

  JsonNode untilState(String path, String wanted) throws Exception {
    return until(path, b -> b.path("state").asText().equals(wanted));
  }

  /** Orders a car; answers its path. */
  String order(String jti, String vin, Purpose purpose) throws Exception {
    Answer answer = post(jti, "/v1/pickups", orderBody(jti, vin, purpose));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return "/v1/pickups/" + answer.body().path("id").asText();
  }

  String orderBody(String jti, String vin, Purpose purpose) throws Exception {
    Instant now = Instant.parse(state().path("now").asText());
    String voucher = seller.voucher(jti, purpose, vin, CODE, System.currentTimeMillis());
    String back =
        purpose == Purpose.TEST_DRIVE
            ? ",\"dueBackAt\":\"" + now.plus(Duration.ofHours(2)) + "\""
            : "";
    return "{\"vin\":\"%s\",\"purpose\":\"%s\",\"voucher\":\"%s\"%s}"
        .formatted(vin, purpose.key(), voucher, back);
  }

  void enterCode(String pickup) throws Exception {
    Answer answer = post("code-" + ++keys, pickup + "/handover", "{\"code\":\"" + CODE + "\"}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    rehearsal.close();
  }
}
