package tower.hooks;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import tower.model.Random;
import tower.model.Time;
import tower.store.Deliveries;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Next;
import tower.store.Deliveries.Progress;
import tower.store.Deliveries.Work;

/**
 * Tells one endpoint its events: one at a time, the next when the one before is settled and that is
 * written. Used by one thread; only {@link #nudge} and {@link #status} are for others.
 *
 * <p>Waits are measured on the monotonic clock. The wall clock stands in headers and records only,
 * and at a start it may shorten a wait.
 */
final class Courier {
  /** What a question that the store did not take, or a write that a full disk refused, waits. */
  static final long STORE_MS = 5_000;

  /** How often the events behind one that waits are counted. */
  static final long COUNT_MS = 10_000;

  /** Events looked at to find the next one, and to count those ahead. */
  private static final int PAGE = 50;

  private static final int COUNTED = 1_000;

  /** Everything that {@link #turn} may do without looking at the time again. */
  private static final int STEPS = 8;

  private static final long FOR_EVER = Long.MAX_VALUE;

  /** Where a courier stands between two looks. */
  private sealed interface State {
    /** The store makes the endpoint known. */
    record Beginning(CompletableFuture<Progress> known) implements State {}

    /** The store looks for what comes next. */
    record Looking(boolean counts, CompletableFuture<Next> found) implements State {}

    /** The endpoint has the request. */
    record Sending(Work work, long waitedMs, CompletableFuture<Client.Response> answer)
        implements State {}

    /** The store writes what came of it; nothing more is sent before that. */
    record Writing(Outcome outcome, CompletableFuture<Delivery> written) implements State {}

    /** The store did not take it; the same again, later. */
    record Stuck(long untilMs, @Nullable Outcome outcome) implements State {}

    /**
     * Nothing is to be sent now: until then, or until somebody wants something.
     *
     * @param seen what was durable at the last look
     * @param quiet true when the next event is to be sent at once
     */
    record Resting(long untilMs, long seen, long lookedMs, boolean quiet) implements State {}
  }

  private final String towerId;
  private final Endpoint endpoint;
  private final Deliveries deliveries;
  private final Client client;
  private final Time time;
  private final Random random;
  private final LongSupplier durable;
  private final Runnable wake;
  private final AtomicBoolean nudged = new AtomicBoolean();

  private @Nullable State state;
  private @Nullable Progress progress;

  /** When the wait after the last failure began and ends, monotonic ms. */
  private long waitBeganMs;

  private long waitEndsMs;
  private long scanned;
  private long seen;
  private long countMs = Long.MIN_VALUE;
  private int pending;

  /** True while it is stuck and has said so. */
  private boolean told;

  private Status.Counts counts = new Status.Counts(0, 0, 0);
  private volatile Status status;

  Courier(
      String towerId,
      Endpoint endpoint,
      Deliveries deliveries,
      Client client,
      Time time,
      Random random,
      LongSupplier durable,
      Runnable wake) {
    this.towerId = towerId;
    this.endpoint = endpoint;
    this.deliveries = deliveries;
    this.client = client;
    this.time = time;
    this.random = random;
    this.durable = durable;
    this.wake = wake;
    status = Status.of(endpoint, null, 0, 0, counts);
  }

  /** What it does; for every thread. */
  Status status() {
    return status;
  }

  /** Somebody wants something of this endpoint; for every thread. */
  void nudge() {
    nudged.set(true);
    wake.run();
  }

  /**
   * Does what can be done now.
   *
   * @return monotonic ms when to look again, unless a future wakes somebody before
   */
  long turn() {
    long now = time.millis();
    boolean moves = true;
    for (int i = 0; i < STEPS && moves; i++) {
      State before = state;
      state = step(before, now);
      moves = state != before;
    }
    status = Status.of(endpoint, progress, waitEndsMs, pending, counts);
    return moves ? now : dueMs();
  }

  private long dueMs() {
    return switch (state) {
      case State.Stuck s -> s.untilMs();
      case State.Resting s -> s.untilMs();
      // Their futures wake somebody.
      case State.Beginning s -> FOR_EVER;
      case State.Looking s -> FOR_EVER;
      case State.Sending s -> FOR_EVER;
      case State.Writing s -> FOR_EVER;
      case null -> FOR_EVER;
    };
  }

  private State step(@Nullable State from, long now) {
    return switch (from) {
      case null -> begin();
      case State.Beginning s -> beginning(s, now);
      case State.Looking s -> looking(s, now);
      case State.Sending s -> sending(s);
      case State.Writing s -> writing(s, now);
      case State.Stuck s -> unstuck(s, now);
      case State.Resting s -> resting(s, now);
    };
  }

  private State begin() {
    String urlHash = endpoint.disabled() ? "" : endpoint.urlHash();
    return new State.Beginning(woken(deliveries.begin(endpoint.name(), urlHash, time.utcMs())));
  }

