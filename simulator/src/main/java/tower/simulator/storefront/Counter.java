package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.simulator.storefront.ShopProblem.Kind;

/** What browsers and scripts may ask for, without any HTTP. */
final class Counter {
  /** How long a browser waits for the tower's first answer before it is told to look again. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

  private static final int CODES = 1_000_000;

  private final Catalog catalog;
  private final Orders orders;
  private final Errands errands;
  private final Helpers helpers;
  private final TowerClient tower;
  private final SecureRandom random = new SecureRandom();

  Counter(Catalog catalog, Orders orders, Errands errands, Helpers helpers, TowerClient tower) {
    this.catalog = catalog;
    this.orders = orders;
    this.errands = errands;
    this.helpers = helpers;
    this.tower = tower;
  }

  /** The cars, and what this shop can do. */
  JsonNode cars() throws InterruptedException {
    ObjectNode told = catalog.tell();
    told.put("helpers", helpers.wanted());
    return told;
  }

  private String name(String owner) {
    return owner.isEmpty() ? secret() : owner;
  }

  /** A new name for a browser, or for an order: nobody guesses 128 bits. */
  private String secret() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Orders a car, and waits a little for the tower's answer.
   *
   * @param owner the browser's name, empty for a new one
   * @param key idempotency key, null for none
   * @throws ShopProblem when the tower refuses
   */
  Order order(String owner, @Nullable String key, byte[] body) throws InterruptedException {
    Wish wish = Wish.read(body, Set.of("vin", "purpose"));
    String vin = wish.vin();
    boolean loan = wish.loan();
    String name = key == null ? "" : key;
    if (key != null && !key.matches("[!-~]{1,128}")) {
      throw new ShopProblem(Kind.MALFORMED, "Idempotency-Key: 1..128 visible ASCII characters");
    }
    Optional<Order> known =
        name.isEmpty() ? Optional.empty() : orders.under(name, wish.toString(), owner);
    Order order = known.isPresent() ? known.get() : take(owner, name, wish.toString(), vin, loan);
    awaitAnswer(order);
    JsonNode refusal = order.refusal();
    if (refusal != null) {
      throw new ShopProblem(Kind.REFUSED, refusal.path("detail").asText(), refusal);
    }
    return order;
  }

  private Order take(String owner, String key, String wish, String vin, boolean loan)
      throws InterruptedException {
    JsonNode car = catalog.car(vin);
    String code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
    String now = Instant.ofEpochMilli(helpers.utcMs()).toString();
    Order fresh = new Order("o-" + secret(), name(owner), loan, car, catalog.offer(car), code, now);
    Order order = orders.add(key, wish, fresh);
    if (order == fresh) {
      errands.begin(order);
    }
    return order;
  }

  private static void awaitAnswer(Order order) throws InterruptedException {
    long deadline = System.nanoTime() + FIRST_ANSWER.toNanos();
    long seen = order.version();
    while (order.pickupId().isEmpty() && !order.ended() && System.nanoTime() < deadline) {
      seen = order.awaitOther(seen, (deadline - System.nanoTime()) / 1_000_000);
    }
  }

  Order get(String id) {
    return orders.get(id);
  }

  ObjectNode tell(Order order, String owner) {
    return order.tell(order.owner.equals(owner), tower.reachable());
  }

  /** The orders of one browser. */
  ObjectNode mine(String owner) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    ArrayNode list = told.putArray("orders");
    orders.of(owner).forEach(order -> list.add(tell(order, owner)));
    return told;
  }

  /**
   * Does something with an order. Scripts have no browser: whoever has the name of an order and
   * none of its browser's cookies may do what does not need the code.
   */
  void act(Order order, String what, byte[] body) throws InterruptedException {
    switch (what) {
      case "cancellation" -> {
        Wish.read(body, Set.of());
        errands.cancel(order);
      }
      case "handover" -> errands.handOver(order, Wish.read(body, Set.of("code")).code());
      case "return" ->
          errands.giveBack(
              order, Wish.read(body, Set.of("chargePercent", "odometerKm", "damage")).returned());
      case "acts" -> helpers.act(order, Wish.read(body, Set.of("act")).word("act", Helpers.ACTS));
      default -> throw new ShopProblem(Kind.NOT_FOUND, "nobody can do this with an order");
    }
  }
}
