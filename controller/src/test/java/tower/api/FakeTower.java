package tower.api;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.core.Asker;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Ledger;
import tower.core.Request;
import tower.core.Result;
import tower.hooks.Client;
import tower.hooks.Endpoint;
import tower.hooks.Webhooks;
import tower.loop.Commands;
import tower.loop.Snapshot;
import tower.model.Intake;
import tower.model.Link;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Time;
import tower.store.Batch;
import tower.store.Outbox;
import tower.store.SqliteStore;
import tower.store.Store;
import tower.voucher.TestPapers;

/**
 * What stands behind the API in its tests: a tower that answers at once by a rule, remembers like
 * the store, and counts what reached it.
 */
final class FakeTower implements Commands, Store, Outbox, Supplier<Snapshot>, Time {
  /** Everything that reached the inbox. */
  final ConcurrentLinkedQueue<Request> received = new ConcurrentLinkedQueue<>();

  /** Whose name came with it. */
  final ConcurrentLinkedQueue<String> askers = new ConcurrentLinkedQueue<>();

  /** What the API had to write down of its own. */
  final ConcurrentLinkedQueue<Fact.TurnedAway> refusals = new ConcurrentLinkedQueue<>();

  final Map<String, Known> answered = new HashMap<>();
  final Map<String, Pickup> oldPickups = new HashMap<>();
  final Map<String, Intake> oldIntakes = new HashMap<>();

  /** What the shop is to be told. */
  final CopyOnWriteArrayList<Outbox.Event> told = new CopyOnWriteArrayList<>();

  private final Map<String, Long> numbers = new HashMap<>();

  /** Where the webhooks' log is; the rest of it is not asked for. */
  final SqliteStore database = SqliteStore.inMemory("t", 0);

  volatile CompletableFuture<Client.Response> shopAnswers =
      CompletableFuture.completedFuture(new Client.Response(200, null, null, "thank you"));

  final Webhooks webhooks;

  /** How the next requests are decided; by default everything is accepted. */
  volatile Function<Request, CompletableFuture<Result>> decision =
      r -> CompletableFuture.completedFuture(Samples.accepted(r));

  volatile boolean storeTakesLookUps = true;
  volatile Snapshot.Live live = Samples.live(true, Snapshot.Disk.OK, Link.UP, List.of());
  volatile Ledger facts = Samples.ledger();
  volatile long nowMs = 1_000;

  /** The APIs before it. */
  final CopyOnWriteArrayList<Api> apis = new CopyOnWriteArrayList<>();

  private static final URI SHOP = URI.create("https://shop.example/a-secret-path?and=another");
  private final AtomicLong durable = new AtomicLong();

  FakeTower() {
    webhooks =
        new Webhooks(
            "t",
            List.of(
                new Endpoint("shop", SHOP, List.of(), List.of(), false),
                new Endpoint("off", SHOP, List.of(), List.of(), true)),
            database.deliveries(),
            request -> shopAnswers,
            this,
            () -> 0,
            durable::get);
    turn();
  }

  /** The webhooks' thread has done all it can. */
  void turn() {
    for (int i = 0; i < 10; i++) {
      webhooks.turn();
    }
  }

  /** Something for the webhooks to tell; {@link #turn} then tells it. */
  void publish() {
    database.load();
    Fact fact = new Fact.Published("pickup.staged", "p-1", List.of(Samples.VIN, "arrived"));
    database.commit(List.of(new Batch(durable.get() + 1, 1_700_000_000_000L, List.of(fact))));
    durable.incrementAndGet();
  }

  void acceptEverything() {
    decision = r -> CompletableFuture.completedFuture(Samples.accepted(r));
  }

