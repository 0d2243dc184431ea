package tower.simulator.demo;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tower.simulator.world.World;

/**
 * A world that keeps pace with real time. Whoever touches the plant does so through {@link #at},
 * which first brings the world up to now: one thread at a time, as in virtual time.
 */
public final class RealWorld implements AutoCloseable {
  private static final long TICK_NANOS = 1_000_000;

  private final World world;
  private final long origin = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread ticker = Thread.ofPlatform().name("plant").daemon().unstarted(this::tick);

  /** Paces a world that nobody else advances. */
  public RealWorld(World world) {
    this.world = world;
  }

  /** Begins to pace. */
  public void start() {
    ticker.start();
  }

  /** Does something in the world as it is now. */
  public synchronized <T> T at(Supplier<T> action) {
    world.sleepUntil(System.nanoTime() - origin);
    return action.get();
  }

  /** Does something in the world as it is now. */
  public void run(Runnable action) {
    at(
        () -> {
          action.run();
          return true;
        });
  }

  private void tick() {
    while (!ended.get()) {
      run(() -> {});
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  @Override
  public void close() {
    ended.set(true);
  }
}
