package tower.simulator.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tower.model.Purpose;
import tower.simulator.demo.Shop;
import tower.simulator.shop.Seller;
import tower.simulator.world.Chance;

/**
 * One client that never rests: orders cars and lends them, brings back what was sold or lent,
 * changes its mind, sends its customers with their codes, tells the shop's keys, and repeats with
 * the same key whatever was not answered.
 */
final class Trader implements AutoCloseable {
  private static final long LOAN_MS = 3_600_000;
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
  private final Set<String> returning = new HashSet<>();
  private final AtomicLong collected = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final Thread thread;
  private final String tower;
  private final int number;
  private final long periodMs;
  private final int mostOpen;
  private volatile boolean buying = true;
  private volatile boolean ended;
  private int keys;

  private record Asked(String path, String key, ObjectNode body) {}

  /**
   * A client who has not begun.
   *
   * @param number of this client, part of its keys
   * @param periodMs between two things that it does; all clients do theirs at once
   * @param mostOpen pickups that it orders at a time
   */
  Trader(
      Shop shop,
      Promises promises,
      Seller seller,
      String tower,
      Chance chance,
      int number,
      long periodMs,
      int mostOpen) {
    this.shop = shop;
    this.promises = promises;
    this.seller = seller;
    this.tower = tower;
    this.chance = chance;
    this.number = number;
    this.periodMs = periodMs;
    this.mostOpen = mostOpen;
    thread = Thread.ofPlatform().name("client " + number).daemon().unstarted(this::trade);
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
        awaitBeat();
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** On the beat that everybody has: so their requests are in flight at the same time. */
  private void awaitBeat() throws InterruptedException {
    Thread.sleep(periodMs - System.currentTimeMillis() % periodMs);
  }

  private void pause() {
    try {
      awaitBeat();
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
    switch (chance.below(10)) {
      case 0, 1 -> bring();
      case 2, 3 -> cancel(open);
      case 4 -> tellKeys();
      case 5, 6 -> bringBack(open);
      default -> {
        if (open.size() < mostOpen) {
          order(chance.below(3) == 0 ? Purpose.TEST_DRIVE : Purpose.BUY);
        }
      }
    }
  }

  private List<JsonNode> open() throws IOException, InterruptedException {
    List<JsonNode> open = new ArrayList<>();
    for (JsonNode pickup : shop.get("/v1/pickups?limit=100").body().path("items")) {
      String id = pickup.path("id").asText();
      if (pickup.path("delivery").isNull() && codes.containsKey(id)) {
        open.add(pickup);
      }
      if (pickup.path("state").asText().equals("collected") && codes.remove(id) != null) {
        collected.incrementAndGet();
      }
    }
    return open;
  }

  private void order(Purpose purpose) throws IOException, InterruptedException {
    for (JsonNode car : shop.get("/v1/vehicles").body().path("items")) {
      cars.put(car.path("vin").asText(), car);
    }
    if (cars.isEmpty()) {
      return;
    }
    String vin = List.copyOf(cars.keySet()).get(chance.below(cars.size()));
    String key = key("order");
    String code = String.format(Locale.ROOT, "%06d", chance.below(1_000_000));
    long now = System.currentTimeMillis();
    String voucher = seller.voucher(key, purpose, vin, code, now);
    ObjectNode body = shop.body().put("vin", vin).put("purpose", purpose.key());
    body.put("voucher", voucher);
    if (purpose.lends()) {
      body.put("dueBackAt", Instant.ofEpochMilli(now + LOAN_MS).toString());
    }
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
    post("/v1/intakes", key("bring"), body, "");
  }

  /** The customer of a test drive comes back. */
  private void bringBack(List<JsonNode> open) throws IOException, InterruptedException {
    for (JsonNode pickup : open) {
      String vin = pickup.path("vin").asText();
      if (pickup.path("state").asText().equals("out") && returning.add(vin)) {
        ObjectNode body = shop.body().put("purpose", Purpose.TEST_DRIVE_RETURN.key());
        body.putObject("vehicle").put("vin", vin).put("odometerKm", keys).put("chargePercent", 50);
        Shop.Answer answer = post("/v1/intakes", key("return"), body, "");
        if (answer.status() / 100 != 2) {
          returning.remove(vin);
        }
        return;
      }
    }
    returning.clear();
  }

  /** A newer list of the same keys; another client may have told a newer one still. */
  private void tellKeys() throws IOException, InterruptedException {
    long version = shop.get("/v1/keys").body().path("version").asLong() + 1;
    post("/v1/keys", key("keys"), shop.body().put("keys", Seller.keys(tower, version)), "");
  }

  private String key(String what) {
    return what + "-" + number + "-" + ++keys;
  }

  private void cancel(List<JsonNode> open) throws IOException, InterruptedException {
    if (!open.isEmpty() && chance.below(3) == 0) {
      String id = open.get(chance.below(open.size())).path("id").asText();
      post("/v1/pickups/" + id + "/cancellation", key("cancel"), shop.body(), "");
    }
  }

  private void handOver(JsonNode pickup) throws IOException, InterruptedException {
    String id = pickup.path("id").asText();
    ObjectNode body = shop.body().put("code", codes.getOrDefault(id, "000000"));
    post("/v1/pickups/" + id + "/handover", key("code"), body, "");
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
      if (Promises.busy(answer)) {
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
