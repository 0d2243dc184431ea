package tower.loop;

/**
 * The wait between two cycles: parked in the product, a stretch of virtual time in the simulator.
 */
public interface Pause {
  /** Returns when {@link tower.model.Time#nanos()} has reached the value, or soon after a wake. */
  void until(long nanos);

  /** Ends a wait under way, or the next one; callable from any thread. */
  void wake();
}
