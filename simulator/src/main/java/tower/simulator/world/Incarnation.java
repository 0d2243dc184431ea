package tower.simulator.world;

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

  /**
   * Marks a place where a cut makes a difference: a bus write, a journal record, a change of state.
   *
   * @throws PowerCut when the process is dead or dies here
   */
  public void boundary() {
    alive();
    if (++boundaries == cutAtBoundary) {
      cut();
      alive();
    }
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
    alive();
  }

  @Override
  public long utcMs() {
    alive();
    return world.utcMs();
  }
}
