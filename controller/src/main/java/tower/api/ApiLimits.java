package tower.api;

import java.time.Duration;

/** Every bound of the shop's contract, in one place. */
public final class ApiLimits {
  /** Longest request body. */
  public static final int BODY_BYTES = 16 * 1024;

  /** Longest request line and headers together. */
  public static final int HEADER_BYTES = 8 * 1024;

  /** Connections at a time; more wait unaccepted. */
  public static final int CONNECTIONS = 64;

  /** A connection that says nothing for so long is closed. */
  public static final Duration IDLE = Duration.ofSeconds(10);

  /** A request must have arrived so long after it began, however steadily it drips. */
  public static final Duration ARRIVAL = Duration.ofSeconds(10);

  /** How long a client waits for a decision; the decision itself may still come. */
  public static final Duration DECISION = Duration.ofSeconds(5);

  /** Requests that change something, being decided at a time. */
  public static final int OPEN_REQUESTS = 64;

  /** Longest Idempotency-Key. */
  public static final int KEY_CHARACTERS = 128;

  /** Most items of a list page. */
  public static final int PAGE = 100;

  /** Items of a page when the client names no limit. */
  public static final int DEFAULT_PAGE = 20;

  /** Age of the snapshot from which on the loop counts as stuck. */
  public static final Duration SNAPSHOT_AGE = Duration.ofSeconds(1);

  private ApiLimits() {}
}
