package tower.drive;

import tower.model.Time;

/** Virtual time: waiting costs nothing and is exact. */
final class FakeTime implements Time {
  // Far from zero and negative, because the origin of monotonic time is arbitrary.
  private long now = -5_000_000_000L;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void sleepUntil(long nanos) {
    now = Math.max(now, nanos);
  }

  void pass(long millis) {
    now += millis * 1_000_000;
  }

  @Override
  public long utcMs() {
    return 0;
  }
}
