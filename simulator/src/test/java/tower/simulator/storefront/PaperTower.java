package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A tower that a test writes: it says what it is told to say, and remembers what it was asked. */
final class PaperTower implements AutoCloseable {
  static final String ID = "paper-1";
  private static final Set<String> CANCELLABLE =
      Set.of("scheduled", "queued", "retrieving", "staged");
  private static final JsonMapper JSON = new JsonMapper();

  /** One command that reached it. */
  record Asked(String path, String key, JsonNode body) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, ObjectNode> things = new LinkedHashMap<>();
  private final List<ObjectNode> events = new ArrayList<>();
  private final List<ObjectNode> refusals = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private int silent;
  private boolean dark;

  PaperTower() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The next commands arrive, and are answered with 503 as if they had not. */
  synchronized void losesAnswers(int number) {
    silent = number;
  }

  /** Breaks off every call, or answers again. */
  synchronized void dark(boolean newDark) {
    dark = newDark;
  }

  /** Asks the next command to come again: it has not decided the first one yet. */
  synchronized void hasNotDecided() {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    refusals.add(
        problem.put("status", 409).put("code", "request-in-progress").put("retryable", true));
  }

  /** Answers the next command with what a proxy says, in a form that no tower knows. */
  synchronized void isBehindAProxy(int status) {
    refusals.add(JsonNodeFactory.instance.objectNode().put("status", status));
  }

  /** Refuses the next command. */
  synchronized void refusesNext(int status, String code, String detail) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    refusals.add(problem.put("status", status).put("code", code).put("detail", detail));
  }

  /** Changes a pickup or intake: names and texts by turns; an empty text is null. */
  synchronized void set(String id, String... members) {
    ObjectNode thing = things.get(id);
    for (int i = 0; i < members.length; i += 2) {
      String value = members[i + 1];
      thing.put(members[i], value.isEmpty() ? null : value);
    }
    if (!CANCELLABLE.contains(thing.path("state").asText())) {
      thing.putObject("links");
    }
  }

  /** Foretells when a pickup's car will be ready: at 10:01 as often as not, surely by 10:04. */
  synchronized void foretells(String id, String phase, int before) {
    ObjectNode estimate = things.get(id).putObject("estimate");
    estimate.put("phase", phase).put("queuePosition", before);
    estimate
        .putObject("readyBy")
        .put("p50", "2026-10-01T10:01:00")
        .put("p90", "2026-10-01T10:04:00");
    estimate.putObject("readyIn").put("p50", "PT1M").put("p90", "PT4M");
  }

  /** Writes down an event of the state that it has. */
  synchronized void tells(String id, int sequence) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String kind = id.startsWith("p-") ? "pickup." : "intake.";
    event.put("seq", events.size() + 1).put("subject", id).put("sequence", sequence);
    event.put("type", kind + things.get(id).path("state").asText());
    event.put("time", Instant.now().toString());
    events.add(event);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean command = exchange.getRequestMethod().equals("POST");
    JsonNode body = command ? JSON.readTree(exchange.getRequestBody()) : null;
    ObjectNode answer;
    int status = 200;
    synchronized (this) {
      if (command) {
        asked.add(new Asked(path, exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
      }
      if (dark) {
        exchange.close();
        return;
      }
      if (command && silent > 0) {
        silent--;
        send(exchange, 503, JsonNodeFactory.instance.objectNode().put("code", "inbox-full"));
        return;
      }
      if (command && !refusals.isEmpty()) {
        answer = refusals.removeFirst();
        status = answer.path("status").asInt();
      } else {
        answer = command ? command(path, body) : read(path, exchange.getRequestURI().getQuery());
        status =
            answer.has("status") ? 404 : command && path.split("/", -1).length == 3 ? 201 : 200;
      }
    }
    send(exchange, status, answer);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode answer)
      throws IOException {
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private ObjectNode command(String path, JsonNode body) {
    String[] parts = path.split("/", -1);
    if (parts.length == 5) {
      String state = parts[4].equals("handover") ? "handing-over" : "cancelled";
      if (state.equals("cancelled")) {
        things.get(parts[3]).put("delivery", "not-delivered-car-safe");
      }
      return things.get(parts[3]).put("state", state);
    }
    boolean pickup = parts[2].equals("pickups");
    String id = (pickup ? "p-" : "i-") + (things.size() + 1);
    JsonNode vin = pickup ? body.path("vin") : body.path("vehicle").path("vin");
    ObjectNode thing = JsonNodeFactory.instance.objectNode();
    thing.put("id", id).put("vin", vin.asText()).put("state", "queued");
    thing.put("purpose", body.path("purpose").asText());
    thing.putNull("portal").putNull("damage").putNull("delivery").put("triesLeft", 5);
    thing.put("dueBackAt", body.path("dueBackAt").asText(null));
    thing.putObject("links").put("cancellation", "/v1/pickups/" + id + "/cancellation");
    if (body.path("vehicle").has("damage")) {
      thing.put("damage", body.path("vehicle").path("damage").asText());
    }
    things.put(id, thing);
    return thing;
  }

  private ObjectNode read(String path, String query) {
    String[] parts = path.split("/", -1);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (path.equals("/v1/tower")) {
      answer.put("tower", ID).put("state", "ready").put("taking", true).putArray("reasons");
    } else if (path.equals("/v1/vehicles")) {
      cars(answer.putArray("items"));
      answer.putNull("nextCursor");
    } else if (path.equals("/v1/events")) {
      long after = Long.parseLong(query.replaceAll(".*after=", ""));
      ArrayNode items = answer.putArray("items");
      events.stream().filter(e -> e.path("seq").asLong() > after).forEach(items::add);
      answer.put("lastSeq", Math.max(after, events.size())).put("more", false);
    } else if (parts.length == 4 && things.containsKey(parts[3])) {
      return things.get(parts[3]);
    } else {
      answer.put("status", 404).put("code", "not-found");
    }
    return answer;
  }

  private static void cars(ArrayNode into) {
    String[] models = {"Aster", "Birch", "Cedar", "Dahlia", "Elm"};
    String[] colours = {"red", "white", "blue", "black", "lilac"};
    for (int i = 0; i < models.length; i++) {
      ObjectNode car = into.addObject();
      car.put("vin", vin(i)).put("brand", "Linden").put("model", models[i]).put("trim", "Sport");
      car.put("colour", colours[i]).put("sizeClass", "height-1650").put("chargePercent", 80);
      car.put("state", i == 4 ? "withheld" : "in-bay");
    }
  }

  /** The n-th car, from 0. */
  static String vin(int n) {
    return "LTWDEMX000000000" + n;
  }
}
