package tower.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import tower.loop.Snapshot;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Reason;
import tower.model.Time;
import tower.store.Outbox;

/**
 * The clients of one listener's event stream. No socket, no thread: whoever has them calls {@link
 * #step} now and then, says when a write has ended, and makes all calls from one thread at a time.
 */
public final class Streams {
  /** The way to one client. */
  public interface Sink {
    /** Begins to send; only when the write before has ended. Never blocks. */
    void write(byte[] bytes);

    /** Cuts the line. */
    void close();
  }

  /** One client. */
  private static final class Client {
    private final Follower follower;
    private final Sink sink;

    /** What was asked of the outbox for this client alone. */
    private @Nullable Asked asked;

    private boolean serving;

    private Client(Follower follower, Sink sink) {
      this.follower = follower;
      this.sink = sink;
    }
  }

  /**
   * A page of the outbox on its way.
   *
   * @param end what was durable when it was asked for
   */
  private record Asked(long end, CompletableFuture<List<Outbox.Event>> page) {}

  /**
   * What is open, as a stream begins.
   *
   * @param seq sequence of the journal that it is true for
   * @param incarnation rises when an older database was put back
   * @param reason why it is sent
   */
  record Opening(
      long seq,
      long incarnation,
      Reason reason,
      TowerStatus.View tower,
      List<Views.PickupView> pickups,
      List<Views.IntakeView> intakes) {}

  private final Supplier<Snapshot> snapshots;
  private final Outbox outbox;
  private final TowerStatus status;
  private final Time time;
  private final ApiLimits.Patience patience;
  private final StreamCounts counts;
  private final Runnable wake;
  private final Feed feed = new Feed(ApiLimits.KEPT_EVENTS);
  private final Map<Sink, Client> clients = new LinkedHashMap<>();
  private @Nullable Asked asked;

  /** Until then the outbox is left alone: the last question was not answered. */
  private long resumeNanos;

  /**
   * No clients yet.
   *
   * @param wake called from any thread when {@link #step} has something to do before its time
   */
  Streams(
      Supplier<Snapshot> snapshots,
      Outbox outbox,
      TowerStatus status,
      Time time,
      ApiLimits.Patience patience,
      StreamCounts counts,
      Runnable wake) {
    this.snapshots = snapshots;
    this.outbox = outbox;
    this.status = status;
    this.time = time;
    this.patience = patience;
    this.counts = counts;
    this.wake = wake;
    resumeNanos = time.nanos();
  }

  /** All places are taken. */
  public boolean full() {
    return clients.size() >= ApiLimits.STREAMS;
  }

  /**
   * Takes a client and begins to send.
   *
   * @param call one for the stream that {@link Api#answer} has answered with 200
   * @throws IllegalStateException when all places are taken
   */
  public void open(Call call, Sink sink) {
    open(StreamStart.of(call), sink);
  }

  void open(StreamStart start, Sink sink) {
    if (full()) {
      throw new IllegalStateException("all places are taken");
    }
    if (clients.isEmpty()) {
      // While nobody listened nothing was read.
      asked = null;
      feed.begin(durable());
    }
    Client client = new Client(new Follower(start, patience, time.nanos()), sink);
    clients.put(sink, client);
    counts.opened();
    serve(client);
  }

  /** Looks for new events and for clients that have something to get. */
  public void step() {
    if (clients.isEmpty()) {
      return;
    }
    boolean more = readOn();
    List.copyOf(clients.values()).forEach(this::serve);
    if (more) {
      wake.run();
    }
  }

  /** What was being sent to a client has left. */
  public void written(Sink sink) {
    Client client = clients.get(sink);
    if (client != null) {
      client.follower.written(time.nanos());
      serve(client);
    }
  }

  /**
   * A client has gone. The second time it does nothing.
   *
   * @param slow true when it did not read what was sent
   */
  public void gone(Sink sink, boolean slow) {
    if (clients.remove(sink) != null) {
      counts.closed(slow);
      sink.close();
    }
  }

  /** Sends everybody away. */
  public void close() {
    List.copyOf(clients.keySet()).forEach(sink -> gone(sink, false));
  }

  private long durable() {
    return snapshots.get().facts().seq();
  }

