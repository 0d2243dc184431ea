package tower.simulator.storefront;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import tower.simulator.storefront.ShopProblem.Kind;
import tower.simulator.storefront.TowerClient.Answer;

/**
 * What only a rehearsal's tower offers: people who can be told to come, and a time of its own. A
 * real tower answers 404; there people come by themselves, and time is everybody's.
 */
final class Helpers {
  static final Set<String> ACTS = Set.of("drive-out", "drive-in");

  private static final String PATH = "/v1/test-helpers/";

  /** How long an answer is believed: so long when there are none, less when there are. */
  private static final long NONE_NANOS = 30_000_000_000L;

  private static final long SOME_NANOS = 2_000_000_000L;

  private final TowerClient tower;
  private boolean rehearsal;
  private boolean automatic;
  private long readNanos;
  private boolean read;

  Helpers(TowerClient tower) {
    this.tower = tower;
  }

  /** Whether nobody comes unless a button here is pressed. */
  synchronized boolean wanted() throws InterruptedException {
    long age = System.nanoTime() - readNanos;
    if (!read || age > (rehearsal ? SOME_NANOS : NONE_NANOS)) {
      look();
    }
    return rehearsal && !automatic;
  }

  /** What time it is for the tower, UTC ms since 1970. */
  synchronized long utcMs() throws InterruptedException {
    long now = System.currentTimeMillis();
    boolean none = read && !rehearsal && System.nanoTime() - readNanos < NONE_NANOS;
    return none ? now : look(now);
  }

  private void look() throws InterruptedException {
    look(System.currentTimeMillis());
  }

  /** Asks the tower; a silent one leaves everything as it was, and is asked again. */
  private long look(long otherwise) throws InterruptedException {
    try {
      Answer answer = tower.get(PATH + "state");
      rehearsal = answer.ok();
      automatic = answer.body().path("peopleAutomatic").asBoolean(true);
      read = true;
      readNanos = System.nanoTime();
      return rehearsal
          ? Instant.parse(answer.body().path("now").asText()).toEpochMilli()
          : otherwise;
    } catch (IOException | DateTimeException e) {
      return otherwise;
    }
  }

  /**
   * Lets the customer come.
   *
   * @throws ShopProblem when the tower has no helpers, or nobody is wanted now
   */
  void act(Order order, String act) throws InterruptedException {
    boolean out = act.equals("drive-out");
    String subject = out ? order.pickupId() : order.intakeId();
    if (subject.isEmpty()) {
      throw new ShopProblem(Kind.WRONG_TIME, "nobody is wanted at a portal");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put(out ? "pickup" : "intake", subject);
    String path = PATH + (out ? "customer-collects" : "driver-brings");
    try {
      Answer answer = tower.post(path, order.key(act, body.toString()), body);
      order.settled(act);
      if (!answer.ok()) {
        String detail = answer.body().path("detail").asText("this tower is no rehearsal");
        throw new ShopProblem(Kind.REFUSED, detail, answer.body());
      }
    } catch (IOException e) {
      throw new ShopProblem(Kind.TOWER_SILENT, "the tower does not answer");
    }
  }
}
