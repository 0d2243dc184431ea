package tower.simulator.world;

/**
 * Something that will happen, unless it is put off or cancelled. Reusable: setting it again is a
 * field write, as long as it is put off and not brought forward.
 */
public final class Timer {
  private final World world;
  final Runnable happening;

  /** When it is to happen; {@link World#NEVER} while cancelled. */
  long due = World.NEVER;

  /** Insertion number of the one live entry in the queue, -1 for none. */
  long entry = -1;

  /** Time of that entry: at most {@link #due}. */
  long entryAt = World.NEVER;

  Timer(World world, Runnable happening) {
    this.world = world;
    this.happening = happening;
  }

  /**
   * Makes it happen at the given time instead of any time set before; a past time means now, NEVER
   * cancels.
   */
  public void set(long nanos) {
    due = nanos;
    if (nanos == World.NEVER) {
      return;
    }
    if (entry < 0 || nanos < entryAt) {
      world.enqueue(this, nanos);
    }
  }

  /** Makes it not happen. */
  public void cancel() {
    due = World.NEVER;
  }

  /** True while it is going to happen. */
  public boolean pending() {
    return due != World.NEVER;
  }

  /** When it is going to happen, {@link World#NEVER} if not at all. */
  public long due() {
    return due;
  }
}
