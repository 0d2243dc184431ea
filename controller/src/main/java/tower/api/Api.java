package tower.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tinylog.Logger;
import tower.core.Problem;
import tower.hooks.Webhooks;
import tower.loop.Commands;
import tower.loop.Snapshot;
import tower.model.Layout;
import tower.model.Time;
import tower.store.Store;

/**
 * The shop's contract as plain functions: a route and a call in, a reply when it may be told. No
 * server, no thread, no clock of its own.
 */
public final class Api {
  private final List<Route> routes;
  private final Metrics metrics;

  /**
   * An API over the tower's ports, without webhooks.
   *
   * @param snapshots the loop's last published snapshot
   * @param commands the way into the loop's inbox
   * @param store for what was answered before and for pickups that left the memory
   */
  public Api(
      Layout layout, Supplier<Snapshot> snapshots, Commands commands, Store store, Time time) {
    this(layout, snapshots, commands, store, time, Webhooks.none(time));
  }

  /** The same with webhooks. */
  public Api(
      Layout layout,
      Supplier<Snapshot> snapshots,
      Commands commands,
      Store store,
      Time time,
      Webhooks webhooks) {
    Writes writes = new Writes(commands, store);
    SizeClasses sizes = new SizeClasses(layout);
    metrics = new Metrics(snapshots, writes, webhooks);
    routes =
        Stream.of(
                new Vehicles(snapshots, sizes).routes(),
                new Pickups(snapshots, store, writes).routes(),
                new Intakes(snapshots, store, writes).routes(),
                new TowerStatus(layout, snapshots, sizes).routes(),
                new WebhookRoutes(webhooks, writes).routes(),
                new Health(snapshots, time).routes(),
                metrics.routes(),
                new Documents().routes())
            .flatMap(List::stream)
            .toList();
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
