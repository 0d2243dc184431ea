package tower.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tower.model.Intake;
import tower.model.MaintenanceWindow;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Terms;

/** Planned maintenance keeps new promises out, and nothing else. */
class MaintenanceTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** The test towers' day is a Wednesday and begins at 06:13:30. */
  private static final MaintenanceWindow ON = window(DayOfWeek.WEDNESDAY, "06:00", 60);

  private static final String UNTIL = "maintenance is planned until 2023-11-15T07:00:00+08:00";

  private static int vouchers;

  private static MaintenanceWindow window(DayOfWeek day, String from, int minutes) {
    return new MaintenanceWindow(day, LocalTime.parse(from), minutes, SHANGHAI);
  }

  private static TestTower ready(MaintenanceWindow... windows) {
    TestTower t = new TestTower(TinyTower.maintained(windows), List.of(car(1, B001), car(2, LOW)));
    t.bringUp();
    t.pass(WallClock.STEADY_MS + 1_000);
    return t;
  }

  private static Terms at(String instant) {
    return new Terms(Instant.parse(instant).toEpochMilli(), null, null);
  }

  private static Result ask(TestTower t, int number, Terms terms) {
    String jti = "m-" + ++vouchers;
    String hash = TinyTower.KEY.hash(jti, TinyTower.CODE);
    return t.ask(
        new Request.NewPickup(vin(number), Purpose.BUY, TinyTower.release(jti, hash), terms));
  }

  private static @Nullable Problem refusal(Result result) {
    return result instanceof Result.Refused no ? no.problem() : null;
  }

  private static Foresight foresight(TestTower t) {
    return new Foresight(t.site, t.tower, StepClock.begin(t.tower), t.nowMs);
  }

  private static Result restock(TestTower t) {
    return t.ask(new Request.NewIntake(car(3, new Place.Outside())));
  }

  private static void untilItIsOn(TestTower t) {
    t.until("on", MaintenanceTest::isOn);
  }

  private static boolean isOn(TestTower t) {
    Outlook outlook = foresight(t);
    long now = requireNonNull(outlook.utcMs());
    return outlook.maintenance().getFirst().covers(Instant.ofEpochMilli(now));
  }

  @Test
  void pickupForNowIsRefusedWithTheEndAndNothingComesOfIt() {
    TestTower t = ready(window(DayOfWeek.WEDNESDAY, "06:00", 15));
    Ledger before = t.ledger();
    assertThat(ask(t, 1, Terms.NONE))
        .isEqualTo(new Result.Refused(Problem.MAINTENANCE_WINDOW, UNTIL.replace("07:00", "06:15")));
    assertThat(t.ledger()).isEqualTo(before);
    t.until("over", x -> !isOn(x));
    assertThat(refusal(ask(t, 1, Terms.NONE))).isNull();
  }

  /** An appointment is judged by its own time: the end of one window, the middle of another. */
  @Test
  void pickupForATimeInAWindowIsRefusedAndForItsEndIsTaken() {
    TestTower t = ready(ON, window(DayOfWeek.FRIDAY, "02:00", 120));
    for (String within : List.of("2023-11-14T22:59:59Z", "2023-11-16T18:00:00Z")) {
      assertThat(refusal(ask(t, 1, at(within)))).isEqualTo(Problem.MAINTENANCE_WINDOW);
    }
    assertThat(((Result.Refused) ask(t, 1, at("2023-11-23T19:00:00Z"))).detail())
        .as("next week's")
        .isEqualTo("maintenance is planned until 2023-11-24T04:00:00+08:00");
    assertThat(refusal(ask(t, 1, at("2023-11-14T23:00:00Z")))).isNull();
    assertThat(refusal(ask(t, 2, at("2023-11-16T17:59:59Z")))).isNull();
  }

  /** What was wanted this morning is wanted now. */
  @Test
  void appointmentThatHasPassedIsOneForNow() {
    TestTower t = ready(ON);
    assertThat(refusal(ask(t, 1, at("2023-11-14T12:00:00Z"))))
        .isEqualTo(Problem.MAINTENANCE_WINDOW);
    TestTower other = ready(window(DayOfWeek.WEDNESDAY, "05:00", 60));
    assertThat(refusal(ask(other, 1, at("2023-11-14T21:30:00Z")))).as("it is over").isNull();
  }

  /** A board that does not know the time refuses nothing that it could do. */
  @Test
  void clockThatIsNotTrustedRefusesNothingForNow() {
    TestTower t = ready(ON);
    t.utcTrusted = false;
    t.pass(2_000);
    assertThat(foresight(t).maintenance()).isEmpty();
    assertThat(foresight(t).maintainedUntil(Terms.NONE)).isNull();
    assertThat(refusal(ask(t, 1, at("2023-11-14T22:30:00Z"))))
        .as("when that is the shop has said")
        .isEqualTo(Problem.MAINTENANCE_WINDOW);
    assertThat(refusal(restock(t))).isNull();
    assertThat(refusal(ask(t, 1, Terms.NONE))).isNull();
  }

  /** Retrieved, staged, handed over and collected while the window is on. */
  @Test
  void whatWasPromisedIsKeptInTheWindow() {
    TestTower t = ready(window(DayOfWeek.WEDNESDAY, "06:14", 60));
    Pickup first = t.order(1);
    Estimate before = requireNonNull(foresight(t).estimate(first.id()));
    untilItIsOn(t);
    assertThat(refusal(ask(t, 2, Terms.NONE))).isEqualTo(Problem.MAINTENANCE_WINDOW);
    assertThat(before.ready()).as("a time is told all the same").isNotNull();
    t.until("staged", x -> x.pickup(first.id()).state() == PickupState.STAGED);
    t.handover(t.pickup(first.id()));
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("collected", x -> x.pickup(first.id()).state() == PickupState.COLLECTED);
    assertThat(isOn(t)).isTrue();
  }

  @Test
  void estimateOfAQueuedCarKnowsNoWindow() {
    TestTower with = ready(window(DayOfWeek.WEDNESDAY, "06:14", 60));
    TestTower without = ready();
    String queued = with.order(2).id();
    without.order(2);
    assertThat(foresight(with).estimate(queued))
        .isNotNull()
        .isEqualTo(foresight(without).estimate(queued));
  }

  @Test
  void cancellationsAreTakenInTheWindow() {
    TestTower t = ready(window(DayOfWeek.WEDNESDAY, "06:14", 60));
    String scheduled = t.order(1, Purpose.BUY, at("2023-11-15T02:00:00Z")).id();
    String staged = t.staged(2).id();
    Intake waits = t.announce(3);
    untilItIsOn(t);
    for (String pickup : List.of(scheduled, staged)) {
      assertThat(t.ask(new Request.CancelPickup(pickup)))
          .isInstanceOf(Result.PickupCancelled.class);
    }
    assertThat(t.ask(new Request.CancelIntake(waits.id())))
        .isInstanceOf(Result.IntakeCancelled.class);
    t.until("restowed", x -> x.pickup(staged).state() == PickupState.CANCELLED);
    assertThat(isOn(t)).isTrue();
  }

  /** With a lent car a customer stands at the door; new stock is the dealer's to send later. */
  @Test
  void carThatComesBackIsTakenAndNewStockIsNot() {
    TestTower t = ready(window(DayOfWeek.WEDNESDAY, "06:14", 60));
    LendingTest.out(t, Purpose.TEST_DRIVE, 3_600_000);
    untilItIsOn(t);
    Result.Refused no = (Result.Refused) restock(t);
    assertThat(no.problem()).isEqualTo(Problem.MAINTENANCE_WINDOW);
    assertThat(no.detail()).isEqualTo(UNTIL.replace("07:00", "07:14"));
    Result back = t.ask(LendingTest.returns(Purpose.TEST_DRIVE_RETURN, ""));
    assertThat(back).isInstanceOf(Result.IntakeTaken.class);
    LendingTest.comesBack(t, ((Result.IntakeTaken) back).intake().id());
    assertThat(isOn(t)).isTrue();
  }

  /** What would be refused at any time is refused with that: the window's end would not help. */
  @Test
  void whatElseIsWrongIsSaidFirst() {
    TestTower t = ready(ON);
    assertThat(refusal(ask(t, 7, Terms.NONE))).isEqualTo(Problem.UNKNOWN_VEHICLE);
    Terms over = new Terms(null, t.stamp().utcMs() - 60_000, null);
    assertThat(refusal(ask(t, 1, over))).isEqualTo(Problem.ALREADY_EXPIRED);
  }

  @Test
  void dryRunIsRefusedInTheSameWordsAndKnowsTheEnd() {
    TestTower t = ready(window(DayOfWeek.WEDNESDAY, "06:50", 70), ON);
    Outlook.Trial trial = foresight(t).dryRun(vin(1), Purpose.BUY, Terms.NONE);
    assertThat(trial.refused()).isEqualTo(ask(t, 1, Terms.NONE));
    Instant end = requireNonNull(foresight(t).maintainedUntil(Terms.NONE));
    assertThat(end)
        .as("when the last that follows has ended")
        .isEqualTo(Instant.parse("2023-11-15T00:00:00Z"));
    Terms then = new Terms(end.toEpochMilli(), null, null);
    assertThat(foresight(t).maintainedUntil(then)).isNull();
    assertThat(foresight(t).dryRun(vin(1), Purpose.BUY, then).refused()).isNull();
  }

  /** The one that is on and the next of two weeks, in their sequence, and no more than 14. */
  @Test
  void whatIsOnAndWhatComesNextIsTold() {
    MaintenanceWindow tuesday = window(DayOfWeek.TUESDAY, "22:00", 30);
    assertThat(foresight(ready(tuesday, ON)).maintenance())
        .extracting(s -> s.from() + " " + s.until())
        .containsExactly(
            "2023-11-15T06:00+08:00 2023-11-15T07:00+08:00",
            "2023-11-21T22:00+08:00 2023-11-21T22:30+08:00",
            "2023-11-22T06:00+08:00 2023-11-22T07:00+08:00",
            "2023-11-28T22:00+08:00 2023-11-28T22:30+08:00",
            "2023-11-29T06:00+08:00 2023-11-29T07:00+08:00");
    MaintenanceWindow[] daily = new MaintenanceWindow[14];
    for (int i = 0; i < 14; i++) {
      daily[i] = window(DayOfWeek.of(i / 2 + 1), i % 2 == 0 ? "01:00" : "13:00", 15);
    }
    assertThat(foresight(ready(daily)).maintenance()).hasSize(14);
    assertThat(foresight(ready()).maintenance()).isEmpty();
  }

  /** Windows that fill the week tell of no end that is none. */
  @Test
  void windowsWithoutAnEndAreSearchedForOneOnlySoLong() {
    MaintenanceWindow[] always = new MaintenanceWindow[7];
    for (int i = 0; i < 7; i++) {
      always[i] = window(DayOfWeek.of(7 - i), "00:00", 1_440);
    }
    TestTower t = ready(always);
    assertThat(refusal(ask(t, 1, Terms.NONE))).isEqualTo(Problem.MAINTENANCE_WINDOW);
  }
}
