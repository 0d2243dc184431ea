package tower.simulator.world;

/**
 * An error that nobody in the process expects, such as a class that cannot be loaded: it ends the
 * thread that meets it. Unlike after a {@link PowerCut} the ports still work while it unwinds.
 */
public final class SimulatedError extends Error {
  /** An error at the given boundary of the process. */
  public SimulatedError(long boundary) {
    super("an error that the simulator throws at boundary " + boundary, null, false, false);
  }
}
