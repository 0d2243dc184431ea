package tower.simulator.product;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;
import tower.store.Deliveries;
import tower.store.SqliteStore;

/**
 * The webhooks' tables beside the tower's own, in virtual time: what is written takes a moment, is
 * lost with the process in that moment, and is not taken by a full disk. Of what was written
 * nothing is lost at a power cut, though it might be.
 */
public final class VirtualDeliveries implements Deliveries {
  private static final long WRITE_NANOS = 3 * World.MS;

  private final Incarnation life;
  private final StoreFaults disk;
  private final Deliveries tables;

  /** The tables as one process has them. */
  public VirtualDeliveries(Incarnation life, SqliteStore database, StoreFaults disk) {
    this.life = life;
    this.disk = disk;
    tables = database.deliveries();
  }

  private <T> CompletableFuture<T> written(Supplier<CompletableFuture<T>> deed) {
    CompletableFuture<T> done = new CompletableFuture<>();
    life.world().in(WRITE_NANOS, () -> write(deed, done));
    return done;
  }

  private <T> void write(Supplier<CompletableFuture<T>> deed, CompletableFuture<T> done) {
    long now = life.world().nanos();
    if (!life.isAlive()) {
      return;
    }
    if (life.stopped()) {
      life.world().at(life.stoppedUntil(), () -> write(deed, done));
    } else if (disk.full(now) || disk.readOnly(now)) {
      done.completeExceptionally(new IOException("the disk takes nothing"));
    } else {
      var _ =
          deed.get()
              .whenComplete((value, failure) -> {
                if (failure == null) {
                  done.complete(value);
                } else {
                  done.completeExceptionally(failure);
                }
              });
    }
  }

  @Override
  public CompletableFuture<Progress> begin(String name, String urlHash, long utcMs) {
    // Before anything is committed by this process: a new endpoint begins with what comes then.
    return tables.begin(name, urlHash, utcMs);
  }

  @Override
  public CompletableFuture<Next> next(String name, List<String> topics, long after, int count) {
    return tables.next(name, topics, after, count);
  }

  @Override
  public CompletableFuture<Delivery> settle(Delivery delivery, Progress progress) {
    return written(() -> tables.settle(delivery, progress));
  }

  @Override
  public CompletableFuture<Answer> ask(String key, String bodyHash, Wish wish, long utcMs) {
    return tables.ask(key, bodyHash, wish, utcMs);
  }

  @Override
  public CompletableFuture<Optional<Delivery>> delivery(long id) {
    return tables.delivery(id);
  }

  @Override
  public CompletableFuture<List<Delivery>> deliveries(
      @Nullable String endpoint, long before, int limit) {
    return tables.deliveries(endpoint, before, limit);
  }
}
