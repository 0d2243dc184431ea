package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Terms;

/** What is due at a time of day, and a clock that cannot be believed. */
class AppointmentsTest {
  private static final long LEAD_MS = TinyTower.SETTINGS.leadMs();

  static Terms terms(TestTower t, @Nullable Long readyInMs, @Nullable Long expiresInMs) {
    long now = t.stamp().utcMs();
    return new Terms(
        readyInMs == null ? null : now + readyInMs,
        expiresInMs == null ? null : now + expiresInMs,
        null);
  }

  private static TestTower ready() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT));
    t.pass(WallClock.STEADY_MS + 1_000);
    return t;
  }

  private static PickupState state(TestTower t, Pickup pickup) {
    return t.pickup(pickup.id()).state();
  }

  @Test
  void carIsFetchedSoLongBeforeItsAppointment() {
    TestTower t = ready();
    Pickup later = t.order(1, Purpose.BUY, terms(t, LEAD_MS + 60_000, null));
    assertThat(later.state()).isEqualTo(PickupState.SCHEDULED);
    assertThat(t.jobs()).isEmpty();
    assertThat(t.ledger().pickupOf(vin(1))).as("it is reserved").isPresent();
    t.pass(58_000);
    assertThat(state(t, later)).isEqualTo(PickupState.SCHEDULED);
    t.pass(4_000);
    assertThat(state(t, later)).isNotEqualTo(PickupState.SCHEDULED);
    t.until("staged", x -> state(x, later) == PickupState.STAGED);
  }

  @Test
  void carForAnAppointmentThatIsNearIsFetchedAtOnce() {
    TestTower t = ready();
    assertThat(t.order(1, Purpose.BUY, terms(t, LEAD_MS - 5_000, null)).state())
        .isEqualTo(PickupState.QUEUED);
  }

  @Test
  void clockThatIsNotTrustedMakesNothingDueAndIsNamed() {
    TestTower t = ready();
    Pickup later = t.order(1, Purpose.BUY, terms(t, LEAD_MS + 30_000, null));
    t.utcTrusted = false;
    t.pass(60_000);
    assertThat(state(t, later)).isEqualTo(PickupState.SCHEDULED);
    assertThat(t.pickup(later.id()).reason().code()).isEqualTo("clock-not-trusted");
    t.utcTrusted = true;
    t.pass(WallClock.STEADY_MS - 3_000);
    assertThat(state(t, later)).as("trusted, but not for long").isEqualTo(PickupState.SCHEDULED);
    t.pass(5_000);
    assertThat(state(t, later)).isNotEqualTo(PickupState.SCHEDULED);
  }

  /** A board without a battery begins in 1970, and its appointments lie decades ahead. */
  @Test
  void appointmentSurvivesAPowerCutAndAClockThatBeginsIn1970() {
    TestTower t = ready();
    Pickup later = t.order(1, Purpose.BUY, terms(t, LEAD_MS + 30_000, null));
    long shift = t.utcShiftMs;
    t.utcShiftMs = 0;
    t.utcTrusted = false;
    t.durable();
    t.powerCut();
    t.bringUp();
    t.pass(60_000);
    assertThat(state(t, later)).isEqualTo(PickupState.SCHEDULED);
    t.utcShiftMs = shift;
    t.utcTrusted = true;
    t.pass(WallClock.STEADY_MS + 2_000);
    assertThat(state(t, later)).isNotEqualTo(PickupState.SCHEDULED);
  }

  @Test
  void clockThatJumpsIsNotBelievedForAWhile() {
    TestTower t = ready();
    Pickup later = t.order(1, Purpose.BUY, terms(t, LEAD_MS + 3_600_000, null));
    t.utcShiftMs += 3_600_000;
    t.pass(WallClock.STEADY_MS - 2_000);
    assertThat(state(t, later)).isEqualTo(PickupState.SCHEDULED);
    t.utcShiftMs -= 3_600_000;
    t.pass(60_000);
    assertThat(state(t, later)).as("it has jumped back in time").isEqualTo(PickupState.SCHEDULED);
  }

  @Test
  void pickupThatExpiresBeforeItsCarIsFetchedEndsThere() {
    TestTower t = ready();
    Pickup first = t.order(1);
    Pickup queued = t.order(2, Purpose.BUY, terms(t, null, 15_000L));
    assertThat(queued.state()).isEqualTo(PickupState.QUEUED);
    t.doing(tower.model.Step.Extend.class);
    for (int i = 0; i < 40 && state(t, queued) == PickupState.QUEUED; i++) {
      t.nowMs += 500;
      t.look();
      t.durable();
    }
    assertThat(state(t, queued)).isEqualTo(PickupState.CANCELLED);
    assertThat(t.pickup(queued.id()).reason().code()).isEqualTo("expired");
    assertThat(t.ledger().jobOf(queued.id())).isEmpty();
    assertThat(state(t, first)).isEqualTo(PickupState.RETRIEVING);
  }

  @Test
  void stagedCarWhoseTimeIsOverIsBroughtBack() {
    TestTower t = ready();
    Pickup pickup = t.order(1, Purpose.BUY, terms(t, null, 50_000L));
    t.until("staged", x -> state(x, pickup) == PickupState.STAGED);
    t.pass(60_000);
    t.until("restowed", x -> state(x, pickup) == PickupState.RESTOWED);
    assertThat(t.pickup(pickup.id()).reason().code()).isEqualTo("expired");
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
  }

  /** Whoever has entered the code in time may have another try. */
  @Test
  void expiryIsForTheCodeAndNotForTheVisit() {
    TestTower t = ready();
    Pickup pickup = t.order(1, Purpose.BUY, terms(t, null, 50_000L));
    t.until("staged", x -> state(x, pickup) == PickupState.STAGED);
    t.handover(t.pickup(pickup.id()));
    t.pass(TinyTower.SETTINGS.arrivalLimitMs() + 1_000L);
    t.confirm("P1");
    t.until("staged again", x -> state(x, pickup) == PickupState.STAGED);
    t.pass(10_000);
    assertThat(state(t, pickup)).isEqualTo(PickupState.STAGED);
  }

  /** A client that asks all the time takes no look at the clock away. */
  @Test
  void busyInboxDelaysNoAppointment() {
    TestTower t = ready();
    Pickup later = t.order(1, Purpose.BUY, terms(t, LEAD_MS + 20_000, null));
    for (int i = 0; i < 30 && state(t, later) == PickupState.SCHEDULED; i++) {
      t.nowMs += 1_000 - TestTower.CYCLE_MS;
      t.ask(new Request.CancelPickup("p-000000099"));
      t.look();
      t.durable();
    }
    assertThat(state(t, later)).isNotEqualTo(PickupState.SCHEDULED);
  }

  @Test
  void whatIsOverAlreadyIsRefused() {
    TestTower t = ready();
    Request past =
        new Request.NewPickup(
            vin(1), Purpose.BUY, TinyTower.release("v-1", "hash"), terms(t, null, -2_000L));
    assertThat(((Result.Refused) t.ask(past)).problem()).isEqualTo(Problem.ALREADY_EXPIRED);
    Terms late = new Terms(null, null, t.stamp().utcMs() - 2_000);
    Request lent =
        new Request.NewPickup(vin(1), Purpose.TEST_DRIVE, TinyTower.release("v-2", "hash"), late);
    assertThat(((Result.Refused) t.ask(lent)).problem()).isEqualTo(Problem.ALREADY_EXPIRED);
  }

  @Test
  void scheduledPickupIsCancelledForNothing() {
    TestTower t = ready();
    Pickup later = t.order(1, Purpose.BUY, terms(t, LEAD_MS + 600_000, null));
    Result answer = t.ask(new Request.CancelPickup(later.id()));
    assertThat(((Result.PickupCancelled) answer).pickup().state()).isEqualTo(PickupState.CANCELLED);
    assertThat(t.ledger().pickupOf(vin(1))).isEmpty();
  }
}
