package tower.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tower.model.Random;
import tower.model.Time;
import tower.store.Deliveries;
import tower.store.Deliveries.Answer;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Wish;

/**
 * All webhooks of a tower. One thread calls {@link #turn} again and again; everything else is for
 * every thread and blocks none.
 */
public final class Webhooks {
  /** How late a new event is noticed at most, in ms: looking whether there is one costs nothing. */
  static final long LOOK_MS = 250;

  private final List<Courier> couriers = new ArrayList<>();
  private final @Nullable Deliveries deliveries;
  private final Time time;
  private volatile Runnable waker = () -> {};

  /**
   * Webhooks over their ports.
   *
   * @param towerId in the ids of events
   * @param random for the jitter of waits
   * @param durable the journal's last durable sequence, to be asked at any time
   */
  public Webhooks(
      String towerId,
      List<Endpoint> endpoints,
      Deliveries deliveries,
      Client client,
      Time time,
      Random random,
      LongSupplier durable) {
    this.deliveries = deliveries;
    this.time = time;
    for (Endpoint endpoint : endpoints) {
      couriers.add(
          new Courier(
              towerId, endpoint, deliveries, client, time, random, durable, () -> waker.run()));
    }
  }

  private Webhooks(Time time) {
    this.deliveries = null;
    this.time = time;
  }

  /** No webhooks, and no log of deliveries: where nothing is ever sent. */
  public static Webhooks none(Time time) {
    return new Webhooks(time);
  }

  /** Names who is woken when there is something to do; must not block. */
  public void wakes(Runnable waked) {
    waker = waked;
  }

  /**
   * Does what can be done now.
   *
   * @return monotonic ms when to call it again, unless it is woken before
   */
  public long turn() {
    long due = time.millis() + LOOK_MS;
    for (Courier courier : couriers) {
      due = Math.min(due, courier.turn());
    }
    return due;
  }

  /** How every endpoint does, in the sequence of the configuration. */
  public List<Status> statuses() {
    return couriers.stream().map(Courier::status).toList();
  }

  /** How one endpoint does; empty when the configuration has none of this name. */
  public Optional<Status> status(String name) {
    return statuses().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** Wall time of an endpoint's next attempt, 0 when none is planned. */
  public long nextUtcMs(Status status) {
    return status.nextMs() == 0 ? 0 : time.utcMs() + Math.max(0, status.nextMs() - time.millis());
  }

  /** Grants a person's wish, once per key. */
  public CompletableFuture<Answer> ask(String key, String bodyHash, Wish wish) {
    return log()
        .ask(key, bodyHash, wish, time.utcMs())
        .whenComplete((answer, failure) -> couriers.forEach(Courier::nudge));
  }

  /** A row of the log of deliveries. */
  public CompletableFuture<Optional<Delivery>> delivery(long id) {
    return log().delivery(id);
  }

  /** The log of deliveries, newest first; see {@link Deliveries#deliveries}. */
  public CompletableFuture<List<Delivery>> deliveries(
      @Nullable String endpoint, long before, int limit) {
    return log().deliveries(endpoint, before, limit);
  }

  private Deliveries log() {
    if (deliveries == null) {
      throw new IllegalStateException("here is no log of deliveries");
    }
    return deliveries;
  }
}
