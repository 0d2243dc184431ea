package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Place;
import tower.model.Points;
import tower.model.Purpose;
import tower.model.Vehicle;

/** What the portal measures outweighs what the shop says; what is too large is never lifted. */
class ContoursTest {
  /** Car 9, announced 1500 mm high, has been driven in; its driver stands outside. */
  private static TestTower drivenIn(Vehicle... cars) {
    TestTower t = new TestTower(TinyTower.measuring(), List.of(cars));
    t.bringUp();
    Intake intake = t.announce(9);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.put(P1, vin(9));
    t.machine.people.add("P1");
    t.pass(1_000);
    t.machine.people.clear();
    t.pass(1_000);
    assertThat(t.intake(intake.id()).state()).isEqualTo(IntakeState.ARRIVING);
    return t;
  }

  private static Points.Contour contour(TestTower t) {
    return t.portal("P1").contour();
  }

  private static Intake intake(TestTower t) {
    return t.ledger().intakes().values().iterator().next();
  }

  /** The door stays open, nothing is lifted, the driver drives out: the intake has failed. */
  @Test
  void carThatNoBayTakesLeavesAsItCame() {
    for (String what : List.of("too-high", "too-wide", "too-long", "overload")) {
      TestTower t = drivenIn();
      int point =
          switch (what) {
            case "too-high" -> contour(t).tooHigh();
            case "too-wide" -> contour(t).tooWide();
            case "too-long" -> contour(t).tooLong();
            default -> contour(t).overload();
          };
      t.sense(point, true);
      t.pass(1_000);
      t.confirm("P1");
      t.pass(30_000);
      assertThat(t.phase("P1")).as(what).isEqualTo(PortalPhase.OPEN);
      assertThat(intake(t).state()).isEqualTo(IntakeState.REFUSED);
      assertThat(intake(t).reason().code()).isEqualTo(what);
      assertThat(intake(t).reason().clearing()).contains("drive the car out");
      assertThat(told(t)).containsExactly(what);
      assertThat(t.reasons()).contains("portal P1 waits for a refused car to be driven out");
      assertThat(t.ledger().vehicles()).doesNotContainKey(vin(9));
      t.machine.take(P1);
      t.heal();
      t.pass(1_000);
      t.confirm("P1");
      t.until("shut", x -> x.phase("P1") == PortalPhase.SHUT);
      assertThat(intake(t).state()).isEqualTo(IntakeState.FAILED);
      assertThat(intake(t).reason().code()).isEqualTo(what);
      assertThat(t.ledger().vehicles()).doesNotContainKey(vin(9));
    }
  }

  /** Codes of the reasons that were told with the events of refusals. */
  private static List<String> told(TestTower t) {
    return t.journal.stream()
        .filter(f -> f instanceof Fact.Published p && p.topic().equals("intake.refused"))
        .map(f -> ((Fact.Published) f).details().get(1))
        .toList();
  }

  /**
   * Its driver walks away and presses nothing: the shop is told all the same, and the door stays.
   */
  @Test
  void carThatIsLeftUnconfirmedIsRefusedToo() {
    TestTower t = drivenIn();
    t.sense(contour(t).tooHigh(), true);
    t.pass(4_000);
    assertThat(intake(t).state()).isEqualTo(IntakeState.ARRIVING);
    t.pass(2_000);
    assertThat(intake(t).state()).isEqualTo(IntakeState.REFUSED);
    assertThat(told(t)).containsExactly("too-high");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
  }

  /** Doors and bags stand in the barriers while people are about: nothing is made of that. */
  @Test
  void carWithPeopleAboutIsNotRefusedBeforeTheyConfirm() {
    TestTower t = drivenIn();
    t.machine.people.add("P1");
    t.sense(contour(t).tooWide(), true);
    t.pass(20_000);
    assertThat(intake(t).state()).isEqualTo(IntakeState.ARRIVING);
    t.heal();
    t.machine.people.clear();
    t.pass(20_000);
    assertThat(intake(t).state()).isEqualTo(IntakeState.ARRIVING);
    assertThat(told(t)).isEmpty();
  }

  /** It is told once more, the lamp calls somebody, and nothing moves by itself. */
  @Test
  void refusedCarThatNobodyDrivesAwayBecomesAnAlarm() {
    TestTower t = drivenIn();
    t.sense(contour(t).overload(), true);
    t.pass(1_000);
    t.confirm("P1");
    long since = intake(t).sinceUtcMs();
    int lamp = t.site.layout().outputs().lampAlarm();
    t.pass(t.site.settings().arrivalLimitMs() - 1_000L);
    assertThat(told(t)).containsExactly("overload");
    assertThat(t.reasons()).doesNotContain("refused-car-stays");
    assertThat(t.outputs().on(lamp)).isFalse();
    t.pass(5_000);
    assertThat(told(t)).containsExactly("overload", "overload");
    assertThat(intake(t).reason().text()).contains("was not driven out for");
    assertThat(intake(t).reason().clearing()).contains("driven or towed out", "mend the switch");
    assertThat(intake(t).sinceUtcMs()).isEqualTo(since);
    assertThat(t.reasons()).contains("code=refused-car-stays").doesNotContain("code=refused-car,");
    assertThat(t.outputs().on(lamp)).isTrue();
    t.pass(600_000);
    assertThat(told(t)).hasSize(2);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    t.machine.take(P1);
    t.heal();
    t.pass(1_000);
    t.confirm("P1");
    t.until("shut", x -> x.phase("P1") == PortalPhase.SHUT);
    assertThat(intake(t).state()).isEqualTo(IntakeState.FAILED);
    assertThat(t.outputs().on(lamp)).isFalse();
    assertThat(t.reasons()).doesNotContain("refused-car-stays");
  }

