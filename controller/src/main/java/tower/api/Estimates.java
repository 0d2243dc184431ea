package tower.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tower.core.Estimate;
import tower.loop.Snapshot;
import tower.model.Reason;

/** What is told of the time: how long it takes as often as not, and in nine of ten cases. */
final class Estimates {
  private Estimates() {}

  /**
   * The estimate of a pickup or intake at one moment.
   *
   * @param phase what is being done now
   * @param queuePosition how many jobs come before it, null when it waits for none
   * @param readyBy when its car will be ready, null when that is past or unknown, or while the
   *     tower does not know what time it is
   * @param readyIn the same from now on
   * @param unknown why that is unknown and what clears it, null when it is known or past
   */
  record View(
      String phase,
      @Nullable Integer queuePosition,
      @Nullable By readyBy,
      @Nullable In readyIn,
      @Nullable Reason unknown) {}

  /** Times of day. */
  record By(Instant p50, Instant p90) {}

  /** Durations. */
  record In(Duration p50, Duration p90) {}

  /** Null for what the tower's memory does not have any more. */
  static @Nullable View of(Snapshot now, String id) {
    Estimate estimate = now.outlook().estimate(id);
    return estimate == null ? null : of(now, estimate);
  }

  static View of(Snapshot now, Estimate estimate) {
    Estimate.Ready ready = estimate.ready();
    Long utcMs = now.outlook().utcMs();
    return new View(
        estimate.stage().key(),
        estimate.position() < 0 ? null : estimate.position(),
        ready == null || utcMs == null
            ? null
            : new By(at(utcMs, ready.halfMs()), at(utcMs, ready.nineOfTenMs())),
        ready == null ? null : new In(in(ready.halfMs()), in(ready.nineOfTenMs())),
        estimate.unknown());
  }

  /** In whole seconds: more would be a false exactness. */
  private static Duration in(long ms) {
    return Duration.ofSeconds((ms + 999) / 1000);
  }

  private static Instant at(long utcMs, long inMs) {
    return Instant.ofEpochSecond((utcMs + inMs + 999) / 1000);
  }
}
