package tower.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import tower.store.Deliveries;
import tower.store.Outbox;

/** An event as the shop reads it; the same bytes at every attempt. */
final class WebhookBody {
  private static final JsonMapper MAPPER = new JsonMapper();

  private WebhookBody() {}

  /**
   * What happened. {@code previous} and {@code sequence} let the reader see that one is missing:
   * the event before this one, and this one's place among those of its pickup or intake.
   */
  static String of(Outbox.Event event) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("seq", event.seq());
    data.put("previous", event.previous());
    data.put("sequence", event.number());
    data.put("id", event.subject());
    List<String> details = event.details();
    data.put("vin", details.isEmpty() ? "" : details.get(0));
    data.put("state", event.topic().substring(event.topic().indexOf('.') + 1));
    data.put("reason", details.size() < 2 ? "" : details.get(1));
    return body(event.topic(), event.utcMs(), data);
  }

  /** What is sent to try an endpoint. */
  static String test(Deliveries.Delivery delivery) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("endpoint", delivery.endpoint());
    return body(delivery.topic(), delivery.createdUtcMs(), data);
  }

  private static String body(String type, long utcMs, ObjectNode data) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", type);
    body.put("timestamp", Instant.ofEpochMilli(utcMs).toString());
    body.set("data", data);
    try {
      return MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }
}
