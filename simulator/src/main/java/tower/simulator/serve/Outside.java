package tower.simulator.serve;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.core.Asker;
import tower.core.Known;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.loop.Commands;
import tower.model.Intake;
import tower.model.Pickup;
import tower.simulator.product.VirtualProcess;
import tower.simulator.product.VirtualStore;
import tower.store.Batch;
import tower.store.Deliveries;
import tower.store.Outbox;
import tower.store.Store;

/**
 * The way from Jetty's threads to whatever process lives: what the API asks of loop and store is
 * asked by the world's own thread.
 */
final class Outside implements Commands, Store, Outbox {
  private final Pace pace;
  private final Supplier<@Nullable VirtualProcess> living;

  /**
   * A way in.
   *
   * @param living the process, null while none lives; asked on the world's thread
   */
  Outside(Pace pace, Supplier<@Nullable VirtualProcess> living) {
    this.pace = pace;
    this.living = living;
  }

  @Override
  public CompletableFuture<Result> submit(
      String key, String bodyHash, Asker by, Request request, @Nullable Known known) {
    return pace.askFor(
            () -> {
              VirtualProcess process = living.get();
              return process == null
                  ? dark()
                  : process.loop().submit(key, bodyHash, by, request, known);
            })
        // The loop's own futures never fail: it is the world that takes no more questions.
        .exceptionally(full -> new Result.Refused(Problem.INBOX_FULL, "ask again in a second"));
  }

  private static CompletableFuture<Result> dark() {
    return CompletableFuture.completedFuture(
        new Result.Refused(Problem.TIMED_OUT, "the tower is off; ask again with the same key"));
  }

  private <T> CompletableFuture<T> look(Function<VirtualStore, CompletableFuture<T>> question) {
    return pace.ask(() -> {
      VirtualProcess process = living.get();
      if (process == null) {
        throw new IllegalStateException("the tower is off");
      }
      return question.apply(process.store()).join(); // in virtual time a look-up is done at once
    });
  }

  @Override
  public boolean submit(Batch batch) {
    throw new UnsupportedOperationException("only the loop writes");
  }

  @Override
  public CompletableFuture<Optional<Known>> known(String key) {
    return look(store -> store.known(key));
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickup(String id) {
    return look(store -> store.pickup(id));
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickupOfVoucher(String jti) {
    return look(store -> store.pickupOfVoucher(jti));
  }

  @Override
  public CompletableFuture<Optional<Intake>> intake(String id) {
    return look(store -> store.intake(id));
  }

  @Override
  public CompletableFuture<List<Outbox.Event>> events(long afterSeq, int limit) {
    return look(store -> store.events(afterSeq, limit));
  }

  /** The webhooks' tables, for every thread. */
  Deliveries deliveries(Deliveries desk) {
    return new Desk(desk);
  }

  private final class Desk implements Deliveries {
    private final Deliveries desk;

    Desk(Deliveries desk) {
      this.desk = desk;
    }

    private <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
      return pace.ask(() -> question.get().join());
    }

    @Override
    public CompletableFuture<Progress> begin(String name, String urlHash, long utcMs) {
      return ask(() -> desk.begin(name, urlHash, utcMs));
    }

    @Override
    public CompletableFuture<Next> next(String name, List<String> topics, long after, int count) {
      return ask(() -> desk.next(name, topics, after, count));
    }

    @Override
    public CompletableFuture<Delivery> settle(Delivery delivery, Progress progress) {
      return ask(() -> desk.settle(delivery, progress));
    }

    @Override
    public CompletableFuture<Answer> ask(String key, String bodyHash, Wish wish, long utcMs) {
      return ask(() -> desk.ask(key, bodyHash, wish, utcMs));
    }

    @Override
    public CompletableFuture<Optional<Delivery>> delivery(long id) {
      return ask(() -> desk.delivery(id));
    }

    @Override
    public CompletableFuture<List<Delivery>> deliveries(
        @Nullable String endpoint, long before, int limit) {
      return ask(() -> desk.deliveries(endpoint, before, limit));
    }
  }
}
