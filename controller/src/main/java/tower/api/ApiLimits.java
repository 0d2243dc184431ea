package tower.api;

import java.time.Duration;

/** Every bound of the shop's contract, in one place. */
public final class ApiLimits {
  /** Longest request body. */
  public static final int BODY_BYTES = 16 * 1024;

  /**
   * So much of a body that is too long is read and thrown away before it is refused: a server that
   * closes with bytes unread resets the connection, and the client may never see why.
   */
  static final int DRAINED_BYTES = 4 * BODY_BYTES;

  /** Longest request line and headers together. */
  public static final int HEADER_BYTES = 8 * 1024;

  /** Connections at a time; more wait unaccepted. */
  public static final int CONNECTIONS = 64;

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

  /**
   * How long the server waits for whom.
   *
   * @param idle a connection that says nothing for so long is closed
   * @param arrival a request must be whole so long after it began, however steadily it drips
   * @param decision how long a client waits for a decision; the decision itself may still come
   */
  record Patience(Duration idle, Duration arrival, Duration decision) {
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5));
  }

  private ApiLimits() {}
}
