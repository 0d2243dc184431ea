package tower.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.store.Outbox;

/**
 * One event as the shop sees it.
 *
 * @param seq its sequence in the journal
 * @param previous the sequence of the event before it, 0 for the first: whoever has not seen that
 *     one has missed something
 * @param type what happened, such as {@code pickup.staged}
 * @param subject the id of the pickup or intake
 * @param sequence its place among the events of that subject, from 1 without a gap
 * @param time when it was decided, as the board believed then
 * @param data what a shop needs without asking back
 */
record EventView(
    long seq, long previous, String type, String subject, long sequence, Instant time, Data data) {
  /**
   * The car and the cause.
   *
   * @param reason code of the reason why it is in this state
   * @param links where the subject and its car can be read
   */
  record Data(@Nullable String vin, @Nullable String reason, Map<String, String> links) {}

  static EventView of(Outbox.Event event) {
    String vin = detail(event.details(), 0);
    return new EventView(
        event.seq(),
        event.previous(),
        event.topic(),
        event.subject(),
        event.number(),
        Instant.ofEpochMilli(event.utcMs()),
        new Data(vin, detail(event.details(), 1), links(event.subject(), vin)));
  }

  private static @Nullable String detail(List<String> details, int index) {
    return index < details.size() ? details.get(index) : null;
  }

  private static Map<String, String> links(String subject, @Nullable String vin) {
    Map<String, String> links = new LinkedHashMap<>();
    if (subject.startsWith("p-")) {
      links.put("pickup", "/v1/pickups/" + subject);
    } else if (subject.startsWith("i-")) {
      links.put("intake", "/v1/intakes/" + subject);
    }
    if (vin != null) {
      links.put("vehicle", "/v1/vehicles/" + vin);
    }
    return links;
  }
}
