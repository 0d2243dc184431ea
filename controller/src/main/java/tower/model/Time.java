package tower.model;

/**
 * The passing of time, as a port: real time in the product, virtual time in the simulator.
 *
 * <p>Moves, bus, interlocks and time-outs use {@link #nanos()} only. The wall clock may make a
 * waiting job due or stand in a record for people to read; it never decides a motion.
 */
public interface Time {
  /** Monotonic nanoseconds from an arbitrary origin. */
  long nanos();

  /** Monotonic milliseconds from the same origin as {@link #nanos()}. */
  default long millis() {
    return nanos() / 1_000_000;
  }

  /** Waits until {@link #nanos()} has reached the given value; only the loop and the bus wait. */
  void sleepUntil(long nanos);

  /** UTC milliseconds since 1970 as the board believes them; may jump, may be wrong. */
  long utcMs();

  /**
   * True when the board's clock is known to follow the world's. A board without a battery clock
   * begins in the past, and a net that lies may set it: who does not know says no.
   */
  default boolean utcTrusted() {
    return false;
  }
}
