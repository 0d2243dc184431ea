package tower.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import tower.store.Outbox;

/**
 * The latest events, written out once for all clients of a stream. Bounded: the oldest goes when
 * there are too many, and who has not read it by then has to begin anew.
 */
final class Feed {
  private final int most;
  private final ArrayDeque<Sse.Frame> frames = new ArrayDeque<>();
  private long from;
  private long to;

  /**
   * An empty feed.
   *
   * @param most events that it keeps
   */
  Feed(int most) {
    this.most = most;
  }

  /** Forgets everything; what comes after the sequence is what it will have. */
  void begin(long seq) {
    frames.clear();
    from = seq;
    to = seq;
  }

  /**
   * Adds what came next.
   *
   * @param events in their sequence, none beyond the new end
   * @param end it has every event up to here then
   */
  void add(List<Outbox.Event> events, long end) {
    for (Outbox.Event event : events) {
      frames.add(Sse.Frame.of(event));
      if (frames.size() > most) {
        from = frames.remove().seq();
      }
    }
    to = end;
  }

  /** It has every event after this sequence. */
  long from() {
    return from;
  }

  /** It has every event up to this sequence. */
  long to() {
    return to;
  }

  /**
   * The next events after a sequence that is not before {@link #from()}.
   *
   * @param bytes so many together, but one at least when there is one
   */
  List<Sse.Frame> after(long seq, int bytes) {
    List<Sse.Frame> next = new ArrayList<>();
    if (frames.isEmpty() || frames.getLast().seq() <= seq) {
      return next;
    }
    int sum = 0;
    for (Sse.Frame frame : frames) {
      if (frame.seq() > seq) {
        sum += frame.length();
        if (sum > bytes && !next.isEmpty()) {
          break;
        }
        next.add(frame);
      }
    }
    return next;
  }
}
