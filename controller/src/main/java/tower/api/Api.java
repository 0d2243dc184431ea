package tower.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tinylog.Logger;
import tower.core.Problem;
import tower.hooks.Webhooks;
import tower.loop.Commands;
import tower.loop.Snapshot;
import tower.model.Layout;
import tower.model.Time;
import tower.store.Outbox;
import tower.store.Store;

/**
 * The shop's contract as plain functions: a route and a call in, a reply when it may be told. No
 * server, no thread, no clock of its own.
 */
public final class Api {
  private final Supplier<Snapshot> snapshots;
  private final Outbox outbox;
  private final TowerStatus status;
  private final StreamCounts streams;
  private final List<Route> routes;
  private final Metrics metrics;

  /**
   * An API over the tower's ports, without webhooks.
   *
   * @param desk lets genuine vouchers through
   * @param snapshots the loop's last published snapshot
   * @param commands the way into the loop's inbox
   * @param store for what was answered before and for pickups that left the memory
   * @param outbox for what has happened
   */
  public Api(
      Layout layout,
      VoucherDesk desk,
      Supplier<Snapshot> snapshots,
      Commands commands,
      Store store,
      Outbox outbox,
      Time time) {
    this(layout, desk, snapshots, commands, store, outbox, time, Webhooks.none(time));
  }

  /** The same with webhooks. */
  public Api(
      Layout layout,
      VoucherDesk desk,
      Supplier<Snapshot> snapshots,
      Commands commands,
      Store store,
      Outbox outbox,
      Time time,
      Webhooks webhooks) {
    this.snapshots = snapshots;
    this.outbox = outbox;
    streams = new StreamCounts();
    Writes writes = new Writes(commands, store);
    SizeClasses sizes = new SizeClasses(layout);
    status = new TowerStatus(layout, snapshots, sizes);
    metrics = new Metrics(snapshots, writes, streams, webhooks);
    routes =
        Stream.of(
                new Vehicles(snapshots, sizes, writes).routes(),
                new Pickups(snapshots, store, writes, desk).routes(),
                new Keys(snapshots, desk, writes).routes(),
                new Intakes(snapshots, store, writes).routes(),
                status.routes(),
                new Events(snapshots, outbox).routes(),
                new WebhookRoutes(webhooks, writes).routes(),
                new Health(snapshots, time).routes(),
                metrics.routes(),
                new Documents().routes())
            .flatMap(List::stream)
            .toList();
  }

  private Api(Api other, List<Route> routes) {
    snapshots = other.snapshots;
    outbox = other.outbox;
    status = other.status;
    streams = other.streams;
    metrics = other.metrics;
    this.routes = List.copyOf(routes);
  }

  /**
   * The same API with other operations: for a rehearsal, which has some more. The product never
   * calls it.
   */
  public Api withRoutes(UnaryOperator<List<Route>> change) {
    return new Api(this, change.apply(routes));
  }

  /** Every operation of the contract. */
  public List<Route> routes() {
    return routes;
  }

  /** Answers a call; the future never fails. */
  public CompletableFuture<Reply> answer(Route route, Call call) {
    try {
      if (!Accept.takes(call.accept(), route.produces())) {
        throw new Refusal(Problem.NOT_ACCEPTABLE, "this resource is " + route.produces());
      }
      return route.endpoint().answer(call).exceptionally(e -> failed(call, e));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(call, e));
    }
  }

  /** Event streams whose every step is made by the caller, as in virtual time. */
  public Streams streams(Time time) {
    return streams(time, ApiLimits.Patience.USUAL, () -> {});
  }

  /**
   * A new listener's event streams.
   *
   * @param time of the thread that makes their steps
   * @param wake called from any thread when {@link Streams#step} need not wait for its time
   */
  Streams streams(Time time, ApiLimits.Patience patience, Runnable wake) {
    return new Streams(snapshots, outbox, status, time, patience, streams, wake);
  }

  /** Counts an answered request; {@code route} is the path with its parameters in braces. */
  void answered(String method, String route, int status, long nanos) {
    metrics.request(method, route, status, nanos);
  }

  /** Counts what was refused before it became a call. */
  void refused(Problem problem) {
    metrics.refused(problem);
  }

  private static Reply failed(Call call, Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof Refusal refusal) {
      return Problems.reply(call.requestId(), refusal);
    }
    Logger.error(cause, "request {} {} {}", call.requestId(), call.method(), call.path());
    return Problems.reply(
        call.requestId(), Problem.INTERNAL, "the log has the cause under the requestId");
  }
}
