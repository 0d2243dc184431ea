package tower.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each may ask: so many a second, and {@link #BURST_S} seconds' worth at once after a
 * silence. Of as many names as it keeps it forgets the one that was silent for longest. Callable
 * from any thread.
 */
public final class Rates {
  /** How long a silence counts. */
  static final int BURST_S = 2;

  private static final long SECOND = 1_000_000_000L;

  private final long costNanos;
  private final int most;

  /** For each name the time at which its share is whole again. */
  private final Map<String, Long> whole = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Nobody has asked yet.
   *
   * @param perSecond at least 1
   * @param most names that are kept
   */
  public Rates(int perSecond, int most) {
    costNanos = SECOND / perSecond;
    this.most = most;
  }

  /**
   * Somebody asks.
   *
   * @param nowNanos of a clock that never goes back
   * @return 0 when it may; else how long it must wait in ns, and nothing was counted
   */
  public synchronized long ask(String name, long nowNanos) {
    Long before = whole.get(name);
    long from = before == null || before - nowNanos < 0 ? nowNanos : before;
    long over = from + costNanos - nowNanos - BURST_S * SECOND;
    if (over > 0) {
      return over;
    }
    whole.put(name, from + costNanos);
    if (whole.size() > most) {
      whole.remove(whole.keySet().iterator().next());
    }
    return 0;
  }

  /** How many names are kept. */
  synchronized int kept() {
    return whole.size();
  }
}
