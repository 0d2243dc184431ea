package tower.gpio;

import tower.model.Time;

/** Time that passes when the test says so. */
final class TestTime implements Time {
  private long nanos = 1_000_000_000;

  void passMs(long ms) {
    nanos += ms * 1_000_000;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleepUntil(long until) {
    nanos = Math.max(nanos, until);
  }

  @Override
  public long utcMs() {
    return millis();
  }
}
