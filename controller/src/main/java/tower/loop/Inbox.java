package tower.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tower.core.Event;
import tower.store.Store;

/**
 * The one way in. Clients share a bounded queue; the disk and the planner have reserved places that
 * never fill up, because only their latest word counts.
 */
public final class Inbox implements Store.Listener {
  private final Pause pause;
  private final ArrayBlockingQueue<Event.Requested> requests;
  private final AtomicLong durable = new AtomicLong(-1);
  private final AtomicReference<Event.@Nullable StoreFull> full = new AtomicReference<>();
  private final AtomicReference<Event.@Nullable StoreFailed> failed = new AtomicReference<>();
  private final AtomicReference<Event.@Nullable Proposed> proposed = new AtomicReference<>();
  private long durableTaken = -1;
  private volatile LongConsumer onDurable = seq -> {};

  /**
   * An empty inbox.
   *
   * @param capacity how many requests may wait
   * @param pause the loop's wait, ended by whatever comes
   */
  public Inbox(int capacity, Pause pause) {
    requests = new ArrayBlockingQueue<>(capacity);
    this.pause = pause;
  }

  /** False when the queue is full; nothing was taken. */
  boolean offer(Event.Requested request) {
    boolean taken = requests.offer(request);
    pause.wake();
    return taken;
  }

  /**
   * Who is told what is durable at once, on the disk's thread; once, before anything is written.
   */
  void onDurable(LongConsumer told) {
    onDurable = told;
  }

  @Override
  public void durable(long seq) {
    // First: what the loop decides on it may not be told before it is shown.
    onDurable.accept(seq);
    durable.accumulateAndGet(seq, Math::max);
    pause.wake();
  }

  @Override
  public void full(String text) {
    full.set(new Event.StoreFull(text));
    pause.wake();
  }

  @Override
  public void failed(String text) {
    failed.set(new Event.StoreFailed(text));
    pause.wake();
  }

  void propose(Event.Proposed proposal) {
    proposed.set(proposal);
    pause.wake();
  }

  /** How many requests wait. */
  int queued() {
    return requests.size();
  }

  /** Takes what disk and planner have said, the disk's word first; called by the loop only. */
  Queue<Event> drain() {
    Queue<Event> events = new ArrayDeque<>();
    Event.StoreFailed lost = failed.getAndSet(null);
    if (lost != null) {
      events.add(lost);
    }
    Event.StoreFull noSpace = full.getAndSet(null);
    if (noSpace != null) {
      events.add(noSpace);
    }
    long seq = durable.get();
    if (seq > durableTaken) {
      durableTaken = seq;
      events.add(new Event.Durable(seq));
    }
    Event.Proposed proposal = proposed.getAndSet(null);
    if (proposal != null) {
      events.add(proposal);
    }
    return events;
  }

  /** Takes what a client asks, null when nobody waits; called by the loop only. */
  Event.@Nullable Requested poll() {
    return requests.poll();
  }
}