  /**
   * Brings the feed one page on; true when there is more at once. One page a step: after a burst
   * the clients must be able to follow before the feed has forgotten its beginning.
   */
  private boolean readOn() {
    long durable = durable();
    if (resting() || (asked == null && feed.to() >= durable)) {
      return false;
    }
    Asked now = asked == null ? ask(feed.to(), durable) : asked;
    asked = now;
    if (!now.page().isDone()) {
      return false;
    }
    asked = null;
    List<Outbox.Event> page = found(now);
    if (page == null) {
      return false;
    }
    feed.add(page, end(now, page));
    return feed.to() < durable;
  }

  private Asked ask(long after, long durable) {
    CompletableFuture<List<Outbox.Event>> page = outbox.events(after, ApiLimits.REPLAY_PAGE);
    if (!page.isDone()) {
      var _ = page.whenComplete((events, failure) -> wake.run());
    }
    return new Asked(durable, page);
  }

  /** The durable events of a page that has come, null when it could not be read. */
  private @Nullable List<Outbox.Event> found(Asked asked) {
    try {
      return asked.page().join().stream().filter(e -> e.seq() <= asked.end()).toList();
    } catch (CompletionException e) {
      Logger.warn("the events could not be read: {}", e.toString());
      resumeNanos = time.nanos() + ApiLimits.OUTBOX_REST.toNanos();
      return null;
    }
  }

  private boolean resting() {
    return time.nanos() - resumeNanos < 0;
  }

  /** A full page ends with its last event; any other has all that there was. */
  private static long end(Asked asked, List<Outbox.Event> page) {
    return page.size() < ApiLimits.REPLAY_PAGE ? asked.end() : page.getLast().seq();
  }

  /** Sends as long as there is something to send and its line takes it. */
  private void serve(Client client) {
    if (client.serving) {
      return;
    }
    client.serving = true;
    boolean more = true;
    while (more && clients.containsKey(client.sink)) {
      more = served(client);
    }
    client.serving = false;
  }

  private boolean served(Client client) {
    Snapshot now = snapshots.get();
    long durable = now.facts().seq();
    return switch (client.follower.next(feed, durable, time.nanos())) {
      case Follower.Next.Snapshot s -> {
        byte[] text = Sse.text(durable, "snapshot", opening(now, s.why()));
        client.asked = null;
        client.follower.writesSnapshot(durable, time.nanos());
        client.sink.write(text);
        yield true;
      }
      case Follower.Next.Frames f ->
          write(client, f.frames().getLast().seq(), Sse.joined(f.frames()));
      case Follower.Next.Replay r -> replay(client, r.after(), durable);
      case Follower.Next.Heartbeat h -> write(client, client.follower.at(), Sse.HEARTBEAT);
      case Follower.Next.Rest r -> false;
      case Follower.Next.Drop d -> {
        gone(client.sink, true);
        yield false;
      }
    };
  }

  private boolean write(Client client, long upTo, byte[] bytes) {
    client.follower.writes(upTo, time.nanos());
    client.sink.write(bytes);
    return true;
  }

  private boolean replay(Client client, long after, long durable) {
    if (resting()) {
      return quiet(client);
    }
    Asked now = client.asked == null ? ask(after, durable) : client.asked;
    client.asked = now;
    if (!now.page().isDone()) {
      return quiet(client);
    }
    client.asked = null;
    List<Outbox.Event> page = found(now);
    if (page == null) {
      return quiet(client);
    }
    long end = end(now, page);
    if (page.isEmpty()) {
      client.follower.skips(end);
      return true;
    }
    return write(client, end, Sse.joined(page.stream().map(Sse.Frame::of).toList()));
  }

  /** A store that takes its time is no reason for silence. */
  private boolean quiet(Client client) {
    return client.follower.quiet(time.nanos()) instanceof Follower.Next.Heartbeat
        && write(client, client.follower.at(), Sse.HEARTBEAT);
  }

  private Opening opening(Snapshot now, Reason why) {
    List<Views.PickupView> pickups = new ArrayList<>();
    for (Pickup pickup : now.facts().pickups().values()) {
      if (!pickup.state().terminal()) {
        pickups.add(Views.of(pickup));
      }
    }
    List<Views.IntakeView> intakes = new ArrayList<>();
    for (Intake intake : now.facts().intakes().values()) {
      if (!intake.state().terminal()) {
        intakes.add(Views.of(intake));
      }
    }
    return new Opening(
        now.facts().seq(), now.facts().incarnation(), why, status.view(now), pickups, intakes);
  }
}
