package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.CODE;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Purpose;
import tower.model.Release;
import tower.model.Terms;

/** What is asked of a voucher that is genuine. */
class VouchersTest {
  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = 1440 * MINUTE_MS;

  private static TestTower ready() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT));
    t.pass(WallClock.STEADY_MS + 1_000);
    return t;
  }

  /** Signed now; valid from so long after now until so long after. */
  private static Release release(TestTower t, String jti, long fromMs, long untilMs) {
    long now = t.stamp().utcMs();
    return new Release(
        jti, "kid-1", TinyTower.KEY.hash(jti, CODE), now + fromMs, now + untilMs, now);
  }

  private static Result order(TestTower t, int car, Release release) {
    return t.ask(new Request.NewPickup(vin(car), Purpose.BUY, release, Terms.NONE));
  }

  private static void refused(Result result, Problem problem) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) result).problem()).isEqualTo(problem);
  }

  @Test
  void voucherIsTakenInItsTimeAndForgivesAMinute() {
    TestTower t = ready();
    refused(order(t, 1, release(t, "a", 2 * MINUTE_MS, DAY_MS)), Problem.VOUCHER_TOO_EARLY);
    refused(order(t, 1, release(t, "b", -DAY_MS, -2 * MINUTE_MS)), Problem.VOUCHER_EXPIRED);
    assertThat(order(t, 1, release(t, "c", MINUTE_MS / 2, DAY_MS)))
        .isInstanceOf(Result.PickupTaken.class);
    assertThat(order(t, 2, release(t, "d", -DAY_MS, -MINUTE_MS / 2)))
        .isInstanceOf(Result.PickupTaken.class);
  }

  @Test
  void oneVoucherMakesOnePickupWhateverBecomesOfIt() {
    TestTower t = ready();
    Release release = release(t, "v-1", 0, DAY_MS);
    Pickup taken = ((Result.PickupTaken) order(t, 1, release)).pickup();
    assertThat(taken.reference()).isEqualTo("v-1");
    refused(order(t, 2, release), Problem.VOUCHER_USED);
    t.ask(new Request.CancelPickup(taken.id()));
    refused(order(t, 1, release), Problem.VOUCHER_USED);
  }

  /** The board begins in 1970: what was signed today cannot have expired yesterday. */
  @Test
  void clockThatIsNotTrustedRefusesNothingThatMayBeRight() {
    TestTower t = ready();
    Release today = release(t, "a", 0, DAY_MS);
    Release tomorrow = release(t, "b", DAY_MS, 2 * DAY_MS);
    Release lastYear =
        new Release("c", "kid-1", "hash", 0, today.issuedUtcMs() - DAY_MS, 1_000_000);
    Release next = release(t, "d", 0, DAY_MS);
    assertThat(order(t, 1, today)).as("and the floor rises").isInstanceOf(Result.PickupTaken.class);
    t.utcTrusted = false;
    t.utcShiftMs = 0;
    t.pass(2_000);
    refused(order(t, 2, tomorrow), Problem.CLOCK_NOT_TRUSTED);
    refused(order(t, 2, lastYear), Problem.VOUCHER_EXPIRED);
    assertThat(order(t, 2, next)).isInstanceOf(Result.PickupTaken.class);
  }

  @Test
  void floorOfTimeOnlyRisesAndSurvivesARestart() {
    TestTower t = ready();
    long signed = t.stamp().utcMs();
    order(t, 1, release(t, "a", 0, DAY_MS));
    assertThat(t.ledger().floorUtcMs()).isEqualTo(signed);
    t.durable();
    t.powerCut();
    assertThat(t.ledger().floorUtcMs()).isEqualTo(signed);
  }

  /** A shop's clock that runs years ahead must not stop this tower's appointments. */
  @Test
  void whatIsSignedInTheFutureIsNotTakenAndRaisesNoFloor() {
    TestTower t = ready();
    Release now = release(t, "a", 0, DAY_MS);
    Release ahead =
        new Release(
            "b",
            "kid-1",
            "hash",
            now.notBeforeUtcMs(),
            now.expiresUtcMs() + 1000 * DAY_MS,
            now.issuedUtcMs() + 700 * DAY_MS);
    refused(order(t, 1, ahead), Problem.VOUCHER_TOO_EARLY);
    KeyRing list = new KeyRing(2, "text", ahead.issuedUtcMs(), List.of(), List.of());
    refused(t.ask(new Request.SetKeys(list)), Problem.KEYS_REFUSED);
    t.utcTrusted = false;
    t.pass(2_000);
    assertThat(order(t, 1, ahead)).isInstanceOf(Result.PickupTaken.class);
    assertThat(t.ledger().floorUtcMs()).as("one key's word").isZero();
    t.utcTrusted = true;
    t.pass(WallClock.STEADY_MS + 2_000);
    assertThat(order(t, 2, release(t, "c", 0, DAY_MS))).isInstanceOf(Result.PickupTaken.class);
  }

  /** A clock that says less than what was signed is wrong, whoever trusts it. */
  @Test
  void clockBelowTheFloorMakesNothingDue() {
    TestTower t = ready();
    order(t, 1, release(t, "a", 0, DAY_MS));
    t.utcShiftMs -= DAY_MS;
    t.pass(WallClock.STEADY_MS + 2_000);
    refused(order(t, 2, release(t, "b", -DAY_MS, -2 * MINUTE_MS)), Problem.VOUCHER_EXPIRED);
    assertThat(t.turn().reached(t.stamp().utcMs() - MINUTE_MS)).isFalse();
  }

  @Test
  void revokedVoucherOpensNoDoorThoughItWasAccepted() {
    TestTower t = ready();
    Pickup taken = ((Result.PickupTaken) order(t, 1, release(t, "v-1", 0, DAY_MS))).pickup();
    t.until("staged", x -> x.pickup(taken.id()).state() == PickupState.STAGED);
    KeyRing other = new KeyRing(2, "text", 0, List.of("kid-9"), List.of());
    assertThat(t.ask(new Request.SetKeys(other))).isEqualTo(new Result.KeysSet(2));
    refused(
        t.ask(new Request.SetKeys(new KeyRing(3, "text", 0, List.of(), List.of()))),
        Problem.KEYS_REFUSED);
    KeyRing revoking = new KeyRing(3, "text", 0, List.of("kid-9"), List.of("v-1"));
    assertThat(t.ask(new Request.SetKeys(revoking))).isEqualTo(new Result.KeysSet(3));
    refused(t.ask(new Request.Handover(taken.id(), CODE)), Problem.VOUCHER_REVOKED);
    refused(order(t, 2, release(t, "v-1", 0, DAY_MS)), Problem.VOUCHER_REVOKED);
    KeyRing kid = new KeyRing(4, "text", 0, List.of("kid-1", "kid-9"), List.of());
    t.ask(new Request.SetKeys(kid));
    refused(t.ask(new Request.Handover(taken.id(), CODE)), Problem.VOUCHER_REVOKED);
  }

  /** The next list need not repeat what was withdrawn, so it must not give it back either. */
  @Test
  void withdrawnVoucherStaysSoWhateverTheNextListLeavesOut() {
    TestTower t = ready();
    Pickup taken = ((Result.PickupTaken) order(t, 1, release(t, "v-1", 0, DAY_MS))).pickup();
    t.until("staged", x -> x.pickup(taken.id()).state() == PickupState.STAGED);
    t.ask(new Request.SetKeys(new KeyRing(2, "two", 0, List.of(), List.of("v-1", "v-2"))));
    KeyRing third = new KeyRing(3, "three", 0, List.of(), List.of("v-3"));
    assertThat(t.ask(new Request.SetKeys(third))).isEqualTo(new Result.KeysSet(3));
    assertThat(t.ask(new Request.SetKeys(third))).as("again").isEqualTo(new Result.KeysSet(3));
    assertThat(t.ledger().keys().revokedVouchers()).containsExactly("v-1", "v-2", "v-3");
    refused(t.ask(new Request.Handover(taken.id(), CODE)), Problem.VOUCHER_REVOKED);
    refused(order(t, 2, release(t, "v-2", 0, DAY_MS)), Problem.VOUCHER_REVOKED);
  }

  @Test
  void ofManyWithdrawnVouchersTheOldestAreForgotten() {
    List<String> many = IntStream.range(0, KeyRing.WITHDRAWN).mapToObj(i -> "v-" + i).toList();
    KeyRing older = new KeyRing(2, "two", 0, List.of(), many);
    KeyRing kept = new KeyRing(3, "three", 0, List.of(), List.of("new")).keeping(older);
    assertThat(kept.revokedVouchers()).hasSize(KeyRing.WITHDRAWN).contains("new", "v-1");
    assertThat(kept.revokedVouchers()).doesNotContain("v-0");
  }

  @Test
  void versionOfTheKeysOnlyRises() {
    TestTower t = ready();
    KeyRing second = new KeyRing(2, "text", 0, List.of(), List.of());
    t.ask(new Request.SetKeys(second));
    refused(
        t.ask(new Request.SetKeys(new KeyRing(1, "old", 0, List.of(), List.of()))),
        Problem.KEYS_REFUSED);
    refused(
        t.ask(new Request.SetKeys(new KeyRing(2, "other", 0, List.of(), List.of()))),
        Problem.KEYS_REFUSED);
    assertThat(t.ask(new Request.SetKeys(second))).isEqualTo(new Result.KeysSet(2));
    t.durable();
    t.powerCut();
    assertThat(t.ledger().keys()).isEqualTo(second);
  }

  /** A voucher that was accepted needs no cloud, and no right date. */
  @Test
  void acceptedVoucherOutlivesItsEndAndEveryClock() {
    TestTower t = ready();
    Pickup taken = ((Result.PickupTaken) order(t, 1, release(t, "v-1", 0, MINUTE_MS))).pickup();
    t.until("staged", x -> x.pickup(taken.id()).state() == PickupState.STAGED);
    t.utcShiftMs += 3650 * DAY_MS;
    t.pass(WallClock.STEADY_MS + 2_000);
    assertThat(t.ask(new Request.Handover(taken.id(), CODE)))
        .isInstanceOf(Result.HandoverBegun.class);
  }
}
