package tower.simulator.world;

/**
 * Lets a world keep pace with the wall clock, for processes that live outside of it. Everything
 * that touches the world from another thread goes through here, one at a time.
 */
public final class RealTime {
  private final World world;
  private final long origin;

  /** From now on a second there is a second here. */
  public RealTime(World world) {
    this.world = world;
    origin = System.nanoTime() - world.nanos();
  }

  /** Brings the world to the present and does something in it. */
  public synchronized void now(Runnable action) {
    world.sleepUntil(System.nanoTime() - origin);
    action.run();
  }
}
