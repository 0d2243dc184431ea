package tower.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import tower.access.Rates;

/**
 * Who holds which connections. One that is new belongs to its address; as soon as a credential is
 * shown on it, to that credential. An address from which a credential came a while ago may open as
 * many as a credential: behind it may stand a shop that begins with a burst. Nobody opens them more
 * often than he may ask: a handshake costs more than an answer. Callable from any thread; bounded
 * by the listener's connections.
 */
final class Connections {
  private static final long REMEMBERED_NANOS = 600_000_000_000L;
  private static final int ADDRESSES = 256;

  private final Door.Bounds bounds;
  private final Map<EndPoint, String> holders = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private final Rates openings;
  private final Rates openingsOfKnown;

  /** Addresses from which a credential came, and when. */
  private final Map<String, Long> proved = new LinkedHashMap<>(16, 0.75f, true);

  Connections(Door.Bounds bounds) {
    this.bounds = bounds;
    openings = new Rates(bounds.addressPerSecond(), ADDRESSES);
    openingsOfKnown = new Rates(bounds.clientPerSecond(), ADDRESSES);
  }

  /**
   * A connection is there; false when its address has too many, or opens them too often, and then
   * it is not counted.
   */
  synchronized boolean opened(EndPoint line, String address, long nowNanos) {
    if (holders.containsKey(line)) {
      return true; // TLS, and HTTP in it.
    }
    Long since = proved.get(address);
    boolean known = since != null && nowNanos - since < REMEMBERED_NANOS;
    int most = known ? bounds.clientConnections() : bounds.addressConnections();
    Rates rates = known ? openingsOfKnown : openings;
    return taken(line, address, most, () -> rates.ask(address, nowNanos) == 0);
  }

  /** Somebody has shown a credential on it; false when that one has too many. */
  synchronized boolean shown(EndPoint line, String address, String client, long nowNanos) {
    if (client.equals(holders.get(line))) {
      return true;
    }
    String before = holders.get(line);
    if (!taken(line, client, bounds.clientConnections(), () -> true)) {
      return false;
    }
    if (before != null) {
      less(before);
    }
    if (!address.isEmpty()) {
      proved.put(address, nowNanos);
      if (proved.size() > ADDRESSES) {
        proved.remove(proved.keySet().iterator().next());
      }
    }
    return true;
  }

  synchronized void closed(EndPoint line) {
    String holder = holders.remove(line);
    if (holder != null) {
      less(holder);
    }
  }

  private boolean taken(EndPoint line, String holder, int most, BooleanSupplier inTime) {
    if (counts.getOrDefault(holder, 0) >= most || !inTime.getAsBoolean()) {
      return false;
    }
    counts.merge(holder, 1, Integer::sum);
    holders.put(line, holder);
    return true;
  }

  private void less(String holder) {
    counts.computeIfPresent(holder, (h, n) -> n > 1 ? n - 1 : null);
  }
}
