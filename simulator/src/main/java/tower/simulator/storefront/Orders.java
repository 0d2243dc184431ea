package tower.simulator.storefront;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tower.simulator.storefront.ShopProblem.Kind;

/** The orders of this process, oldest first; when they are many the oldest that ended goes. */
final class Orders {
  private final int limit;
  private final Map<String, Order> byId = new LinkedHashMap<>();
  private final Map<String, Keyed> byKey = new LinkedHashMap<>();

  Orders(int limit) {
    this.limit = limit;
  }

  /** What was ordered under an idempotency key. */
  private record Keyed(String wish, Order order) {}

  /**
   * The order that this key has made before.
   *
   * @param owner the browser that asks, empty for one that has lost the first answer
   * @throws ShopProblem when it was another wish, or somebody else's
   */
  synchronized Optional<Order> under(String key, String wish, String owner) {
    Keyed known = byKey.get(key);
    if (known == null) {
      return Optional.empty();
    }
    if (!known.wish().equals(wish)) {
      throw new ShopProblem(Kind.KEY_REUSED, "the key has ordered something else before");
    }
    if (!owner.isEmpty() && !owner.equals(known.order().owner)) {
      throw new ShopProblem(Kind.KEY_REUSED, "another browser has used this key");
    }
    return Optional.of(known.order());
  }

  /**
   * Takes one in.
   *
   * @param key its idempotency key, empty for none
   * @return it, or the one that the same key has made a moment ago
   * @throws ShopProblem when all places have open orders
   */
  synchronized Order add(String key, String wish, Order order) {
    // No owner: two of the same browser's first taps have two names.
    Optional<Order> known = key.isEmpty() ? Optional.empty() : under(key, wish, "");
    if (known.isPresent()) {
      return known.get();
    }
    if (byId.size() >= limit && !dropOldest()) {
      throw new ShopProblem(Kind.SHOP_FULL, limit + " orders are open");
    }
    byId.put(order.id, order);
    if (!key.isEmpty()) {
      byKey.put(key, new Keyed(wish, order));
    }
    return order;
  }

  private boolean dropOldest() {
    Iterator<Order> all = byId.values().iterator();
    while (all.hasNext()) {
      Order oldest = all.next();
      if (oldest.ended()) {
        all.remove();
        byKey.values().removeIf(k -> k.order() == oldest);
        return true;
      }
    }
    return false;
  }

  /**
   * One order.
   *
   * @throws ShopProblem when there is none
   */
  synchronized Order get(String id) {
    Order order = byId.get(id);
    if (order == null) {
      throw new ShopProblem(Kind.NOT_FOUND, "no such order; they live as long as this shop runs");
    }
    return order;
  }

  /** The orders of one browser, newest first. */
  synchronized List<Order> of(String owner) {
    return byId.values().stream().filter(o -> o.owner.equals(owner)).toList().reversed();
  }

  /** Those that can still change. */
  synchronized List<Order> open() {
    return new ArrayList<>(byId.values().stream().filter(o -> !o.ended()).toList());
  }

  /** The order that a pickup or an intake belongs to. */
  synchronized Optional<Order> about(String subject) {
    return byId.values().stream()
        .filter(o -> o.pickupId().equals(subject) || o.intakeId().equals(subject))
        .findFirst();
  }
}
