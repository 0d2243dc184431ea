package tower.app;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tower.loop.Pause;

/** Parks the loop's thread between cycles; an edge, the disk or a client wakes it. */
final class ParkedPause implements Pause {
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile @Nullable Thread parked;

  @Override
  public void until(long nanos) {
    parked = Thread.currentThread();
    long left = nanos - System.nanoTime();
    while (left > 0 && !woken.get()) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
    woken.set(false);
  }

  @Override
  public void wake() {
    woken.set(true);
    Thread thread = parked;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
