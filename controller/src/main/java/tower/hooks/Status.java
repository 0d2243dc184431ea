package tower.hooks;

import org.jspecify.annotations.Nullable;
import tower.store.Deliveries.Attempt;
import tower.store.Deliveries.Progress;
import tower.store.Deliveries.State;

/**
 * How an endpoint does.
 *
 * @param host of its URL; the rest of it may be a secret
 * @param sinceUtcMs wall time since when it is in this state, 0 while that is not known
 * @param nextMs monotonic time of the next attempt, 0 when none is planned
 * @param pending events that it has not been told yet, 1,000 at most
 * @param last its last attempt
 * @param counts attempts since the process began
 */
public record Status(
    String name,
    String host,
    Condition condition,
    long sinceUtcMs,
    long nextMs,
    int pending,
    Attempt last,
    Counts counts) {
  /** Whether it is told events. */
  public enum Condition {
    /** Every event is sent at once. */
    ENABLED,
    /** The last attempt failed; the next one is planned. */
    WAITING,
    /** It answered 410: nothing is sent until somebody enables it. */
    GONE,
    /** The configuration says so. */
    DISABLED
  }

  /**
   * Attempts since the process began.
   *
   * @param delivered answered with 2xx
   * @param failed all others
   * @param givenUp events whose last attempt was one of these
   */
  public record Counts(long delivered, long failed, long givenUp) {
    Counts after(Outcome outcome, boolean arrived) {
      boolean lost =
          !arrived && outcome.delivery().seq() > 0 && outcome.delivery().state() == State.GIVEN_UP;
      return new Counts(
          delivered + (arrived ? 1 : 0), failed + (arrived ? 0 : 1), givenUp + (lost ? 1 : 0));
    }
  }

  static Status of(
      Endpoint endpoint, @Nullable Progress p, long waitEndsMs, int pending, Counts counts) {
    Condition condition =
        endpoint.disabled()
            ? Condition.DISABLED
            : p != null && p.goneUrl() != null
                ? Condition.GONE
                : p != null && p.failures() > 0 ? Condition.WAITING : Condition.ENABLED;
    return new Status(
        endpoint.name(),
        endpoint.url().getHost(),
        condition,
        p == null ? 0 : p.sinceUtcMs(),
        condition == Condition.WAITING ? waitEndsMs : 0,
        pending,
        p == null ? Attempt.NONE : p.last(),
        counts);
  }
}
