package tower.hooks;

import org.jspecify.annotations.Nullable;
import tower.store.Deliveries.Attempt;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Progress;
import tower.store.Deliveries.State;
import tower.store.Deliveries.Work;

/**
 * What an attempt makes of a delivery and of its endpoint. Pure.
 *
 * @param delivery the row to write
 * @param progress where the endpoint is now
 */
record Outcome(Delivery delivery, Progress progress) {
  private static final int GONE = 410;

  /**
   * How an attempt ended.
   *
   * @param response null when there was none
   * @param failure why there was none
   * @param waitedMs how long this event had waited for this attempt
   * @param utcMs wall time of its end
   * @param chance random bits for the next wait
   */
  record End(
      Client.@Nullable Response response, String failure, long waitedMs, long utcMs, long chance) {
    int status() {
      return response == null ? 0 : response.status();
    }

    boolean delivered() {
      return status() >= 200 && status() <= 299;
    }

    Attempt attempt() {
      return new Attempt(utcMs, status(), response == null ? failure : response.excerpt());
    }
  }

  static Outcome of(Endpoint endpoint, Work work, Progress before, End end) {
    Delivery delivery = work.delivery();
    boolean settles = delivery.seq() > 0 && delivery.state() == State.WAITING;
    if (end.delivered()) {
      long position = settles ? delivery.seq() : before.position();
      return new Outcome(tried(delivery, State.DELIVERED, end), well(before, position, end));
    }
    if (end.status() == GONE) {
      return new Outcome(tried(delivery, failed(delivery), end), gone(endpoint, before, end));
    }
    if (delivery.asked()) {
      // A person's try says nothing new of an endpoint that waits, and must not make it wait more.
      Progress same = at(before, before.position(), before.failures(), before.waitMs(), end);
      return new Outcome(tried(delivery, failed(delivery), end), same);
    }
    return headFailed(delivery, before, end);
  }

  private static Outcome headFailed(Delivery delivery, Progress before, End end) {
    int failures = before.failures() + 1;
    if (delivery.waitedMs() + end.waitedMs() >= Schedule.GIVEN_UP_MS) {
      // The next one is tried at once: it may be this event that the endpoint cannot take.
      return new Outcome(
          tried(delivery, State.GIVEN_UP, end), at(before, delivery.seq(), failures, 0, end));
    }
    long wait = Schedule.waitMs(failures, end.chance());
    Client.Response response = end.response();
    if (response != null) {
      wait = Schedule.askedMs(response.retryAfter(), response.date(), end.utcMs()).orElse(wait);
    }
    return new Outcome(
        tried(delivery, State.WAITING, end), at(before, before.position(), failures, wait, end));
  }

  /** A test has one attempt; what was settled stays so. */
  private static State failed(Delivery delivery) {
    return delivery.seq() == 0 ? State.GIVEN_UP : delivery.state();
  }

  private static Delivery tried(Delivery d, State state, End end) {
    return new Delivery(
        d.id(),
        d.endpoint(),
        d.seq(),
        d.topic(),
        state,
        false,
        d.attempts() + 1,
        d.waitedMs() + end.waitedMs(),
        end.attempt(),
        d.id() == 0 ? end.utcMs() : d.createdUtcMs());
  }

  /** Whatever arrives ends the wait: the endpoint is there. */
  private static Progress well(Progress p, long position, End end) {
    long since = p.failures() > 0 || p.goneUrl() != null ? end.utcMs() : p.sinceUtcMs();
    return new Progress(p.name(), position, 0, 0, since, end.attempt(), null);
  }

  private static Progress at(Progress p, long position, int failures, long waitMs, End end) {
    long since = p.failures() == 0 && failures > 0 ? end.utcMs() : p.sinceUtcMs();
    return new Progress(p.name(), position, failures, waitMs, since, end.attempt(), p.goneUrl());
  }

  private static Progress gone(Endpoint endpoint, Progress p, End end) {
    return new Progress(
        p.name(),
        p.position(),
        p.failures() + 1,
        0,
        end.utcMs(),
        end.attempt(),
        endpoint.urlHash());
  }
}
