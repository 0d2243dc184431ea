package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.media.MediaType;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tower.core.Problem;
import tower.core.Result;
import tower.loop.Snapshot;
import tower.model.Link;
import tower.voucher.TestPapers;

/** Code and document say the same, over real HTTP. */
class ContractTest {
  private static final String PICKUP =
      """
      {"vin": "%s", "purpose": "buy", "voucher": "%s"}\
      """
          .formatted(Samples.VIN, Samples.VOUCHER);
  private static final String INTAKE =
      """
      {"purpose": "restock", "vehicle": {"vin": "%s", "brand": "Aurora", "model": "One",
       "heightMm": 1500, "lengthMm": 4500, "widthMm": 1850, "massKg": 1800}}\
      """
          .formatted(Samples.OTHER_VIN);

  /**
   * Every problem that a decision may end with; the others are refused before anything is asked.
   */
  private static final Set<Problem> DECIDED =
      EnumSet.complementOf(
          EnumSet.of(
              Problem.METHOD_NOT_ALLOWED,
              Problem.HEADERS_TOO_LARGE,
              Problem.EVENTS_RESET,
              Problem.UNAUTHENTICATED,
              Problem.MISSING_SCOPE,
              Problem.TOO_MANY_REQUESTS,
              Problem.TOO_MANY_CONNECTIONS));

  private static final AtomicInteger KEYS = new AtomicInteger();

  private static Served served;
  private final Contract contract = new Contract();

  @BeforeAll
  static void serve() {
    served = new Served(ApiLimits.Patience.USUAL, Clientele.door());
  }

