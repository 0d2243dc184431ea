package tower.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.JobKind;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Reason;
import tower.model.Terms;

/**
 * What is due at a time of day: appointments, the end of a code's time, the return of a lent car. A
 * clock that is not to be believed makes nothing due; what waits for it says so.
 */
final class Appointments {
  /** Its turn is to come. */
  static final Reason QUEUED = Reasons.of("queued", "waits for its turn", "wait");

  private static final Reason NO_CLOCK =
      Reasons.of(
          "clock-not-trusted",
          "waits for its time, and the tower does not know what time it is",
          "connect the tower to network time");

  private Appointments() {}

  /** Once a second. */
  static void observe(Turn t) {
    if (!t.clockLooked() || Dispatch.storeReason(t).isPresent()) {
      return;
    }
    for (Pickup pickup : List.copyOf(t.ledger.pickups().values())) {
      if (!pickup.state().terminal()) {
        look(t, pickup);
      }
    }
  }

  /** True when the car is to be fetched now. */
  static boolean due(Turn t, Terms terms) {
    Long ready = terms.readyAtUtcMs();
    return ready == null || t.reached(ready - t.site.settings().leadMs());
  }

  /** Why a pickup is only scheduled. */
  static Reason scheduled(Turn t) {
    boolean behind = t.clock.certain() && !t.knowsTheTime();
    return t.clock.trusted() && !behind
        ? Reasons.of("scheduled", "is fetched in time for its appointment", "wait")
        : NO_CLOCK;
  }

  private static void look(Turn t, Pickup pickup) {
    // Until when the code may be entered: once it was, the car waits for its customer as any other.
    boolean expired = !pickup.redeemed() && passed(t, pickup.terms().expiresAtUtcMs());
    switch (pickup.state()) {
      case SCHEDULED -> {
        if (expired) {
          Jobs.withdraw(t, pickup, expired());
        } else if (due(t, pickup.terms())) {
          Jobs.pickup(t, pickup, PickupState.QUEUED, QUEUED);
          Jobs.create(t, JobKind.RETRIEVAL, pickup.vin(), pickup.id(), QUEUED);
        } else if (!pickup.reason().equals(scheduled(t))) {
          // No change of its state: nobody is told.
          t.fact(new Fact.PickupSet(pickup.in(pickup.state(), scheduled(t), pickup.sinceUtcMs())));
        }
      }
      case QUEUED -> {
        if (expired) {
          Jobs.withdraw(t, pickup, expired());
        }
      }
      case RETRIEVING, STAGED -> {
        if (expired) {
          Jobs.bringBack(t, pickup, expired());
        }
      }
      case OUT -> {
        if (passed(t, pickup.terms().dueBackUtcMs())) {
          Reason why =
              Reasons.of("late", "the car should have been back by now", "call the customer");
          Jobs.pickup(t, pickup, PickupState.LATE, why);
        }
      }
      case HANDING_OVER, COLLECTED, LATE, RETURNED, CANCELLING -> {}
      case CANCELLED, RESTOWED, ON_HOLD, OWED, FAILED -> {}
    }
  }

  private static boolean passed(Turn t, @Nullable Long atUtcMs) {
    return atUtcMs != null && t.reached(atUtcMs);
  }

  private static Reason expired() {
    return Reasons.of(Jobs.EXPIRED, "its time is over", "order the car again");
  }
}
