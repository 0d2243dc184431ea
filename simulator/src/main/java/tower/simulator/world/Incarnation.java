package tower.simulator.world;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tower.model.Time;

/**
 * One life of the controller's process, from its start to its cut. It is that process's {@link
 * Time}; every other port of the process asks {@link #alive()} first.
 */
public final class Incarnation implements Time {
  private final World world;
  private boolean dead;
  private long boundaries;
  private long cutAtBoundary = World.NEVER;
  private long cutAt;
  private long errorAtBoundary = World.NEVER;
  private long stoppedUntil;
  private long stopAtBoundary = World.NEVER;
  private long stopNanos;
  private LongConsumer onStop = until -> {};
  private @Nullable LongConsumer watch;

  /** A process that starts now. */
  public Incarnation(World world) {
    this.world = world;
  }

  /** The world it lives in. */
  public World world() {
    return world;
  }

  /**
   * Passes while the process lives.
   *
   * @throws PowerCut ever after
   */
  public void alive() {
    if (dead) {
      throw new PowerCut(cutAt);
    }
  }

  /** True until the cut. */
  public boolean isAlive() {
    return !dead;
  }

  /** Ends the process now; whichever port it is in or calls next throws. */
  public void cut() {
    if (!dead) {
      dead = true;
      cutAt = world.nanos();
      world.halt();
    }
  }

  /** Ends the process when it reaches the given boundary, counted from 1. */
  public void cutAtBoundary(long boundary) {
    cutAtBoundary = boundary;
  }

  /** Shows the number of every boundary to somebody, just before a cut at it would happen. */
  public void watch(LongConsumer watcher) {
    watch = watcher;
  }

  /**
   * Lets a {@link SimulatedError} end the thread that reaches the given boundary, counted from 1.
   */
  public void errorAtBoundary(long boundary) {
    errorAtBoundary = boundary;
  }

  /**
   * Stops the process, as SIGSTOP does, for so long from now: the world goes on, and whatever port
   * the process is in or calls next returns only afterwards. What the process has on its way
   * elsewhere, a write or a sync, happens all the same.
   */
  public void stopFor(long nanos) {
    stoppedUntil = Math.max(stoppedUntil, world.nanos() + nanos);
    onStop.accept(stoppedUntil);
  }

  /** Tells somebody until when the process is stopped, whenever it is. */
  public void onStop(LongConsumer told) {
    onStop = told;
  }

  /** Stops the process for so long when it reaches the given boundary, counted from 1. */
  public void stopAtBoundary(long boundary, long nanos) {
    stopAtBoundary = boundary;
    stopNanos = nanos;
  }

  /** Forgets every boundary that something was to happen at. */
  public void disarm() {
    cutAtBoundary = World.NEVER;
    errorAtBoundary = World.NEVER;
    stopAtBoundary = World.NEVER;
  }

  /** True while the process does not run though it lives. */
  public boolean stopped() {
    return world.nanos() < stoppedUntil;
  }

  /** Until when it is stopped; a past time when it is not. */
  public long stoppedUntil() {
    return stoppedUntil;
  }

  /**
   * Marks a place where a cut makes a difference: a bus write, a journal record, a change of what
   * the process sees or does. Called by the ports that the process calls.
   *
   * @throws PowerCut when the process is dead or dies here
   */
  public void boundary() {
    alive();
    mark();
    standStill();
    if (boundaries >= errorAtBoundary) {
      errorAtBoundary = World.NEVER;
      throw new SimulatedError(boundaries);
    }
  }

  /** The same where the world calls the process, which dies at its next port when it dies here. */
  public void mark() {
    if (dead) {
      return;
    }
    boundaries++;
    LongConsumer watcher = watch;
    if (watcher != null) {
      watcher.accept(boundaries);
    }
    if (boundaries == cutAtBoundary) {
      cut();
    }
    if (boundaries == stopAtBoundary) {
      stopFor(stopNanos);
    }
  }

  private void standStill() {
    while (world.nanos() < stoppedUntil && !dead) {
      world.sleepUntil(stoppedUntil);
    }
    alive();
  }

  /** How many boundaries the process has passed. */
  public long boundaries() {
    return boundaries;
  }

  @Override
  public long nanos() {
    alive();
    return world.nanos();
  }

  @Override
  public void sleepUntil(long nanos) {
    alive();
    world.sleepUntil(nanos);
    standStill();
  }

  @Override
  public long utcMs() {
    alive();
    return world.utcMs();
  }

  @Override
  public boolean utcTrusted() {
    alive();
    return world.utcTrusted();
  }
}
