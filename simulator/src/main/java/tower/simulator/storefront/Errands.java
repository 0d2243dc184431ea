package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tower.model.Purpose;
import tower.simulator.shop.Seller;
import tower.simulator.storefront.ShopProblem.Kind;
import tower.simulator.storefront.TowerClient.Answer;

/** What the shop asks the tower to do for an order, each until the answer is definite. */
final class Errands implements AutoCloseable {
  /** How long a test drive lasts. */
  static final Duration LOAN = Duration.ofMinutes(60);

  /** A customer looks at a button that works for so long; the same tap again goes on. */
  private static final Duration TAP = Duration.ofSeconds(10);

  private final TowerClient tower;
  private final Seller seller;
  private final Watch watch;
  private final Helpers helpers;
  private final Duration patience;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("shop-order-", 0).factory());

  /**
   * A clerk.
   *
   * @param patience how long an order is offered to a tower that is silent; the voucher is valid
   *     for a week
   */
  Errands(TowerClient tower, Seller seller, Watch watch, Helpers helpers, Duration patience) {
    this.tower = tower;
    this.seller = seller;
    this.watch = watch;
    this.helpers = helpers;
    this.patience = patience;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Begins to ask for the car; the order tells what comes of it. */
  void begin(Order order) {
    threads.execute(() -> {
      try {
        ask(order);
      } catch (InterruptedException e) {
        order.givenUp();
      }
    });
  }

  private void ask(Order order) throws InterruptedException {
    long now = helpers.utcMs();
    Purpose purpose = order.loan ? Purpose.TEST_DRIVE : Purpose.BUY;
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("vin", order.vin());
    body.put("purpose", purpose.key());
    body.put("voucher", seller.voucher(order.id, purpose, order.vin(), order.code, now));
    if (order.loan) {
      body.put("dueBackAt", Instant.ofEpochMilli(now).plus(LOAN).toString());
    }
    Answer answer =
        tower.settle("/v1/pickups", order.key("pickup", body.toString()), body, patience);
    if (answer == null) {
      order.givenUp();
    } else if (!answer.ok()) {
      order.refused(answer.body());
    } else {
      order.pickup(answer.body());
      watch.claim(order.pickupId());
      if (order.withdrawn()) {
        post(order, "cancellation", cancellation(order), none(), patience);
      }
    }
  }

  /** Takes the order back, as far as the tower still can. */
  void cancel(Order order) throws InterruptedException {
    if (order.withdraw()) {
      return;
    }
    requirePickup(order);
    order.pickup(command(order, "cancellation", cancellation(order), none()));
  }

  /** Types the code at the portal. */
  void handOver(Order order, String code) throws InterruptedException {
    requirePickup(order);
    String path = "/v1/pickups/" + order.pickupId() + "/handover";
    order.pickup(command(order, "handover", path, none().put("code", code)));
  }

  /**
   * Announces that a lent car comes back.
   *
   * @param vehicle what may have changed about it
   */
  void giveBack(Order order, ObjectNode vehicle) throws InterruptedException {
    if (!order.mayReturn()) {
      throw new ShopProblem(Kind.WRONG_TIME, "the car is not lent, or its return is announced");
    }
    ObjectNode body = none().put("purpose", "test-drive-return");
    body.set("vehicle", vehicle.put("vin", order.vin()));
    order.intake(command(order, "return", "/v1/intakes", body));
    watch.claim(order.intakeId());
  }

  private static String cancellation(Order order) {
    return "/v1/pickups/" + order.pickupId() + "/cancellation";
  }

  private static void requirePickup(Order order) {
    if (order.pickupId().isEmpty()) {
      throw new ShopProblem(Kind.WRONG_TIME, "the tower has not taken this order");
    }
  }

  private JsonNode command(Order order, String what, String path, ObjectNode body)
      throws InterruptedException {
    Answer answer = post(order, what, path, body, TAP);
    if (!answer.ok()) {
      watch.claim(order.pickupId());
      String detail = answer.body().path("detail").asText(answer.body().path("title").asText());
      throw new ShopProblem(Kind.REFUSED, detail, answer.body());
    }
    return answer.body();
  }

  private Answer post(Order order, String what, String path, ObjectNode body, Duration limit)
      throws InterruptedException {
    Answer answer = tower.settle(path, order.key(what, body.toString()), body, limit);
    if (answer == null) {
      throw new ShopProblem(Kind.TOWER_SILENT, "the tower has given no definite answer");
    }
    order.settled(what);
    return answer;
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }
}
