package tower.core;

/**
 * What the tower makes of the board's clock, which has no battery: it may begin in 1970, jump, or
 * stand. It decides only what is due at a time of day, and never a move.
 *
 * @param nowMs monotonic time of the last look
 * @param utcMs what the clock said then
 * @param trusted whether it was known then to follow the world's
 * @param steadySinceMs monotonic time since when it has been trusted and has not jumped
 */
public record WallClock(long nowMs, long utcMs, boolean trusted, long steadySinceMs) {
  /** So long trusted and without a jump, it is believed. */
  static final int STEADY_MS = 10_000;

  private static final int LOOK_MS = 1_000;

  /** More than what network time corrects without a step, and less than a clock that stands. */
  private static final int JUMP_MS = 500;

  /** Nothing was read yet. */
  static final WallClock UNKNOWN = new WallClock(Long.MIN_VALUE / 2, 0, false, 0);

  /** The clock after another look; the same one when it is not time for it yet. */
  WallClock look(Stamp stamp) {
    if (stamp.nowMs() - nowMs < LOOK_MS && stamp.utcTrusted() == trusted) {
      return this;
    }
    long drift = (stamp.utcMs() - utcMs) - (stamp.nowMs() - nowMs);
    boolean steady = trusted && stamp.utcTrusted() && Math.abs(drift) <= JUMP_MS;
    return new WallClock(
        stamp.nowMs(), stamp.utcMs(), stamp.utcTrusted(), steady ? steadySinceMs : stamp.nowMs());
  }

  /** What it says a moment after the last look; it is not followed for longer than a minute. */
  long utcMsAt(long monotonicMs) {
    return utcMs + Math.clamp(monotonicMs - nowMs, 0, 60_000);
  }

  /** True when the clock is to be believed. */
  boolean certain() {
    return trusted && nowMs - steadySinceMs >= STEADY_MS;
  }
}
