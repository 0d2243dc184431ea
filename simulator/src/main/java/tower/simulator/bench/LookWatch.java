package tower.simulator.bench;

import tower.simulator.line.LineWatch;
import tower.simulator.world.World;

/**
 * How long the controller does not look: it reads the stop inputs before every exchange, so no edge
 * is noticed later than the longest time between two of them. Used under the plant's lock only.
 */
final class LookWatch implements LineWatch {
  /** From an edge to its last stop frame: the longest that anybody may count on. */
  static final long DEADLINE_NANOS = 100 * World.MS;

  private long last = -1;
  private long exchanges;
  private long longest;
  private long missed;

  @Override
  public void request(long nanos, byte[] bytes, int length) {
    if (last >= 0) {
      looked(nanos - last);
    }
    last = nanos;
    exchanges++;
  }

  private void looked(long gap) {
    longest = Math.max(longest, gap);
    missed += gap > DEADLINE_NANOS ? 1 : 0;
  }

  /** Forgets what was, but for the last exchange. */
  void restart() {
    exchanges = 0;
    longest = 0;
    missed = 0;
  }

  /**
   * What was seen.
   *
   * @param exchanges on the line
   * @param longestNanos between two of them
   * @param missed times between two of them that were longer than the deadline
   */
  record Seen(long exchanges, long longestNanos, long missed) {}

  /** Until now: a loop that has not looked since is late by so much already. */
  Seen seen(long nanos) {
    if (last >= 0) {
      looked(nanos - last);
    }
    return new Seen(exchanges, longest, missed);
  }
}
