package tower.app;

import java.util.concurrent.locks.LockSupport;
import tower.model.Time;

/** The board's own clocks. */
public final class SystemTime implements Time {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }

  @Override
  public long utcMs() {
    return System.currentTimeMillis();
  }
}
