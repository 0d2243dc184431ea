package tower.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.io.EndPoint;

/**
 * Who holds which connections. One that is new belongs to its address; as soon as a credential is
 * shown on it, to that credential. An address from which a credential came a while ago may open as
 * many as a credential: behind it may stand a shop that begins with a burst. Callable from any
 * thread; bounded by the listener's connections.
 */
final class Connections {
  private static final long REMEMBERED_NANOS = 600_000_000_000L;
  private static final int ADDRESSES = 256;

  private final Door.Bounds bounds;
  private final Map<EndPoint, String> holders = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** Addresses from which a credential came, and when. */
  private final Map<String, Long> proved = new LinkedHashMap<>(16, 0.75f, true);

  Connections(Door.Bounds bounds) {
    this.bounds = bounds;
  }

  /** A connection is there; false when its address has too many, and then it is not counted. */
  synchronized boolean opened(EndPoint line, String address, long nowNanos) {
    if (holders.containsKey(line)) {
      return true; // TLS, and HTTP in it.
    }
    Long since = proved.get(address);
    boolean known = since != null && nowNanos - since < REMEMBERED_NANOS;
    int most = known ? bounds.clientConnections() : bounds.addressConnections();
    return taken(line, address, most);
  }

  /** Somebody has shown a credential on it; false when that one has too many. */
  synchronized boolean shown(EndPoint line, String address, String client, long nowNanos) {
    if (client.equals(holders.get(line))) {
      return true;
    }
    String before = holders.get(line);
    if (!taken(line, client, bounds.clientConnections())) {
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

  private boolean taken(EndPoint line, String holder, int most) {
    if (counts.getOrDefault(holder, 0) >= most) {
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
