package tower.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The webhooks' tables as futures: on the store's thread, or where nobody else is, at once. */
final class DeliveryDesk implements Deliveries {
  /** Puts a question where the database may be touched. */
  interface Asker {
    <T> CompletableFuture<T> ask(Supplier<T> question);
  }

  private final Asker asker;
  private final Runnable maintain;
  private final DeliveryTables tables;

  DeliveryDesk(Asker asker, Runnable maintain, DeliveryTables tables) {
    this.asker = asker;
    this.maintain = maintain;
    this.tables = tables;
  }

  @Override
  public CompletableFuture<Progress> begin(String name, String urlHash, long utcMs) {
    return write(() -> tables.begin(name, urlHash, utcMs));
  }

  @Override
  public CompletableFuture<Next> next(String name, List<String> topics, long after, int count) {
    return on(() -> tables.next(name, topics, after, count));
  }

  @Override
  public CompletableFuture<Delivery> settle(Delivery delivery, Progress progress) {
    return write(() -> tables.settle(delivery, progress));
  }

  @Override
  public CompletableFuture<Answer> ask(String key, String bodyHash, Wish wish, long utcMs) {
    return write(() -> tables.ask(key, bodyHash, wish, utcMs));
  }

  @Override
  public CompletableFuture<Optional<Delivery>> delivery(long id) {
    return on(() -> tables.delivery(id));
  }

  @Override
  public CompletableFuture<List<Delivery>> deliveries(
      @Nullable String endpoint, long before, int limit) {
    return on(() -> tables.deliveries(endpoint, before, limit));
  }

  /** What is written here makes the WAL longer, too, when the tower itself has nothing to write. */
  private <T> CompletableFuture<T> write(Supplier<T> deed) {
    return on(() -> {
      T done = deed.get();
      maintain.run();
      return done;
    });
  }

  private <T> CompletableFuture<T> on(Supplier<T> question) {
    return asker.ask(question);
  }
}
