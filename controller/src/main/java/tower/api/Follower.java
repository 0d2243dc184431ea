package tower.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.Reason;

/**
 * One client of a stream: what it has, and by that what it gets next. No socket, no clock.
 *
 * <p>Its queue is the part of the {@link Feed} that it has not read, so twenty clients that do not
 * read cost no more memory than one. One that is older than the feed is led up to it page by page;
 * one that falls out of it begins anew with a snapshot.
 */
final class Follower {
  /** What to do for a client now. */
  sealed interface Next {
    /** Send what is open now, and why. */
    record Snapshot(Reason why) implements Next {}

    /** Send these. */
    record Frames(List<Sse.Frame> frames) implements Next {}

    /** Read the events after this sequence from the outbox, for this client alone. */
    record Replay(long after) implements Next {}

    /** Send a sign of life. */
    record Heartbeat() implements Next {}

    /** Nothing. */
    record Rest() implements Next {}

    /** Close: it does not read. */
    record Drop() implements Next {}
  }

  private final ApiLimits.Patience patience;
  private @Nullable Reason fresh;
  private long at;
  private boolean live;
  private boolean writing;
  private long sinceNanos;

  Follower(StreamStart start, ApiLimits.Patience patience, long nanos) {
    this.patience = patience;
    switch (start) {
      case StreamStart.Fresh f -> fresh = f.why();
      case StreamStart.After a -> at = a.seq();
    }
    // The head of an answer leaves with the first thing that is said: a client must not wait for
    // it.
    sinceNanos = nanos - patience.heartbeat().toNanos();
  }

  /**
   * Decides.
   *
   * @param feed what all clients get
   * @param durable sequence of the last durable fact; nothing newer may be told
   * @param nanos monotonic time
   */
  Next next(Feed feed, long durable, long nanos) {
    if (writing) {
      return nanos - sinceNanos > patience.reading().toNanos() ? new Next.Drop() : new Next.Rest();
    }
    if (fresh == null) {
      fresh = lost(feed, durable);
    }
    if (fresh != null) {
      return new Next.Snapshot(fresh);
    }
    if (!live) {
      return new Next.Replay(at);
    }
    List<Sse.Frame> frames = feed.after(at, ApiLimits.WRITE_BYTES);
    return frames.isEmpty() ? quiet(nanos) : new Next.Frames(frames);
  }

  /** What to do while there is nothing to tell. */
  Next quiet(long nanos) {
    boolean due = nanos - sinceNanos >= patience.heartbeat().toNanos();
    return due && !writing ? new Next.Heartbeat() : new Next.Rest();
  }

  /** Something is being sent, after which the client has everything up to a sequence. */
  void writes(long upTo, long nanos) {
    at = upTo;
    writing = true;
    sinceNanos = nanos;
  }

  /** A snapshot is being sent that is true for a sequence. */
  void writesSnapshot(long seq, long nanos) {
    fresh = null;
    live = true;
    writes(seq, nanos);
  }

  /** What was sent has left. */
  void written(long nanos) {
    writing = false;
    sinceNanos = nanos;
  }

  /** There is nothing to tell up to a sequence. */
  void skips(long upTo) {
    at = upTo;
  }

  /** The client has everything up to here. */
  long at() {
    return at;
  }

  /** Why the way on is lost, null when it is not. */
  private @Nullable Reason lost(Feed feed, long durable) {
    if (live) {
      return at < feed.from() ? StreamStart.TOO_SLOW : null;
    }
    if (at > durable) {
      return StreamStart.EVENTS_RESET;
    }
    live = at >= feed.from();
    return !live && durable - at > ApiLimits.REPLAY_FACTS ? StreamStart.TOO_FAR_BEHIND : null;
  }
}