  @AfterEach
  void acceptEverything() {
    served.tower.acceptEverything();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @Test
  void everyRouteIsInTheDocumentAndTheOtherWayRound() {
    Set<String> routes =
        served.tower.api().routes().stream()
            .map(r -> r.method() + " " + r.path())
            .collect(Collectors.toSet());
    assertThat(Contract.operations().keySet()).isEqualTo(routes);
  }

  /** The walk a shop takes, and the first thing that can go wrong with each call. */
  @Test
  void everyOperationWasExercisedAndKeepsItsPromise() {
    readsOfCars();
    pickups();
    intakes();
    events();
    webhooks();
    system();
    assertThat(contract.exercised()).isEqualTo(Contract.operations().keySet());
    assertThat(contract.seen).containsAll(Contract.headersOfSuccess());
  }

  private void readsOfCars() {
    assertThat(get("/v1/vehicles").statusCode()).isEqualTo(200);
    HttpResponse<String> page = get("/v1/vehicles?limit=1&state=in-bay&model=one");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(Samples.VIN).doesNotContain("B1");
    assertThat(get("/v1/vehicles?state=flying&limit=0").statusCode()).isEqualTo(422);
    assertThat(get("/v1/vehicles/" + Samples.VIN).statusCode()).isEqualTo(200);
    assertThat(get("/v1/vehicles/NOBODY").statusCode()).isEqualTo(404);
    assertThat(post("/v1/vehicles/" + Samples.VIN + "/release", "{}").statusCode()).isEqualTo(200);
    assertThat(post("/v1/vehicles/NOBODY/release", "{}").statusCode()).isEqualTo(404);
    assertThat(get("/v1/keys").statusCode()).isEqualTo(200);
    String keys = "{\"keys\": \"" + TestPapers.keys(8) + "\"}";
    assertThat(post("/v1/keys", keys).statusCode()).isEqualTo(200);
    assertThat(post("/v1/keys", "{\"keys\": \"x\"}").statusCode()).isEqualTo(422);
    assertThat(get("/v1/tower").body())
        .contains(
            "\"maintenanceWindows\":[{\"from\":\"2027-01-18T02:00:00+08:00\","
                + "\"until\":\"2027-01-18T04:00:00+08:00\"}]");
    assertThat(get("/v1/tower?verbose=1").statusCode()).isEqualTo(422);
    String could = "/v1/availability?purpose=buy&vin=";
    assertThat(get(could + Samples.VIN).body()).contains("\"available\":true", "PT1M40S");
    assertThat(get(could + Samples.OTHER_VIN).body()).contains("\"code\":\"vehicle-reserved\"");
    assertThat(get(could + Samples.VIN + "&at=2027-01-17T19:00:00Z").body())
        .contains("\"code\":\"maintenance-window\"", "\"againAt\":\"2027-01-17T20:00:00Z\"");
    assertThat(get(could + Samples.VIN + "&at=soon").statusCode()).isEqualTo(422);
  }

  private void pickups() {
    HttpResponse<String> taken = post("/v1/pickups", PICKUP);
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(taken.headers().firstValue("Location")).contains("/v1/pickups/p-0000000003");
    assertThat(get("/v1/pickups?limit=1").statusCode()).isEqualTo(200);
    assertThat(get("/v1/pickups/p-0000000001").statusCode()).isEqualTo(200);
    assertThat(get("/v1/pickups/p-99").statusCode()).isEqualTo(404);
    assertThat(post("/v1/pickups/p-0000000001/handover", "{\"code\": \"123456\"}").statusCode())
        .isEqualTo(200);
    assertThat(post("/v1/pickups/p-0000000001/handover", "{\"code\": \"12345\"}").statusCode())
        .isEqualTo(422);
    assertThat(post("/v1/pickups/p-0000000001/cancellation", "{}").statusCode()).isEqualTo(200);
    assertThat(post("/v1/pickups/p-0000000001/cancellation", null).statusCode()).isEqualTo(200);
    String testDrive =
        order("test-drive")
            .replace(
                "\"test-drive\"",
                "\"test-drive\", \"readyAt\": \"2026-10-01T09:00:00+08:00\","
                    + " \"expiresAt\": \"2026-10-02T02:00:00Z\", \"dueBackAt\": \"2026-10-05T18:00:00Z\"");
    assertThat(post("/v1/pickups", testDrive).statusCode()).isEqualTo(201);
    assertThat(post("/v1/pickups", order("service")).statusCode()).isEqualTo(201);
    String settlement = "{\"outcome\":\"delivered\",\"note\":\"bought\"}";
    assertThat(post("/v1/pickups/p-0000000001/settlement", settlement).statusCode()).isEqualTo(200);
    assertThat(post("/v1/pickups/p-0000000001/settlement", "{}").statusCode()).isEqualTo(422);
    String letOut = "{\"note\":\"the driver is here\"}";
    assertThat(post("/v1/intakes/i-0000000001/settlement", letOut).body()).contains("refused");
    assertThat(post("/v1/intakes/i-0000000001/settlement", "{}").statusCode()).isEqualTo(422);
    assertThat(post("/v1/pickups", "{").statusCode()).isEqualTo(400);
  }

  private static String order(String purpose) {
    return PICKUP
        .replace("buy", purpose)
        .replace(Samples.VOUCHER, TestPapers.voucher("v-2", purpose, Samples.VIN));
  }

  private void intakes() {
    assertThat(post("/v1/intakes", INTAKE).statusCode()).isEqualTo(201);
    assertThat(get("/v1/intakes").statusCode()).isEqualTo(200);
    assertThat(get("/v1/intakes/i-0000000001").statusCode()).isEqualTo(200);
    assertThat(get("/v1/intakes/p-0000000001").statusCode()).isEqualTo(404);
    assertThat(post("/v1/intakes/i-0000000001/cancellation", null).statusCode()).isEqualTo(200);
    String back =
        """
        {"purpose": "test-drive-return", "vehicle": {"vin": "%s", "chargePercent": 40,
         "odometerKm": 1234, "damage": "left door scratched"}}\
        """
            .formatted(Samples.VIN);
    HttpResponse<String> returned = post("/v1/intakes", back);
    assertThat(returned.statusCode()).isEqualTo(201);
    assertThat(returned.body()).contains("left door scratched", "1234");
    assertThat(post("/v1/intakes", back.replace("vin", "car")).statusCode()).isEqualTo(422);
  }

  private void events() {
    served.tower.tells("p-0000000001", "pickup.retrieving");
    served.tower.tells("i-0000000001", "intake.arriving");
    assertThat(get("/v1/events").body()).contains("pickup.retrieving", "intake.arriving");
    assertThat(get("/v1/events?after=3&limit=1").statusCode()).isEqualTo(200);
    assertThat(get("/v1/events?after=-1").statusCode()).isEqualTo(422);
    assertThat(get("/v1/events?after=9999").statusCode()).isEqualTo(410);
    assertThat(get("/v1/events/stream").statusCode()).isEqualTo(406);
    stream();
  }

  /** What has no end is judged by how it begins: its head, the first event and a replayed one. */
  private void stream() {
    try (Listener fresh = new Listener(served, Clientele.ALL.line());
        Listener back = new Listener(served, Clientele.ALL.line() + "Last-Event-ID: 0\r\n")) {
      Listener.Event snapshot = fresh.event();
      assertThat(snapshot.type()).isEqualTo("snapshot");
      Contract.judgeEvent("EventSnapshot", snapshot.data());
      assertThat(snapshot.data()).contains("\"maintenanceWindows\":[{\"from\":");
      Listener.Event told = back.event();
      assertThat(told.type()).isEqualTo("pickup.retrieving");
      Contract.judgeEvent("Event", told.data());
      Map<String, String> sent =
          Map.of(
              "Accept",
              "text/event-stream",
              "Last-Event-ID",
              "0",
              "Authorization",
              Clientele.ALL.header());
      Map<String, List<String>> head = Map.of("Content-Type", List.of(back.header("Content-Type")));
      contract.judge("GET", "/v1/events/stream", sent, null, back.status(), head, told.data());
    }
  }

  private void webhooks() {
    served.tower.publish();
    served.tower.turn();
    assertThat(get("/v1/webhooks").statusCode()).isEqualTo(200);
    assertThat(get("/v1/webhooks/deliveries?endpoint=shop&limit=1").statusCode()).isEqualTo(200);
    assertThat(get("/v1/webhooks/deliveries?endpoint=nobody").statusCode()).isEqualTo(422);
    assertThat(get("/v1/webhooks/deliveries/d-0000000001").statusCode()).isEqualTo(200);
    assertThat(get("/v1/webhooks/deliveries/d-99").statusCode()).isEqualTo(404);
    String redelivery = "/v1/webhooks/deliveries/d-1/redelivery";
    assertThat(post(redelivery, null).statusCode()).isEqualTo(202);
    assertThat(get("/v1/webhooks/deliveries/d-1").body()).contains("\"redelivery\":true");
    served.tower.turn();
    assertThat(post("/v1/webhooks/deliveries/d-99/redelivery", "{}").statusCode()).isEqualTo(404);
    assertThat(post("/v1/webhooks/shop/test", "{}").statusCode()).isEqualTo(202);
    served.tower.turn();
    assertThat(get("/v1/webhooks/deliveries").statusCode()).isEqualTo(200);
    assertThat(post("/v1/webhooks/nobody/test", "{}").statusCode()).isEqualTo(404);
    assertThat(post("/v1/webhooks/off/test", "{}").statusCode()).isEqualTo(409);
    assertThat(post("/v1/webhooks/shop/enabling", null).statusCode()).isEqualTo(200);
    assertThat(post("/v1/webhooks/shop/enabling", "{\"a\":1}").statusCode()).isEqualTo(422);
  }

  private void system() {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    served.tower.live = Samples.live(false, Snapshot.Disk.FULL, Link.LOST, List.of(Samples.REASON));
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    served.tower.live = Samples.live(true, Snapshot.Disk.OK, Link.UP, List.of());
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
    assertThat(get("/openapi.yaml").body()).isEqualTo(Contract.TEXT);
    assertThat(get("/problems").statusCode()).isEqualTo(200);
    assertThat(get("/problems/inbox-full").statusCode()).isEqualTo(200);
    assertThat(get("/problems/unheard-of").statusCode()).isEqualTo(404);
  }

  /**
   * Whatever the tower answers to whatever request, the document knows the status and its shape.
   */
  @Test
  void everyRefusalOfTheTowerIsInTheDocument() {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("/v1/pickups", PICKUP);
    bodies.put("/v1/intakes", INTAKE);
    bodies.put("/v1/pickups/p-0000000001/cancellation", "{}");
    bodies.put("/v1/pickups/p-0000000001/handover", "{\"code\": \"123456\"}");
    bodies.put("/v1/intakes/i-0000000001/cancellation", "{}");
    bodies.put("/v1/vehicles/" + Samples.VIN + "/release", "{}");
    bodies.forEach((path, body) -> {
      Set<String> promised =
          Contract.statuses(
              "POST " + path.replaceAll("/[pi]-\\d+", "/{id}").replace(Samples.VIN, "{vin}"));
      for (Problem problem : DECIDED) {
        if (promised.contains(Integer.toString(problem.status())) && concerns(path, problem)) {
          served.tower.decision = r -> Samples.refused(problem);
          HttpResponse<String> response = post(path, body);
          assertThat(response.statusCode()).as(path).isEqualTo(problem.status());
          assertThat(response.body()).contains("\"code\":\"" + problem.code() + "\"");
        }
      }
    });
    served.tower.decision =
        r ->
            CompletableFuture.completedFuture(
                new Result.CodeWrong(Samples.pickup("p-1", Samples.VIN)));
    assertThat(post("/v1/pickups/p-1/handover", "{\"code\": \"654321\"}").statusCode())
        .isEqualTo(403);
    served.tower.acceptEverything();
  }

  @Test
  void everyProblemHasItsPageAndItsPlaceInTheDocument() {
    // Refused by the server before an operation is found: no operation lists them.
    Set<Problem> ofTheServer = Set.of(Problem.METHOD_NOT_ALLOWED, Problem.HEADERS_TOO_LARGE);
    for (Problem problem : Problem.values()) {
      HttpResponse<String> page = get("/problems/" + problem.code());
      assertThat(page.statusCode()).as(problem.code()).isEqualTo(200);
      assertThat(page.body()).contains(problem.title(), ProblemPages.remedy(problem));
      assertThat(page.body())
          .contains("Why", "What the shop does", "What a technician does", "Does a retry help")
          .contains("Example", "\"code\":\"" + problem.code() + "\"");
      assertThat(get("/problems").body()).contains("\"/problems/" + problem.code() + "\"");
      if (!ofTheServer.contains(problem)) {
        assertThat(Contract.TEXT).contains(problem.code());
      }
    }
  }

  /** A code is asked for at the door, a voucher before that. */
  private static boolean concerns(String path, Problem problem) {
    return switch (problem) {
      case WRONG_CODE, NO_TRIES_LEFT -> path.endsWith("/handover");
      case VOUCHER_NOT_GENUINE, VOUCHER_EXPIRED -> path.equals("/v1/pickups");
      case VOUCHER_REVOKED -> path.equals("/v1/pickups") || path.endsWith("/handover");
      default -> true;
    };
  }

  @Test
  void noPageIsThin() {
    Set<String> codes =
        Arrays.stream(Problem.values()).map(Problem::code).collect(Collectors.toSet());
    assertThat(ProblemPages.told()).isEqualTo(codes);
    Set<String> reasons = new TreeSet<>();
    for (Problem problem : Problem.values()) {
      ProblemStory story = ProblemPages.story(problem);
      assertThat(ProblemPages.remedy(problem)).hasSizeGreaterThan(50).doesNotContain("<", "&");
      assertThat(story.why()).as(problem.code()).hasSizeGreaterThan(60).endsWith(".");
      assertThat(story.technician()).as(problem.code()).hasSizeGreaterThan(7).endsWith(".");
      if (problem.clearing() == Problem.Clearing.TECHNICIAN) {
        assertThat(story.technician()).as(problem.code()).hasSizeGreaterThan(50);
      }
      assertThat(story.example()).as(problem.code()).isNotBlank();
      assertThat(reasons.add(story.why())).as("its own reason: " + problem.code()).isTrue();
    }
  }

  /** A reader copies the examples first. */
  @Test
  void theExamplesOfRequestsAreAccepted() {
    Map<String, Object> examples = new LinkedHashMap<>();
    Contract.DOCUMENT
        .getPaths()
        .forEach((path, item) -> {
          if (item.getPost() != null && item.getPost().getRequestBody().getContent() != null) {
            MediaType json = item.getPost().getRequestBody().getContent().get("application/json");
            examples.put(
                path.replace("{id}", path.contains("intakes") ? "i-0000000001" : "p-0000000001"),
                json.getExample());
          }
        });
    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    examples.forEach((path, example) ->
        assertThat(post(path, example.toString()).statusCode()).as(path).isBetween(200, 201));
  }

  private HttpResponse<String> get(String path) {
    Map<String, String> headers = Map.of("Authorization", Clientele.ALL.header());
    HttpResponse<String> response = served.get(path, Clientele.ALL);
    contract.judge("GET", path, headers, null, response);
    return response;
  }

  private HttpResponse<String> post(String path, @Nullable String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", Clientele.ALL.header());
    headers.put("Idempotency-Key", "key-" + KEYS.incrementAndGet());
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    HttpRequest.Builder request = served.request(path);
    headers.forEach(request::header);
    HttpResponse<String> response =
        served.send(
            request
                .POST(body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    contract.judge("POST", path, headers, body, response);
    if (response.statusCode() < 300) {
      // Its repeat is promised too.
      HttpResponse<String> again = served.send(response.request());
      contract.judge("POST", path, headers, body, again);
      assertThat(again.body()).isEqualTo(response.body());
    }
    return response;
  }
}
