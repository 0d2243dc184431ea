package tower.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import tower.access.Caller;
import tower.access.Principal;
import tower.access.RefusalLog;
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
  private final boolean rehearsal;
  private final Audit audit;

  /**
   * An API over the tower's ports, without webhooks.
   *
   * @param desk lets genuine vouchers through
   * @param tag a hash of text under a key of the tower: hides the codes in what is kept of requests
   * @param snapshots the loop's last published snapshot
   * @param commands the way into the loop's inbox
   * @param store for what was answered before and for pickups that left the memory
   * @param outbox for what has happened
   */
  public Api(
      Layout layout,
      VoucherDesk desk,
      UnaryOperator<String> tag,
      Supplier<Snapshot> snapshots,
      Commands commands,
      Store store,
      Outbox outbox,
      Time time) {
    this(layout, desk, tag, snapshots, commands, store, outbox, time, Webhooks.none(time));
  }

  /** The same with webhooks. */
  public Api(
      Layout layout,
      VoucherDesk desk,
      UnaryOperator<String> tag,
      Supplier<Snapshot> snapshots,
      Commands commands,
      Store store,
      Outbox outbox,
      Time time,
      Webhooks webhooks) {
    this.snapshots = snapshots;
    this.outbox = outbox;
    streams = new StreamCounts();
    Writes writes = new Writes(commands, store, tag);
    audit = new Audit(commands, time);
    SizeClasses sizes = new SizeClasses(layout);
    status = new TowerStatus(layout, snapshots, sizes);
    metrics = new Metrics(snapshots, writes, streams, webhooks);
    routes =
        Stream.of(
                new Vehicles(snapshots, sizes, writes).routes(),
                new Availability(snapshots).routes(),
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
    routes.forEach(Permissions::requireRuled);
    rehearsal = false;
  }

  private Api(Api other, List<Route> routes) {
    snapshots = other.snapshots;
    outbox = other.outbox;
    audit = other.audit;
    status = other.status;
    streams = other.streams;
    metrics = other.metrics;
    this.routes = List.copyOf(routes);
    rehearsal = true;
  }

  /**
   * The same API with other operations: for a rehearsal, which has {@code /v1/test-helpers/*} too,
   * and those everybody may use. The product never calls it.
   */
  public Api withRoutes(UnaryOperator<List<Route>> change) {
    return new Api(this, change.apply(routes));
  }

  /** Every operation of the contract. */
  public List<Route> routes() {
    return routes;
  }

  /** Why this caller may not call it: then nothing of its body is read. Null when it may. */
  @Nullable Refusal refusal(Route route, Caller caller) {
    boolean free = rehearsal && route.path().startsWith("/v1/test-helpers/");
    return free ? null : Permissions.refusal(route, caller);
  }

  /** Answers a call; the future never fails. */
  public CompletableFuture<Reply> answer(Route route, Call call) {
    try {
      Refusal refusal = refusal(route, call.caller());
      if (refusal != null) {
        return CompletableFuture.completedFuture(refused(route, call, refusal));
      }
      if (!Accept.takes(call.accept(), route.produces())) {
        throw new Refusal(Problem.NOT_ACCEPTABLE, "this resource is " + route.produces());
      }
      return route
          .endpoint()
          .answer(call)
          .exceptionally(e -> failed(call, e))
          .thenApply(reply -> audited(route, call, reply));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(audited(route, call, failed(call, e)));
    }
  }

  /** Writes down what was refused and not written yet; called now and then. */
  public void noteRefusals() {
    audit.write();
  }

  /** Refuses what never became a call, for who calls and not for what is called. */
  Reply refused(String requestId, Caller caller, String what, Refusal refusal) {
    metrics.refused(refusal.problem());
    audit.refused(
        caller.principal(), new RefusalLog.About(caller.from(), what, "", ""), refusal.problem());
    Reply reply = Problems.reply(requestId, refusal);
    return Permissions.challenged(reply, caller);
  }

  private Reply refused(Route route, Call call, Refusal refusal) {
    audit.refused(call.caller().principal(), named(route, call), refusal.problem());
    Reply reply = Problems.reply(call.requestId(), refusal);
    return refusal.problem() == Problem.MISSING_SCOPE
        ? Permissions.insufficient(reply, route)
        : Permissions.challenged(reply, call.caller());
  }

  /** Reads change nothing and are not written down; a wrong code is, with its answer. */
  private Reply audited(Route route, Call call, Reply reply) {
    Problem problem = reply.problem();
    if (problem != null && route.method().equals("POST") && problem != Problem.WRONG_CODE) {
      audit.refused(call.caller().principal(), named(route, call), problem);
    }
    return reply;
  }

  private RefusalLog.About named(Route route, Call call) {
    return Named.of(route, call, snapshots.get().facts());
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

  /** Counts and writes down a connection that nobody may have. */
  void turnedAway(Problem problem, String from) {
    metrics.refused(problem);
    audit.refused(Principal.NOBODY, new RefusalLog.About(from, "a connection", "", ""), problem);
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
