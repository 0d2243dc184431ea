package tower.simulator.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.simulator.world.RealTime;
import tower.simulator.world.World;

/**
 * A world that keeps pace with real time. Whoever touches the plant does so through {@link #at},
 * which first brings the world up to now: one thread at a time, as in virtual time.
 */
public final class RealWorld implements AutoCloseable {
  private static final long TICK_NANOS = 1_000_000;

  private final RealTime clock;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread ticker = Thread.ofPlatform().name("plant").daemon().unstarted(this::tick);

  /** Paces a world that nobody else advances. */
  public RealWorld(World world) {
    clock = new RealTime(world);
  }

  /** Begins to pace. */
  public void start() {
    ticker.start();
  }

  /** The pace itself, for others that touch the world. */
  public RealTime clock() {
    return clock;
  }

  /** Asks something of the world as it is now. */
  public <T extends @Nullable Object> T at(Supplier<T> question) {
    List<T> answer = new ArrayList<>(1);
    clock.now(() -> answer.add(question.get()));
    return answer.get(0);
  }

  /** Does something in the world as it is now. */
  public void run(Runnable action) {
    clock.now(action);
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
