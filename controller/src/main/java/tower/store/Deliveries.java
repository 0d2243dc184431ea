package tower.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How far each webhook has been told, and the log of what was sent. Never blocks; a future fails
 * when the disk is full or the queue of questions is, and the same may be asked again.
 *
 * <p>None of it is the tower's truth. What {@link #settle} writes may be lost at a power cut with
 * the time since the last commit, and is sent again then; what {@link #ask} answered is durable.
 */
public interface Deliveries {
  /** Deliveries that are kept whatever became of them; older ones stay only if not delivered. */
  int LOGGED = 10_000;

  /** Wishes of people that may wait for their attempt at a time. */
  int WISHES = 64;

  /** The topic of what is sent to try an endpoint. */
  String TEST = "webhook.test";

  /** What has become of a delivery; the names are on disk. */
  enum State {
    WAITING("waiting"),
    DELIVERED("delivered"),
    GIVEN_UP("given-up");

    private final String key;

    State(String key) {
      this.key = key;
    }

    /** Its name on disk and for clients. */
    public String key() {
      return key;
    }
  }

  /**
   * What came of an attempt.
   *
   * @param utcMs wall time when it ended, 0 when there was none
   * @param status HTTP status, 0 without an answer
   * @param text the beginning of the answer, or why there is none
   */
  record Attempt(long utcMs, int status, String text) {
    /** No attempt yet. */
    public static final Attempt NONE = new Attempt(0, 0, "");
  }

  /**
   * How far an endpoint has been told.
   *
   * @param name of the endpoint
   * @param position every event up to this one is settled
   * @param failures attempts that failed in a row
   * @param waitMs how long to wait after the last of them
   * @param sinceUtcMs wall time since when it does, fails, or is disabled
   * @param last its last attempt
   * @param goneUrl SHA-256 of the URL that answered 410, null while it is not disabled by that
   */
  record Progress(
      String name,
      long position,
      int failures,
      long waitMs,
      long sinceUtcMs,
      Attempt last,
      @Nullable String goneUrl) {}

  /**
   * One row of the log.
   *
   * @param id 0 before its first attempt
   * @param seq the event, 0 for a test
   * @param asked true while a person's wish for an attempt waits
   * @param attempts so far
   * @param waitedMs how long it has waited between them while the controller ran
   * @param createdUtcMs wall time of its first attempt, or of the wish for it
   */
  record Delivery(
      long id,
      String endpoint,
      long seq,
      String topic,
      State state,
      boolean asked,
      int attempts,
      long waitedMs,
      Attempt last,
      long createdUtcMs) {}

  /**
   * Something to send.
   *
   * @param event what it tells, null for a test
   */
  record Work(Delivery delivery, Outbox.@Nullable Event event) {}

  /**
   * What an endpoint has before it.
   *
   * @param asked what a person wants sent, whatever the endpoint's state
   * @param head the first event that is not settled
   * @param scanned up to here nothing more is of interest to it, when there is no head
   * @param pending events that are not settled, as far as they were counted
   */
  record Next(
      Progress progress, @Nullable Work asked, @Nullable Work head, long scanned, int pending) {}

  /** What a person wants. */
  sealed interface Wish {
    /** One attempt more at a delivery of any state. */
    record Redelivery(long id) implements Wish {}

    /** One attempt at a test event. */
    record Test(String endpoint) implements Wish {}

    /** An end to a 410, or to the wait after a failure. */
    record Enabling(String endpoint) implements Wish {}
  }

  /**
   * The answer to a wish, the same whenever it is repeated under its key.
   *
   * @param delivery 0 when the wish was none for an attempt
   */
  record Granted(String endpoint, long delivery, String topic, boolean repeated) {}

  /** Why a wish was not granted. */
  enum Denied {
    /** There is no such delivery or endpoint. */
    UNKNOWN,
    /** As many wishes as may wait do. */
    BUSY
  }

  /** One of the two is there. */
  record Answer(@Nullable Granted granted, @Nullable Denied denied) {}

  /**
   * Makes an endpoint known. A new one begins with the events that come after this; one that is
   * disabled by a 410 stays so only if the URL is still the same.
   *
   * @param urlHash SHA-256 of its URL; empty when the configuration disables it, which ends a 410
   */
  CompletableFuture<Progress> begin(String name, String urlHash, long utcMs);

  /**
   * What to send next.
   *
   * @param topics beginnings of the topics that it wants, empty for all
   * @param after events up to this one are known to be of no interest
   * @param count how many events to look at at most
   */
  CompletableFuture<Next> next(String name, List<String> topics, long after, int count);

  /** Writes what came of an attempt, and where the endpoint is now; then prunes a little. */
  CompletableFuture<Delivery> settle(Delivery delivery, Progress progress);

  /** Grants a person's wish once per key. Durable. */
  CompletableFuture<Answer> ask(String key, String bodyHash, Wish wish, long utcMs);

  /** A row of the log. */
  CompletableFuture<Optional<Delivery>> delivery(long id);

  /**
   * The log, newest first.
   *
   * @param endpoint null for all
   * @param before only rows with a smaller id
   */
  CompletableFuture<List<Delivery>> deliveries(@Nullable String endpoint, long before, int limit);
}
