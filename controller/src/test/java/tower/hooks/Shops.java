package tower.hooks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tower.core.Fact;
import tower.model.Time;
import tower.store.Batch;
import tower.store.Deliveries;
import tower.store.SqliteStore;

/**
 * A tower's outbox on a real database, endpoints that answer by a rule, and a clock that only the
 * test moves. The monotonic clock has another origin in every process.
 */
final class Shops implements AutoCloseable {
  static final String VIN = "LSVAA4182E2000001";
  static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  /** No test sends more: what never ends must fail. */
  private static final int MOST = 2_000;

  /** One request that was sent. */
  record Sent(long atMs, Client.Request request) {
    String id() {
      return request.headers().get("webhook-id");
    }

    long seq() {
      return Long.parseLong(request.body().replaceFirst(".*\"seq\":(\\d+).*", "$1"));
    }
  }

  final SqliteStore store = SqliteStore.inMemory("t-1", 0);
  final List<Sent> sent = new ArrayList<>();
  Function<Client.Request, CompletableFuture<Client.Response>> shop = r -> answer(204);
  UnaryOperator<Deliveries> disk = d -> d;
  long chance;
  Webhooks webhooks;

  /** Since the first process began; each process's own clock is this less its beginning. */
  private long nowMs = 1_000_000;

  private long bootMs = nowMs;
  private long utcAheadMs = 1_800_000_000_000L;
  private long seq;
  private List<Endpoint> endpoints = List.of(endpoint("shop"));

  Shops() {
    store.load();
    start();
  }

  static Endpoint endpoint(String name, String... topics) {
    return new Endpoint(name, url(), List.of(SECRET), List.of(topics), false);
  }

  static URI url() {
    return URI.create("https://shop.example/events");
  }

  static CompletableFuture<Client.Response> answer(int status) {
    return CompletableFuture.completedFuture(new Client.Response(status, null, null, "said"));
  }

  static CompletableFuture<Client.Response> answer(int status, String retryAfter) {
    return CompletableFuture.completedFuture(new Client.Response(status, retryAfter, null, ""));
  }

  /** The process begins anew with these endpoints. */
  void start(Endpoint... with) {
    if (with.length > 0) {
      endpoints = List.of(with);
    }
    long boot = nowMs;
    bootMs = boot;
    Deliveries deliveries = disk.apply(store.deliveries());
    webhooks =
        new Webhooks(
            "t-1",
            endpoints,
            deliveries,
            request -> {
              sent.add(new Sent(nowMs, request));
              if (sent.size() > MOST) {
                throw new AssertionError("a flood of requests");
              }
              return shop.apply(request);
            },
            new Clock(boot),
            () -> chance,
            () -> seq);
    pass(0);
  }

  /** Something for the shop; durable. */
  long publish(String topic, String subject) {
    Fact fact = new Fact.Published(topic, subject, List.of(VIN, "why"));
    store.commit(List.of(new Batch(seq + 1, utcMs(), List.of(fact))));
    return ++seq;
  }

  void publishPickups(int count) {
    Collections.nCopies(count, "pickup.staged").forEach(topic -> publish(topic, "p-1"));
  }

  /** Lets time pass, looking whenever the webhooks want to. */
  void pass(long ms) {
    long until = nowMs + ms;
    for (int idle = 0; idle < 3; ) {
      long due = webhooks.turn() + bootMs;
      if (due > nowMs) {
        idle = nowMs >= until ? idle + 1 : 0;
        nowMs = Math.min(Math.max(nowMs, until), due);
      }
    }
  }

  /** Somebody sets the clock. */
  void jump(long ms) {
    utcAheadMs += ms;
  }

  long nowMs() {
    return nowMs;
  }

  long utcMs() {
    return nowMs + utcAheadMs;
  }

  Status status() {
    return webhooks.statuses().getFirst();
  }

  List<Long> seqs() {
    return sent.stream().map(Sent::seq).toList();
  }

  List<Deliveries.Delivery> log() {
    return store.deliveries().deliveries(null, Long.MAX_VALUE, 10_000).join().reversed();
  }

  Deliveries.Answer ask(String key, Deliveries.Wish wish) {
    Deliveries.Answer answer = webhooks.ask(key, "h", wish).join();
    pass(0);
    return answer;
  }

  @Override
  public void close() {
    store.close();
  }

  private final class Clock implements Time {
    private final long boot;

    Clock(long boot) {
      this.boot = boot;
    }

    @Override
    public long nanos() {
      return (nowMs - boot) * 1_000_000;
    }

    @Override
    public void sleepUntil(long nanos) {
      throw new UnsupportedOperationException("webhooks never sleep");
    }

    @Override
    public long utcMs() {
      return Shops.this.utcMs();
    }
  }
}
