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
      assertThat(intake(t).reason().code()).isEqualTo(what);
      assertThat(intake(t).reason().clearing()).contains("drive the car out");
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

  /** A car that stood askew and is put straight is taken after all. */
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
    t.pass(1_000);
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
