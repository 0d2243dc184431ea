package tower.hooks;

import org.tinylog.Logger;
import tower.store.Deliveries.Attempt;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Progress;
import tower.store.Deliveries.State;

/** Writes into the log when an endpoint begins to fail, ends to, is gone, or loses an event. */
final class Notes {
  private Notes() {}

  static void note(Endpoint endpoint, Progress before, Outcome outcome) {
    Progress after = outcome.progress();
    Delivery delivery = outcome.delivery();
    String answer = words(after.last());
    if (after.goneUrl() != null && before.goneUrl() == null) {
      Logger.warn("{} is gone ({}): enable it, or give it another url", endpoint, answer);
    } else if (delivery.seq() > 0 && delivery.state() == State.GIVEN_UP && !delivery.asked()) {
      Logger.warn("{}: event {} not delivered: {}", endpoint, delivery.seq(), answer);
    } else if (after.failures() > 0 && before.failures() == 0) {
      Logger.warn("{} takes no events: {}", endpoint, answer);
    } else if (after.failures() == 0 && before.failures() > 0) {
      Logger.info("{} takes events again after {} failures", endpoint, before.failures());
    }
  }

  private static String words(Attempt attempt) {
    return (attempt.status() == 0 ? "" : "status " + attempt.status() + " ") + attempt.text();
  }
}
