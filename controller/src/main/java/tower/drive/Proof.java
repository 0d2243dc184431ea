package tower.drive;

/**
 * How far a drive is with proving, after each (re)connect, that it is the one that is configured.
 */
sealed interface Proof {
  /** Waits for the throw-away transaction, whose outcome does not count: a cold JVM is too slow. */
  record Waking() implements Proof {}

  /** Waits for the identity, because after a replug the path can be another port. */
  record Identifying() implements Proof {}

  /** Waits for the node guard's value; {@code written} tells that it was set before. */
  record ReadingGuard(boolean written) implements Proof {}

  /** Waits to set the node guard, which the drive lost with its parameters. */
  record WritingGuard() implements Proof {}

  /** Identity and node guard were read as configured. */
  record Proven() implements Proof {}
}
