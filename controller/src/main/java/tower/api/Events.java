package tower.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tower.core.Ledger;
import tower.core.Problem;
import tower.loop.Snapshot;
import tower.store.Outbox;

/** What has happened, for shops that ask now and then and for those that stay on the line. */
final class Events {
  static final String STREAM = "/v1/events/stream";

  /**
   * A page as it is sent. Its place in the journal is the cursor, as in the stream.
   *
   * @param lastSeq everything up to here has been told: {@code after} of the next page
   * @param more true when the next page has events already
   * @param incarnation rises when an older database was put back, whose sequences come twice then
   */
  record Page(List<EventView> items, long lastSeq, boolean more, long incarnation) {}

  private final Supplier<Snapshot> snapshots;
  private final Outbox outbox;

  Events(Supplier<Snapshot> snapshots, Outbox outbox) {
    this.snapshots = snapshots;
    this.outbox = outbox;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/events", Reply.JSON, this::page),
        Route.get(STREAM, Sse.MEDIA_TYPE, Events::begun));
  }

  private CompletableFuture<Reply> page(Call call) {
    Query query = Query.of(call, "after", "limit");
    long after = query.sequence("after");
    int limit = query.integer("limit", 1, ApiLimits.PAGE, ApiLimits.DEFAULT_PAGE);
    query.refuseIfWrong();
    Ledger facts = snapshots.get().facts();
    if (after > facts.seq()) {
      throw new Refusal(
          Problem.EVENTS_RESET,
          "the journal ends at " + facts.seq() + " in incarnation " + facts.incarnation());
    }
    return Problems.orSlow(outbox.events(after, limit + 1))
        .thenApply(found -> Reply.json(200, page(found, limit, facts)));
  }

  /** The store may already have what the loop has not heard of: that is for the next page. */
  private static Page page(List<Outbox.Event> found, int limit, Ledger facts) {
    List<Outbox.Event> durable = found.stream().filter(e -> e.seq() <= facts.seq()).toList();
    boolean more = durable.size() > limit;
    List<Outbox.Event> items = more ? durable.subList(0, limit) : durable;
    return new Page(
        items.stream().map(EventView::of).toList(),
        more ? items.getLast().seq() : facts.seq(),
        more,
        facts.incarnation());
  }

  /** How a stream begins, and all that HEAD is told. */
  private static Reply begun(Call call) {
    StreamStart.of(call);
    // A proxy that collects before it passes on would make a stream of silence.
    return Reply.text(Sse.MEDIA_TYPE, "").with("X-Accel-Buffering", "no");
  }
}