  private State beginning(State.Beginning s, long now) {
    if (!s.known().isDone()) {
      return s;
    }
    if (s.known().isCompletedExceptionally()) {
      return stuck(s.known(), null, now);
    }
    Progress known = s.known().join();
    progress = known;
    waitBeganMs = now;
    waitEndsMs = now + Schedule.leftMs(known.waitMs(), known.last().utcMs(), time.utcMs());
    return look(now);
  }

  private State look(long now) {
    nudged.set(false);
    seen = durable.getAsLong();
    boolean counts = now >= countMs;
    if (counts) {
      countMs = now + COUNT_MS;
    }
    int events = counts ? COUNTED : PAGE;
    return new State.Looking(
        counts, woken(deliveries.next(endpoint.name(), endpoint.topics(), scanned, events)));
  }

  private State looking(State.Looking s, long now) {
    if (!s.found().isDone()) {
      return s;
    }
    if (s.found().isCompletedExceptionally()) {
      return stuck(s.found(), null, now);
    }
    told = false;
    Next next = s.found().join();
    Progress found = next.progress();
    progress = found;
    pending = s.counts() ? next.pending() : Math.max(pending - 1, next.pending());
    if (found.waitMs() == 0) {
      waitEndsMs = now;
    }
    if (endpoint.disabled() || found.goneUrl() != null) {
      return new State.Resting(FOR_EVER, seen, now, false);
    }
    if (next.asked() != null) {
      return send(next.asked(), 0);
    }
    if (next.head() == null) {
      boolean more = next.scanned() > scanned;
      scanned = next.scanned();
      return more ? look(now) : new State.Resting(FOR_EVER, seen, now, true);
    }
    return now < waitEndsMs
        ? new State.Resting(waitEndsMs, seen, now, false)
        : send(next.head(), Math.min(now - waitBeganMs, found.waitMs()));
  }

  private State send(Work work, long waitedMs) {
    Client.Request request = Message.of(towerId, endpoint, work, time.utcMs());
    CompletableFuture<Client.Response> answer;
    try {
      answer = client.send(request);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return new State.Sending(work, waitedMs, woken(answer));
  }

  private State sending(State.Sending s) {
    if (!s.answer().isDone()) {
      return s;
    }
    boolean failed = s.answer().isCompletedExceptionally();
    Outcome.End end =
        new Outcome.End(
            failed ? null : s.answer().join(),
            failed ? why(s.answer()) : "",
            s.waitedMs(),
            time.utcMs(),
            random.nextLong());
    Outcome outcome = Outcome.of(endpoint, s.work(), Objects.requireNonNull(progress), end);
    counts = counts.after(outcome, end.delivered());
    return write(outcome);
  }

  private State write(Outcome outcome) {
    return new State.Writing(
        outcome, woken(deliveries.settle(outcome.delivery(), outcome.progress())));
  }

  private State writing(State.Writing s, long now) {
    if (!s.written().isDone()) {
      return s;
    }
    if (s.written().isCompletedExceptionally()) {
      return stuck(s.written(), s.outcome(), now);
    }
    Progress before = Objects.requireNonNull(progress);
    Progress after = s.outcome().progress();
    // An attempt that somebody asked for leaves the wait as it is, unless it ended it.
    if (after.waitMs() == 0 || after.failures() != before.failures()) {
      waitBeganMs = now;
      waitEndsMs = now + after.waitMs();
    }
    progress = after;
    Notes.note(endpoint, before, s.outcome());
    return look(now);
  }

  private State stuck(CompletableFuture<?> failed, @Nullable Outcome outcome, long now) {
    if (!told) {
      Logger.warn("{}: the store does not take it: {}", endpoint, why(failed));
      told = true;
    }
    return new State.Stuck(now + STORE_MS, outcome);
  }

  private State unstuck(State.Stuck s, long now) {
    if (now < s.untilMs()) {
      return s;
    }
    Outcome outcome = s.outcome();
    return outcome != null ? write(outcome) : progress == null ? begin() : look(now);
  }

  private State resting(State.Resting s, long now) {
    boolean news = durable.getAsLong() != s.seen();
    boolean looks =
        nudged.get()
            || now >= s.untilMs()
            || (news && (s.quiet() || now >= s.lookedMs() + COUNT_MS));
    return looks ? look(now) : s;
  }

  private <T> CompletableFuture<T> woken(CompletableFuture<T> future) {
    return future.whenComplete((value, failure) -> wake.run());
  }

  /** In few words: they are kept in the log of deliveries. */
  private static String why(CompletableFuture<?> failed) {
    Throwable thrown = failed.exceptionNow();
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String kind = cause.getClass().getSimpleName();
    String text = cause.getMessage();
    return Excerpt.of(text == null ? kind : kind + ": " + text);
  }
}
