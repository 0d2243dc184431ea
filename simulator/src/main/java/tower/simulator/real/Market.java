package tower.simulator.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tower.model.Purpose;
import tower.simulator.demo.Shop;
import tower.simulator.shop.Seller;
import tower.simulator.world.Chance;

/**
 * A shop that never rests: orders cars, brings back those that were sold, changes its mind, sends
 * its customers with their codes, and repeats with the same key whatever was not answered.
 */
final class Market implements AutoCloseable {
  private static final long PERIOD_MS = 120;
  private static final int MOST_OPEN = 4;
  private static final String[] DECLARED = {
    "vin", "brand", "model", "heightMm", "lengthMm", "widthMm", "massKg"
  };

  private final Shop shop;
  private final Promises promises;
  private final Seller seller;
  private final Chance chance;
  private final Map<String, JsonNode> cars = new TreeMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private final List<Asked> unanswered = new ArrayList<>();
  private final AtomicLong collected = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("market").daemon().unstarted(this::trade);
  private volatile boolean buying = true;
  private volatile boolean ended;
  private int keys;

  private record Asked(String path, String key, ObjectNode body) {}

  Market(Shop shop, Promises promises, Seller seller, Chance chance) {
    this.shop = shop;
    this.promises = promises;
    this.seller = seller;
    this.chance = chance;
  }

  void start() {
    thread.start();
  }

  /** Asks for nothing new from now on, but goes on serving what was asked for. */
  void rest() {
    buying = false;
  }

  /** Cars that were handed over. */
  long collected() {
    return collected.get();
  }

  /** Requests without an answer that were repeated until they had one. */
  long repeated() {
    return repeated.get();
  }

  private void trade() {
    while (!ended) {
      try {
        repeatUnanswered();
        act();
        Thread.sleep(PERIOD_MS);
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PERIOD_MS);
    } catch (InterruptedException e) {
      ended = true;
    }
  }

  private void act() throws IOException, InterruptedException {
    List<JsonNode> open = open();
    for (JsonNode pickup : open) {
      if (pickup.path("state").asText().equals("staged")) {
        handOver(pickup);
        return;
      }
    }
    if (!buying) {
      return;
    }
    switch (chance.below(4)) {
      case 0 -> bring();
      case 1 -> cancel(open);
      default -> {
        if (open.size() < MOST_OPEN) {
          order();
        }
      }
    }
  }

  private List<JsonNode> open() throws IOException, InterruptedException {
    List<JsonNode> open = new ArrayList<>();
    for (JsonNode pickup : shop.get("/v1/pickups?limit=50").body().path("items")) {
      if (pickup.path("delivery").isNull()) {
        open.add(pickup);
      }
      String id = pickup.path("id").asText();
      if (pickup.path("state").asText().equals("collected") && codes.remove(id) != null) {
        collected.incrementAndGet();
      }
    }
    return open;
  }

  private void order() throws IOException, InterruptedException {
    for (JsonNode car : shop.get("/v1/vehicles").body().path("items")) {
      cars.put(car.path("vin").asText(), car);
    }
    if (cars.isEmpty()) {
      return;
    }
    String vin = List.copyOf(cars.keySet()).get(chance.below(cars.size()));
    String key = "order-" + ++keys;
    String code = String.format(Locale.ROOT, "%06d", chance.below(1_000_000));
    String voucher = seller.voucher(key, Purpose.BUY, vin, code, System.currentTimeMillis());
    ObjectNode body = shop.body().put("vin", vin).put("purpose", "buy").put("voucher", voucher);
    Shop.Answer answer = post("/v1/pickups", key, body, code);
    ordered(answer, code);
  }

  private void ordered(Shop.Answer answer, String code) {
    if (answer.status() == 201) {
      codes.put(answer.body().path("id").asText(), code);
    }
  }

  /** A car that is not in the tower is brought; of one that is, the tower says so. */
  private void bring() throws IOException, InterruptedException {
    if (cars.isEmpty()) {
      return;
    }
    JsonNode car = List.copyOf(cars.values()).get(chance.below(cars.size()));
    ObjectNode vehicle = shop.body();
    for (String name : DECLARED) {
      vehicle.set(name, car.path(name));
    }
    ObjectNode body = shop.body().put("purpose", "restock");
    body.set("vehicle", vehicle);
    post("/v1/intakes", "bring-" + ++keys, body, "");
  }

  private void cancel(List<JsonNode> open) throws IOException, InterruptedException {
    if (!open.isEmpty() && chance.below(3) == 0) {
      String id = open.get(chance.below(open.size())).path("id").asText();
      post("/v1/pickups/" + id + "/cancellation", "cancel-" + ++keys, shop.body(), "");
    }
  }

  private void handOver(JsonNode pickup) throws IOException, InterruptedException {
    String id = pickup.path("id").asText();
    ObjectNode body = shop.body().put("code", codes.getOrDefault(id, "000000"));
    post("/v1/pickups/" + id + "/handover", "code-" + ++keys, body, "");
  }

  private Shop.Answer post(String path, String key, ObjectNode body, String code)
      throws IOException, InterruptedException {
    try {
      return promises.post(path, key, body);
    } catch (IOException e) {
      unanswered.add(new Asked(path, key, body));
      if (!code.isEmpty()) {
        codes.put(key, code);
      }
      throw e;
    }
  }

  private void repeatUnanswered() throws IOException, InterruptedException {
    while (!unanswered.isEmpty()) {
      Asked first = unanswered.getFirst();
      Shop.Answer answer = promises.post(first.path(), first.key(), first.body());
      if (answer.status() == 503) {
        return;
      }
      unanswered.removeFirst();
      repeated.incrementAndGet();
      String code = codes.remove(first.key());
      if (code != null) {
        ordered(answer, code);
      }
    }
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
  }
}
