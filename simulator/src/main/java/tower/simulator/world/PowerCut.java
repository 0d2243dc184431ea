package tower.simulator.world;

/**
 * The process that called is dead. Thrown by a port at the instant of the cut and by every port of
 * that process ever after, so that no {@code finally} of the dead acts on the living.
 */
public final class PowerCut extends Error {
  /** A cut at the given virtual time. */
  public PowerCut(long nanos) {
    super("power was cut at " + nanos / 1_000_000 + " ms", null, false, false);
  }
}
