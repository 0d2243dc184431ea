package tower.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Work;
import tower.store.Outbox;

/** A delivery as an HTTP request with the headers of Standard Webhooks 1.0.0. */
final class Message {
  private Message() {}

  /**
   * The request.
   *
   * @param utcMs when this attempt is made: a receiver refuses what is old
   */
  static Client.Request of(String towerId, Endpoint endpoint, Work work, long utcMs) {
    String id = id(towerId, work);
    Outbox.Event event = work.event();
    String body = event == null ? WebhookBody.test(work.delivery()) : WebhookBody.of(event);
    long timestampS = Math.floorDiv(utcMs, 1000);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("user-agent", "tower-controller");
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(timestampS));
    headers.put("webhook-signature", signatures(endpoint.secrets(), id, timestampS, body));
    return new Client.Request(endpoint.url(), headers, body);
  }

  /** One signature for each key: a receiver that knows one of them is content. */
  static String signatures(List<Secret> secrets, String id, long timestampS, String body) {
    return secrets.stream()
        .map(secret -> secret.sign(id, timestampS, body))
        .collect(Collectors.joining(" "));
  }

  /**
   * The same at every attempt and for every endpoint. The time keeps it apart from the event that
   * had this number in a database that was replaced. Without a full stop, as the standard asks.
   */
  static String id(String towerId, Work work) {
    Outbox.Event event = work.event();
    Delivery delivery = work.delivery();
    return event == null
        ? "test_" + towerId + "_" + delivery.id() + "_" + base36(delivery.createdUtcMs())
        : "evt_" + towerId + "_" + event.seq() + "_" + base36(event.utcMs());
  }

  private static String base36(long utcMs) {
    return Long.toString(utcMs, 36);
  }
}