  @Override
  public CompletableFuture<Result> submit(
      String key, String bodyHash, Asker by, Request request, @Nullable Known known) {
    if (request instanceof Request.NoteRefusals r) {
      refusals.addAll(r.refusals());
      return CompletableFuture.completedFuture(new Result.RefusalsNoted());
    }
    received.add(request);
    askers.add(by.name());
    return decision
        .apply(request)
        .thenApply(result -> {
          if (!(result instanceof Result.Refused)) {
            synchronized (answered) {
              answered.put(Known.place(by.name(), key), new Known(bodyHash, result));
            }
          }
          return result;
        });
  }

  @Override
  public boolean submit(Batch batch) {
    throw new UnsupportedOperationException("the API commits nothing");
  }

  @Override
  public CompletableFuture<Optional<Known>> known(String key) {
    synchronized (answered) {
      Known known = answered.get(key);
      return lookUp(known == null ? database.known(key).orElse(null) : known);
    }
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickup(String id) {
    return lookUp(oldPickups.get(id));
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickupOfVoucher(String jti) {
    return lookUp(
        oldPickups.values().stream()
            .filter(p -> p.reference().equals(jti))
            .findFirst()
            .orElse(null));
  }

  @Override
  public CompletableFuture<Optional<Intake>> intake(String id) {
    return lookUp(oldIntakes.get(id));
  }

  @Override
  public CompletableFuture<List<Outbox.Event>> events(long afterSeq, int limit) {
    return storeTakesLookUps
        ? CompletableFuture.completedFuture(
            told.stream().filter(e -> e.seq() > afterSeq).limit(limit).toList())
        : CompletableFuture.failedFuture(new IllegalStateException("the queue is full"));
  }

  private <T> CompletableFuture<Optional<T>> lookUp(@Nullable T value) {
    return storeTakesLookUps
        ? CompletableFuture.completedFuture(Optional.ofNullable(value))
        : CompletableFuture.failedFuture(new IllegalStateException("the queue is full"));
  }

  @Override
  public Snapshot get() {
    return new Snapshot(facts, live, new Foreseen());
  }

  @Override
  public long nanos() {
    return nowMs * 1_000_000;
  }

  @Override
  public void sleepUntil(long nanos) {
    throw new UnsupportedOperationException("the API never sleeps");
  }

  @Override
  public long utcMs() {
    return 1_800_000_000_000L;
  }

  /** Decides an event; it is in the store a moment before the loop hears that it is durable. */
  synchronized Outbox.Event tells(String subject, String topic) {
    Ledger next = facts.apply(new Fact.Published(topic, subject, List.of(Samples.VIN, "free")));
    long number = numbers.merge(subject, 1L, Long::sum);
    long previous = told.isEmpty() ? 0 : told.getLast().seq();
    List<String> details = List.of(Samples.VIN, "free");
    Outbox.Event event =
        new Outbox.Event(next.seq(), previous, utcMs(), topic, subject, number, details);
    told.add(event);
    facts = next;
    return event;
  }

  /** Something becomes durable that no shop is told of. */
  synchronized void passes() {
    facts = facts.apply(new Fact.PersonActed("panel", "reset"));
  }

  static final CodeKey CODE_KEY = new CodeKey(new byte[32]);

  Api api() {
    VoucherDesk desk = new VoucherDesk(TestPapers.PARTIES, TestPapers.ROOTS);
    Api api =
        new Api(Samples.layout(), desk, CODE_KEY::tag, this, this, this, this, this, webhooks);
    apis.add(api);
    return api;
  }

  /** Puts a pickup into any state, whatever led there. */
  void state(String id, PickupState state) {
    TreeMap<String, Pickup> pickups = new TreeMap<>(facts.pickups());
    pickups.put(id, pickups.get(id).in(state, Samples.REASON, 2_000));
    Ledger l = facts;
    facts =
        new Ledger(
            l.seq() + 1,
            l.incarnation(),
            l.vehicles(),
            pickups,
            l.intakes(),
            l.jobs(),
            l.portals(),
            l.doubted(),
            l.withheld(),
            l.keys(),
            l.floorUtcMs(),
            l.openStep());
  }
}
