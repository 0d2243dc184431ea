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

  /**
   * Connections of a listener at a time; more wait unaccepted. What of them one client may have is
   * {@link Door.Bounds}.
   */
  public static final int CONNECTIONS = 256;

  /** Requests that change something, being decided at a time. */
  public static final int OPEN_REQUESTS = 64;

  /** Longest Idempotency-Key. */
  public static final int KEY_CHARACTERS = 128;

  /** Most items of a list page. */
  public static final int PAGE = 100;

  /** Items of a page when the client names no limit. */
  public static final int DEFAULT_PAGE = 20;

  /** Clients of a listener's event stream at a time. */
  public static final int STREAMS = 20;

  /** Of these, one client's: another one always finds a place beside it. */
  public static final int STREAMS_OF_A_CLIENT = 8;

  /** How often it is asked whether who listens still may. */
  static final Duration MAY_LISTEN_PERIOD = Duration.ofSeconds(1);

  /** Events that are kept at hand for all clients of a stream: how far behind one may read. */
  static final int KEPT_EVENTS = 512;

  /** Events that a client who comes back gets at a time. */
  static final int REPLAY_PAGE = 100;

  /**
   * How far behind, in facts of the journal, a client may come back to the stream: some weeks of a
   * busy tower. Older events are read page by page.
   */
  static final long REPLAY_FACTS = 100_000;

  /** Events go out together up to so many bytes. */
  static final int WRITE_BYTES = 32 * 1024;

  /**
   * What the kernel holds for a client that does not read; it would grow to megabytes by itself.
   */
  static final int SEND_BUFFER_BYTES = 64 * 1024;

  /** How often new events are looked for. */
  static final Duration EVENT_PERIOD = Duration.ofMillis(100);

  /** How often refusals that were not written yet are looked at. */
  static final Duration AUDIT_PERIOD = Duration.ofSeconds(5);

  /** How long the store is left alone when it could not say what has happened. */
  static final Duration OUTBOX_REST = Duration.ofSeconds(1);

  /** Age of the snapshot from which on the loop counts as stuck. */
  public static final Duration SNAPSHOT_AGE = Duration.ofSeconds(1);

  /**
   * How long the server waits for whom.
   *
   * @param idle a connection that says nothing for so long is closed
   * @param arrival a request must be whole so long after it began, however steadily it drips
   * @param decision how long a client waits for a decision; the decision itself may still come
   * @param heartbeat a stream is silent for no longer
   * @param reading a client of a stream that has not taken what was sent so long ago is dropped
   */
  record Patience(
      Duration idle, Duration arrival, Duration decision, Duration heartbeat, Duration reading) {
    static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20));
  }

  private ApiLimits() {}
}
