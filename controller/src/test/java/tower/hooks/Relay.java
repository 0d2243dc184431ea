package tower.hooks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tower.store.Deliveries;

/** Hands everything on; a test overrides what is to go wrong. */
class Relay implements Deliveries {
  private final Deliveries deliveries;

  Relay(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public CompletableFuture<Progress> begin(String name, String urlHash, long utcMs) {
    return deliveries.begin(name, urlHash, utcMs);
  }

  @Override
  public CompletableFuture<Next> next(String name, List<String> topics, long after, int count) {
    return deliveries.next(name, topics, after, count);
  }

  @Override
  public CompletableFuture<Delivery> settle(Delivery delivery, Progress progress) {
    return deliveries.settle(delivery, progress);
  }

  @Override
  public CompletableFuture<Answer> ask(String key, String bodyHash, Wish wish, long utcMs) {
    return deliveries.ask(key, bodyHash, wish, utcMs);
  }

  @Override
  public CompletableFuture<Optional<Delivery>> delivery(long id) {
    return deliveries.delivery(id);
  }

  @Override
  public CompletableFuture<List<Delivery>> deliveries(
      @Nullable String endpoint, long before, int limit) {
    return deliveries.deliveries(endpoint, before, limit);
  }
}
