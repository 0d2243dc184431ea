package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One customer's car, from the tap to the end. Many threads change it, each change under its
 * monitor; who waits for the next change sees the latest state, so nothing queues.
 */
final class Order {
  private static final Set<String> ENDED =
      Set.of("collected", "returned", "cancelled", "restowed", "failed");
  private static final Set<String> INTAKE_ENDED =
      Set.of("stored", "cancelled", "expired", "failed");
  private static final int MOMENTS = 64;

  final String id;
  final String owner;
  final boolean loan;
  final JsonNode car;
  final Offer offer;
  final String code;
  final String createdAt;

  private final Map<String, Attempt> attempts = new HashMap<>();
  private final List<Moment> moments = new ArrayList<>();
  private JsonNode pickup = MissingNode.getInstance();
  private JsonNode intake = MissingNode.getInstance();
  private JsonNode refusal = MissingNode.getInstance();
  private boolean withdrawn;
  private boolean givenUp;
  private long version = 1;

  /**
   * A new one, which the tower has not heard of.
   *
   * @param owner the browser that may see the code
   * @param car as the tower had it
   */
  Order(
      String id,
      String owner,
      boolean loan,
      JsonNode car,
      Offer offer,
      String code,
      String createdAt) {
    this.id = id;
    this.owner = owner;
    this.loan = loan;
    this.car = car;
    this.offer = offer;
    this.code = code;
    this.createdAt = createdAt;
  }

  /** One command to the tower: the same body has the same key until its answer was definite. */
  private record Attempt(int number, String body, boolean open) {}

  /** One event of the tower's. */
  private record Moment(String subject, long sequence, String type, String time) {}

  String vin() {
    return car.path("vin").asText();
  }

  String purpose() {
    return loan ? "test-drive" : "buy";
  }

  /** The key for a command, the old one when the same command had no definite answer yet. */
  synchronized String key(String what, String body) {
    Attempt last = attempts.get(what);
    if (last == null || !last.open() || !last.body().equals(body)) {
      last = new Attempt(last == null ? 1 : last.number() + 1, body, true);
      attempts.put(what, last);
    }
    return id + "-" + what + "-" + last.number();
  }

  /** The command's answer was definite. */
  synchronized void settled(String what) {
    attempts.computeIfPresent(what, (w, a) -> new Attempt(a.number(), a.body(), false));
  }

  /** The tower has said no to the whole order. */
  synchronized void refused(JsonNode problem) {
    refusal = problem;
    changed();
  }

  /** It is not known what became of it, and nobody asks any more. */
  synchronized void givenUp() {
    givenUp = true;
    changed();
  }

  /** The customer wants no car any more, and the tower may not even know of one. */
  synchronized boolean withdraw() {
    if (!pickup.isMissingNode() || !refusal.isMissingNode()) {
      return false;
    }
    withdrawn = true;
    changed();
    return true;
  }

  synchronized boolean withdrawn() {
    return withdrawn;
  }

  synchronized void pickup(JsonNode seen) {
    if (!seen.equals(pickup)) {
      pickup = seen;
      changed();
    }
  }

  synchronized void intake(JsonNode seen) {
    if (!seen.equals(intake)) {
      intake = seen;
      changed();
    }
  }

  /** Notes an event: one that was noted before changes nothing, a late one takes its place. */
  synchronized void happened(String subject, long sequence, String type, String time) {
    boolean known =
        moments.stream().anyMatch(m -> m.subject.equals(subject) && m.sequence == sequence);
    if (!known && moments.size() < MOMENTS) {
      int at = moments.size();
      while (at > 0
          && moments.get(at - 1).subject.equals(subject)
          && moments.get(at - 1).sequence > sequence) {
        at--;
      }
      moments.add(at, new Moment(subject, sequence, type, time));
      changed();
    }
  }

  synchronized String pickupId() {
    return pickup.path("id").asText();
  }

  synchronized String intakeId() {
    return intake.path("id").asText();
  }

  synchronized String state() {
    return pickup.path("state").asText();
  }

  private String intakeState() {
    return intake.path("state").asText();
  }

  /** Whether its car is lent, and nobody has announced it back. */
  synchronized boolean mayReturn() {
    boolean out = state().equals("out") || state().equals("late");
    boolean announced = !intake.isMissingNode() && !INTAKE_ENDED.contains(intakeState());
    return out && !announced;
  }

  /** Whether nothing can change any more. */
  synchronized boolean ended() {
    if (givenUp || !refusal.isMissingNode()) {
      return true;
    }
    // Its car counts as back before it stands in a bay again.
    boolean comesIn = !intake.isMissingNode() && !INTAKE_ENDED.contains(intakeState());
    return ENDED.contains(state()) && !comesIn;
  }

  private void changed() {
    version++;
    notifyAll();
  }

  /** Says that something outside has changed that {@link #tell} shows. */
  synchronized void stir() {
    changed();
  }

  synchronized long version() {
    return version;
  }

  /** Waits for another version than the one seen, no longer than {@code limitMs}. */
  synchronized long awaitOther(long seen, long limitMs) throws InterruptedException {
    long deadline = System.nanoTime() + limitMs * 1_000_000;
    while (version == seen) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return version;
      }
      wait(left);
    }
    return version;
  }

  private Money money() {
    if (!refusal.isMissingNode()) {
      return Money.RETURNED;
    }
    if (givenUp) {
      return Money.UNDECIDED;
    }
    String damage = intake.path("damage").asText("");
    boolean damaged = !damage.isEmpty() && !damage.equals("null");
    return Money.of(loan, state(), pickup.path("delivery").asText(""), damaged);
  }

  /**
   * As the page shows it.
   *
   * @param mine true for the browser that ordered: only that sees the code
   * @param reachable whether the tower answers just now
   */
  synchronized ObjectNode tell(boolean mine, boolean reachable) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("id", id);
    told.put("version", version);
    told.put("purpose", purpose());
    told.put("createdAt", createdAt);
    told.put("mine", mine);
    told.put("reachable", reachable);
    told.put("stage", stage());
    told.put("ended", ended());
    ObjectNode thing = told.putObject("car");
    thing.setAll((ObjectNode) car);
    offer.tell(thing);
    ObjectNode sum = told.putObject("money");
    sum.put("state", money().key);
    sum.put("yuan", loan ? Offer.TEST_DRIVE_YUAN : offer.depositYuan());
    told.put("pickup", pickup.isMissingNode() ? null : pickupId());
    told.set("tower", pickup.isMissingNode() ? null : pickup);
    told.set("intake", intake.isMissingNode() ? null : intake);
    told.set("refusal", refusal.isMissingNode() ? null : refusal);
    told.put("code", mine ? code : null);
    ArrayNode history = told.putArray("history");
    for (Moment moment : moments) {
      history.addObject().put("type", moment.type).put("time", moment.time);
    }
    return told;
  }

  private String stage() {
    if (!refusal.isMissingNode()) {
      return "refused";
    }
    if (pickup.isMissingNode()) {
      return givenUp ? "unknown" : withdrawn ? "withdrawn" : "asking";
    }
    return "accepted";
  }

  /** The tower's own words about a no, if it said one. */
  synchronized @Nullable JsonNode refusal() {
    return refusal.isMissingNode() ? null : refusal;
  }
}
