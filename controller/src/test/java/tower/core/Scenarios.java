package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.car;

import java.util.List;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Purpose;

/**
 * Enough lives to meet every event in every state: seeds, and by hand what seeds meet too rarely to
 * rely on.
 */
final class Scenarios {
  private static final int SEEDS = 100;

  private Scenarios() {}

  static Deeds deeds() {
    Deeds deeds = new Deeds();
    watched(deeds);
    return deeds;
  }

  private static void watched(Watcher watcher) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      RandomLife life = new RandomLife(seed);
      life.t.watcher = watcher;
      life.live(3_000);
      life.end();
    }
    for (String state :
        List.of(
            "looking",
            "awaiting-resume",
            "homing",
            "recovering",
            "ready",
            "executing",
            "faulted",
            "manual",
            "held")) {
      everyEvent(state, watcher);
    }
    rarities(watcher);
    loan(watcher, 3_600_000);
    loan(watcher, 600_000);
    appointments(watcher);
  }

  private static void everyEvent(String state, Watcher watcher) {
    for (Event event :
        List.of(
            new Event.Proposed(1, List.of()),
            new Event.Durable(1),
            new Event.StoreFull("no space left"),
            new Event.StoreFailed("I/O error"),
            new Event.Requested(
                9, "k", "h", new Asker("shop", ""), new Request.CancelPickup("p-0"), null))) {
      TestTower t = in(state);
      t.watcher = watcher;
      t.on(event);
    }
    TestTower t = in(state);
    t.watcher = watcher;
    t.machine.key = true;
    t.pass(1_000);
    t.machine.key = false;
    t.pass(1_000);
  }

  /** A customer without the code, and a car on the carrier that nobody knows. */
  private static void rarities(Watcher watcher) {
    TestTower t = TestTower.ready(car(1, B001));
    t.watcher = watcher;
    Pickup pickup = t.staged(1);
    for (int i = 0; i < 5; i++) {
      t.ask(new Request.Handover(pickup.id(), "wrong"));
    }
    t.until("restowed", x -> x.pickup(pickup.id()).state() == PickupState.RESTOWED);
    t.until("ready");
    t.machine.emergency(true);
    t.look();
    t.machine.emergency(false);
    t.sense(t.points().carrierLoad(), true).sense(t.points().carrierBeam(), true);
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("held");
  }

  /** A lent car comes back, in time or late. */
  private static void loan(Watcher watcher, long backInMs) {
    TestTower t = TestTower.ready(car(1, B001));
    t.watcher = watcher;
    LendingTest.out(t, Purpose.TEST_DRIVE, backInMs);
    t.utcShiftMs += 900_000;
    t.pass(20_000);
    Result answer = t.ask(LendingTest.returns(Purpose.TEST_DRIVE_RETURN, ""));
    LendingTest.comesBack(t, ((Result.IntakeTaken) answer).intake().id());
  }

  /** One kept, one expired in each state, one cancelled; and a clock that is not to be trusted. */
  private static void appointments(Watcher watcher) {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT), car(3, LOW));
    t.watcher = watcher;
    t.pass(15_000);
    t.order(1, Purpose.BUY, AppointmentsTest.terms(t, 40_000L, 80_000L));
    t.order(2, Purpose.BUY, AppointmentsTest.terms(t, null, 20_000L));
    Pickup later = t.order(3, Purpose.BUY, AppointmentsTest.terms(t, 3_600_000L, 3_700_000L));
    t.pass(120_000);
    t.utcTrusted = false;
    t.pass(5_000);
    t.utcTrusted = true;
    t.pass(5_000);
    t.utcShiftMs += 3_800_000;
    t.pass(20_000);
    t.until("ready");
    assertThat(t.pickup(later.id()).state()).isEqualTo(PickupState.CANCELLED);
    Pickup none = t.order(3, Purpose.BUY, AppointmentsTest.terms(t, 3_600_000L, null));
    t.ask(new Request.CancelPickup(none.id()));
  }

  private static TestTower in(String state) {
    TestTower t = TestTower.switchedOn(car(1, B001));
    switch (state) {
      case "looking" -> t.look();
      case "awaiting-resume", "homing", "recovering", "ready" -> reach(t, state);
      case "executing" -> {
        t.bringUp();
        t.order(1);
        t.until(state);
      }
      case "faulted" -> {
        t.bringUp();
        t.machine.emergency(true);
        t.until(state);
      }
      case "manual" -> {
        t.machine.key = true;
        t.until(state);
      }
      case "held" -> {
        t.bringUp();
        t.machine.emergency(true);
        t.look();
        t.machine.emergency(false);
        t.sense(t.points().carrierLoad(), true);
        t.reset();
        t.until("awaiting-resume");
        t.resume();
        t.until(state);
      }
      default -> throw new IllegalArgumentException(state);
    }
    return t;
  }

  private static void reach(TestTower t, String state) {
    t.look();
    t.reset();
    t.until("awaiting-resume");
    if (!state.equals("awaiting-resume")) {
      t.resume();
      t.until(state);
    }
  }
}
