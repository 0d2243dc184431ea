package tower.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the shop is to be told: exactly the committed facts, in their sequence. Never blocks. */
public interface Outbox {
  /**
   * One event for the shop.
   *
   * @param seq its sequence in the journal; what was told later is greater
   * @param previous the sequence of the event before it, 0 for the first
   * @param utcMs wall time when it was decided
   * @param topic what happened, such as {@code pickup.staged}
   * @param subject the id of the pickup or intake
   * @param number its place among the events of that subject, from 1 without a gap
   * @param details VIN and reason code
   */
  record Event(
      long seq,
      long previous,
      long utcMs,
      String topic,
      String subject,
      long number,
      List<String> details) {
    public Event {
      details = List.copyOf(details);
    }
  }

  /** At most so many events after the given sequence of the journal, oldest first. */
  CompletableFuture<List<Event>> events(long afterSeq, int limit);
}
