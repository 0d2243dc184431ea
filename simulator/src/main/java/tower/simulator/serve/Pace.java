package tower.simulator.serve;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.model.Time;
import tower.simulator.world.PowerCut;
import tower.simulator.world.World;

/**
 * Lets virtual time follow the wall clock, so many times as fast, and hands what other threads ask
 * to the one thread that the world has.
 *
 * <p>Both happen in the beat, an event of the world every 10 virtual ms: whoever waits in virtual
 * time waits for the wall clock there. As {@link Time} it is for every thread and shows the last
 * beat.
 */
final class Pace implements Time {
  /** Fastest that a world can be asked to run. */
  static final int FASTEST = 100;

  private static final long BEAT_NANOS = 10 * World.MS;

  /** Questions of other threads that may wait; more are refused. */
  private static final int WAITING = 256;

  /** Shorter waits are not worth a sleep; the next beat makes up for them. */
  private static final long SHORTEST_NANOS = World.MS / 2;

  /** A machine that is so far behind never catches up: what is lost is lost. */
  private static final long LAG_NANOS = 250 * World.MS;

  private static final long LOOK_NANOS = 100 * World.MS;

  private final World world;
  private final Runnable onBeat;
  private final BlockingQueue<Runnable> asked = new ArrayBlockingQueue<>(WAITING);
  private volatile @Nullable Thread owner;
  private volatile Shown shown;
  private volatile boolean released;

  private int speed;
  private long anchor;
  private long anchorWall;
  private long advanceUntil;
  private @Nullable CompletableFuture<Boolean> advanced;

  /** What the world's clocks said at the last beat. */
  private record Shown(long nanos, long utcMs, boolean trusted) {}

  /**
   * A pace for a world that nobody has advanced yet.
   *
   * @param speed virtual seconds in one of the wall's
   * @param onBeat called at every beat, on the world's thread
   */
  Pace(World world, int speed, Runnable onBeat) {
    this.world = world;
    this.speed = speed;
    this.onBeat = onBeat;
    shown = new Shown(world.nanos(), world.utcMs(), world.utcTrusted());
  }

  /** Begins; called by the thread that advances the world from now on. */
  void begin() {
    owner = Thread.currentThread();
    anchor();
    world.in(BEAT_NANOS, this::beat);
  }

  /** From now on the world waits for nobody: its end is near. */
  void release() {
    released = true;
  }

  /**
   * Asks something of the world, from any thread; at once on its own.
   *
   * @return fails when too many ask already
   */
  <T extends @Nullable Object> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable task =
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException | PowerCut e) {
            answer.completeExceptionally(e);
          }
        };
    if (Thread.currentThread() == owner) {
      task.run();
    } else if (!asked.offer(task)) {
      answer.completeExceptionally(
          new RejectedExecutionException(WAITING + " questions wait for the world already"));
    }
    return answer;
  }

  /** Asks for something that takes its virtual time. */
  <T> CompletableFuture<T> askFor(Supplier<CompletableFuture<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    var _ =
        ask(
                () -> {
                  var _ = question.get().whenComplete((value, none) -> pass(answer, value, none));
                  return true;
                })
            .whenComplete((asked, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  private static <T> void pass(CompletableFuture<T> to, T value, @Nullable Throwable failure) {
    if (failure == null) {
      to.complete(value);
    } else {
      to.completeExceptionally(failure);
    }
  }

  // On the world's thread only.

  int speed() {
    return speed;
  }

  /** Another speed from now on. */
  void speed(int times) {
    speed = times;
    anchor();
  }

  boolean advancing() {
    return advanced != null;
  }

  /**
   * Runs as fast as it can for so long.
   *
   * @return done when virtual time is there
   */
  CompletableFuture<Boolean> advance(Duration by) {
    if (advanced != null) {
      throw new IllegalStateException("time is being advanced already");
    }
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    advanceUntil = world.nanos() + by.toNanos();
    advanced = future;
    return future;
  }

  /** Serves questions for so long on the wall's clock while virtual time stands still. */
  void stand(Duration wall) {
    long until = System.nanoTime() + wall.toNanos();
    while (!released && until - System.nanoTime() > 0) {
      answer(LOOK_NANOS);
    }
  }

  private void beat() {
    world.in(BEAT_NANOS, this::beat);
    shown = new Shown(world.nanos(), world.utcMs(), world.utcTrusted());
    onBeat.run();
    for (int i = 0; i < WAITING; i++) {
      Runnable task = asked.poll();
      if (task == null) {
        break;
      }
      task.run();
    }
    CompletableFuture<Boolean> under = advanced;
    if (under != null && world.nanos() >= advanceUntil) {
      advanced = null;
      anchor();
      under.complete(true);
    }
    follow();
  }

  private void follow() {
    while (!released && advanced == null) {
      long ahead = anchorWall + (world.nanos() - anchor) / speed - System.nanoTime();
      if (ahead < -LAG_NANOS) {
        anchor();
      }
      if (ahead < SHORTEST_NANOS) {
        return;
      }
      answer(Math.min(ahead, LOOK_NANOS));
    }
  }

  private void answer(long waitNanos) {
    try {
      Runnable task = asked.poll(waitNanos, TimeUnit.NANOSECONDS);
      if (task != null) {
        task.run();
      }
    } catch (InterruptedException e) {
      release();
    }
  }

  private void anchor() {
    anchor = world.nanos();
    anchorWall = System.nanoTime();
  }

  // The clocks, for every thread.

  @Override
  public long nanos() {
    return shown.nanos();
  }

  @Override
  public long utcMs() {
    return shown.utcMs();
  }

  @Override
  public boolean utcTrusted() {
    return shown.trusted();
  }

  @Override
  public void sleepUntil(long nanos) {
    throw new UnsupportedOperationException("only the world's own thread waits");
  }
}
