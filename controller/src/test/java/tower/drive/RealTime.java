package tower.drive;

import java.util.concurrent.locks.LockSupport;
import tower.model.Time;

/** The machine's own time, for tests on real ports. */
final class RealTime implements Time {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleepUntil(long nanos) {
    for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public long utcMs() {
    return System.currentTimeMillis();
  }
}