  /** A car that was received, and a barrier that says ever after that it is too high. */
  private static TestTower stuck() {
    TestTower t = drivenIn();
    t.confirm("P1");
    t.until("received", x -> x.place(9).equals(P1));
    t.sense(contour(t).tooHigh(), true);
    t.until("on hold", x -> intake(x).state() == IntakeState.ON_HOLD);
    return t;
  }

  private static Result settle(TestTower t) {
    return t.ask(new Request.SettleIntake(intake(t).id(), "its driver is here"));
  }

  @Test
  void receivedCarUnderAStuckBarrierSaysSo() {
    TestTower t = stuck();
    assertThat(intake(t).reason().code()).isEqualTo("too-high");
    assertThat(intake(t).reason().clearing()).contains("mend the switch", "supervisor");
    assertThat(t.reasons()).contains("was not stored: " + vin(9) + " is higher");
  }

  /**
   * Nothing opens by itself; a supervisor has it let out, and it leaves the record with the car.
   */
  @Test
  void receivedCarThatCannotBeStoredLeavesAsItCame() {
    TestTower t = stuck();
    t.pass(600_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    assertThat(settle(t)).isInstanceOf(Result.IntakeSettled.class);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    assertThat(intake(t).state()).isEqualTo(IntakeState.REFUSED);
    assertThat(intake(t).reason().code()).isEqualTo("handed-back");
    assertThat(intake(t).reason().text()).contains("its driver is here");
    assertThat(t.place(9)).isEqualTo(P1);
    assertThat(((Result.Refused) settle(t)).problem()).isEqualTo(Problem.NOTHING_TO_SETTLE);
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("shut", x -> x.phase("P1") == PortalPhase.SHUT);
    assertThat(intake(t).state()).isEqualTo(IntakeState.FAILED);
    assertThat(t.ledger().vehicles()).doesNotContainKey(vin(9));
    assertThat(t.ledger().jobs()).isEmpty();
  }

  /** A restart while the door is open for it begins no job for it. */
  @Test
  void carThatIsHandedBackIsNotFetchedAfterARestart() {
    TestTower t = stuck();
    settle(t);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.powerCut();
    t.bringUp();
    t.heal();
    t.pass(30_000);
    assertThat(t.place(9)).isEqualTo(P1);
    assertThat(t.ledger().jobs()).isEmpty();
  }

  /** It is the tower's: its loan is over, so it is missing until it is announced again. */
  @Test
  void lentCarThatIsLetOutAgainIsMissed() {
    TestTower t = new TestTower(TinyTower.measuring(), List.of(car(1, B001)));
    t.bringUp();
    LendingTest.out(t, Purpose.TEST_DRIVE, 3_600_000);
    t.ask(LendingTest.returns(Purpose.TEST_DRIVE_RETURN, ""));
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    Driver.bring(t, 1);
    t.confirm("P1");
    t.until("received", x -> x.place(1).equals(P1));
    t.sense(contour(t).tooHigh(), true);
    t.until("on hold", x -> intake(x).state() == IntakeState.ON_HOLD);
    settle(t);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("shut", x -> x.phase("P1") == PortalPhase.SHUT);
    assertThat(intake(t).state()).isEqualTo(IntakeState.FAILED);
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(new Place.Outside())));
    Vehicle again = car(1, new Place.Outside());
    assertThat(t.ask(new Request.NewIntake(again))).isInstanceOf(Result.IntakeTaken.class);
  }

  /**
   * Somebody beside a car that is let out is about to get in. The barrier was mended meanwhile, but
   * the door shuts before the car only when nobody has come out with it for long.
   */
  @Test
  void whoGetsIntoACarThatIsLetOutIsNotShutIn() {
    TestTower t = stuck();
    settle(t);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.people.add("P1");
    t.pass(1_000);
    t.machine.people.clear();
    t.heal();
    t.pass(1_000);
    t.confirm("P1");
    t.pass(10_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    t.pass(t.site.settings().arrivalLimitMs());
    t.confirm("P1");
    t.until("stored", x -> intake(x).state() == IntakeState.STORED);
  }

  /** Stopped before its door had moved, it opens when somebody has looked: it was to be let out. */
  @Test
  void carThatIsLetOutIsNotPulledInBehindADoorThatNeverOpened() {
    TestTower t = stuck();
    settle(t);
    t.durable();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPENING);
    t.powerCut();
    t.bringUp();
    t.heal();
    t.pass(1_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.confirm("P1");
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    assertThat(intake(t).state()).isEqualTo(IntakeState.REFUSED);
    assertThat(t.place(9)).isEqualTo(P1);
    assertThat(t.ledger().jobs()).isEmpty();
  }

  /** What is on its way or not there is not let out, and no other portal is opened. */
  @Test
  void onlyACarThatStandsInItsPortalIsLetOut() {
    TestTower t = stuck();
    t.machine.take(P1);
    t.pass(1_000);
    assertThat(((Result.Refused) settle(t)).problem()).isEqualTo(Problem.NOTHING_TO_SETTLE);
    assertThat(t.phase("P1")).isNotEqualTo(PortalPhase.OPENING);
    TestTower other = drivenIn();
    assertThat(((Result.Refused) settle(other)).problem()).isEqualTo(Problem.NOTHING_TO_SETTLE);
  }

  /**
   * A car that stood askew and is put straight is taken after all, when nobody is in it for long.
   */
  @Test
  void carThatIsPutStraightIsTaken() {
    TestTower t = drivenIn();
    t.sense(contour(t).tooWide(), true);
    t.pass(1_000);
    t.confirm("P1");
    t.pass(5_000);
    assertThat(intake(t).reason().code()).isEqualTo("too-wide");
    t.heal();
    t.machine.people.add("P1");
    t.pass(1_000);
    t.machine.people.clear();
    t.pass(t.site.settings().arrivalLimitMs());
    t.confirm("P1");
    t.until("stored", x -> intake(x).state() == IntakeState.STORED);
  }

  /** The barrier sees it only while the door closes: the door opens again, nothing is lifted. */
  @Test
  void whatIsSeenWhileTheDoorClosesOpensItAgain() {
    TestTower t = drivenIn();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    t.sense(contour(t).overload(), true);
    t.until("open again", x -> x.phase("P1") == PortalPhase.OPEN);
    assertThat(intake(t).reason().code()).isEqualTo("overload");
    assertThat(t.ledger().jobs()).isEmpty();
  }

  /** A car that is higher than was said would not fit the low bay that it was promised. */
  @Test
  void carThatIsHigherThanWasSaidGetsAHighBay() {
    TestTower low = drivenIn();
    low.confirm("P1");
    low.until("stored", x -> intake(x).state() == IntakeState.STORED);
    assertThat(low.place(9)).isEqualTo(LOW);

    TestTower t = drivenIn();
    t.sense(contour(t).highClass(), true);
    t.pass(1_000);
    t.confirm("P1");
    t.until("stored", x -> intake(x).state() == IntakeState.STORED);
    assertThat(t.place(9)).isNotEqualTo(LOW);
    assertThat(t.ledger().vehicles().get(vin(9)).heightMm()).isEqualTo(2_050);
    assertThat(intake(t).vehicle().heightMm()).isEqualTo(2_050);
  }

  /** No high bay would be left for whoever must make room: the high car is turned away. */
  @Test
  void carThatIsHigherThanEveryFreeBayIsTurnedAway() {
    TestTower t = drivenIn(car(1, B001), car(3, BACK));
    t.sense(contour(t).highClass(), true);
    t.pass(1_000);
    t.confirm("P1");
    t.pass(5_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    assertThat(intake(t).reason().code()).isEqualTo("no-bay-for-measured");
  }

  /** A barrier that does not answer says nothing; what cannot be seen is not taken for small. */
  @Test
  void carThatCannotBeMeasuredIsNotTaken() {
    TestTower t = drivenIn();
    t.kill(contour(t).tooHigh());
    t.pass(1_000);
    t.confirm("P1");
    t.pass(5_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    assertThat(intake(t).reason().code()).isEqualTo("too-high");
  }

  /** Taken in and then seen too heavy: the carrier does not even go for it. */
  @Test
  void nothingTooHeavyIsFetchedFromAPortal() {
    TestTower t = drivenIn();
    t.confirm("P1");
    t.until("received", x -> x.place(9).equals(P1));
    t.sense(contour(t).overload(), true);
    t.pass(20_000);
    assertThat(t.place(9)).isEqualTo(P1);
    assertThat(t.machine.borne).isNull();
    assertThat(intake(t).state()).isEqualTo(IntakeState.ON_HOLD);
    assertThat(intake(t).reason().text()).contains("overload");
  }

  /** A full battery burns hottest: it stays outside. */
  @Test
  void carWithTooMuchChargeIsRefused() {
    TestTower t = TestTower.ready();
    Vehicle full = car(9, new Place.Outside()).charged(91);
    Result result = t.ask(new Request.NewIntake(full));
    assertThat(result).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) result).problem()).isEqualTo(Problem.CHARGE_TOO_HIGH);
    assertThat(t.ask(new Request.NewIntake(full.charged(90))))
        .isInstanceOf(Result.IntakeTaken.class);
    assertThat(((Result.Refused) result).detail()).contains("91", "90");
  }
}
