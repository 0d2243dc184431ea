package tower.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Figures of all event streams together, for any thread to read. */
final class StreamCounts {
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  void opened() {
    clients.incrementAndGet();
  }

  void closed(boolean slow) {
    clients.decrementAndGet();
    if (slow) {
      dropped.incrementAndGet();
    }
  }

  /** Clients that are listening. */
  int clients() {
    return clients.get();
  }

  /** Clients that were sent away because they did not read. */
  long dropped() {
    return dropped.get();
  }
}
