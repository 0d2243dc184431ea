package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tower.model.AxisName;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Step;

/** After an interruption at any point the sensors say where the car is, and the job goes on. */
class ReconcileTest {
  /** How the tower is interrupted: everybody loses power, the board alone dies, or a stop. */
  private enum Cut {
    POWER,
    BOARD,
    EMERGENCY;

    void happens(TestTower t) {
      switch (this) {
        case POWER -> t.powerCut();
        case BOARD -> t.restart(null);
        case EMERGENCY -> {
          t.machine.emergency(true);
          t.look();
          t.durable();
          t.machine.emergency(false);
        }
      }
    }
  }

  /** How far the step under way is when it happens. */
  private enum When {
    INTENT_WRITTEN,
    HALF_WAY,
    ARRIVED,
    CONFIRMED_BUT_NOT_DURABLE;

    void comes(TestTower t) {
      switch (this) {
        case INTENT_WRITTEN -> {}
        case HALF_WAY -> t.halfway();
        case ARRIVED -> t.arrive();
        case CONFIRMED_BUT_NOT_DURABLE -> {
          t.arrive();
          t.look();
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> retrievalInterruptedAnywhereStillBringsTheCar() {
    return everywhere(
        "retrieval",
        () -> {
          TestTower t = TestTower.ready(car(1, BACK));
          t.order(1);
          return t;
        },
        t -> {
          t.until("staged", x -> staged(x));
          assertThat(t.machine.at(P1)).isEqualTo(vin(1));
        },
        10);
  }

  @TestFactory
  Stream<DynamicTest> relocationInterruptedAnywhereStillClearsTheLane() {
    return everywhere(
        "relocation",
        () -> {
          TestTower t = TestTower.ready(car(1, BACK), car(2, FRONT));
          t.order(1);
          return t;
        },
        t -> {
          t.until("staged", x -> staged(x));
          assertThat(t.machine.at(P1)).isEqualTo(vin(1));
          assertThat(t.machine.at(t.place(2))).isEqualTo(vin(2));
        },
        8);
  }

  @TestFactory
  Stream<DynamicTest> storageInterruptedAnywhereStillStoresTheCar() {
    return everywhere(
        "storage",
        () -> {
          TestTower t = TestTower.ready();
          Intake intake = t.announce(1);
          t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
          Driver.bring(t, 1);
          t.confirm("P1");
          t.until("storing", x -> x.intake(intake.id()).state() == IntakeState.STORING);
          return t;
        },
        t -> {
          t.until(
              "stored",
              x ->
                  x.ledger().intakes().values().stream()
                      .allMatch(i -> i.state() == IntakeState.STORED));
          assertThat(t.machine.at(t.place(1))).isEqualTo(vin(1));
          assertThat(t.user("P1")).isNull();
        },
        10);
  }

  private static boolean staged(TestTower t) {
    return t.ledger().pickups().values().stream().allMatch(p -> p.state() == PickupState.STAGED);
  }

  private static Stream<DynamicTest> everywhere(
      String name,
      java.util.function.Supplier<TestTower> begin,
      Consumer<TestTower> end,
      int steps) {
    List<DynamicTest> tests = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      for (When when : When.values()) {
        for (Cut cut : Cut.values()) {
          int index = step;
          tests.add(
              DynamicTest.dynamicTest(
                  name + ", step " + (step + 1) + ", " + when + ", " + cut,
                  () -> {
                    TestTower t = begin.get();
                    t.until(
                        "step " + index,
                        x ->
                            x.run() != null
                                && x.run().index() == index
                                && x.run().phase() instanceof Phase.Underway);
                    when.comes(t);
                    cut.happens(t);
                    t.bringUp();
                    end.accept(t);
                  }));
        }
      }
    }
    return tests.stream();
  }

  /** The way home is interrupted too: what the first finding closed is not needed again. */
  @TestFactory
  Stream<DynamicTest> homingInterruptedAgainFindsTheCarAllTheSame() {
    return Stream.of(Step.Raise.class, Step.Lower.class, Step.Retract.class)
        .flatMap(step ->
            Stream.of(When.HALF_WAY, When.ARRIVED)
                .map(when ->
                    DynamicTest.dynamicTest(
                        step.getSimpleName() + " " + when, () -> twice(step, when))));
  }

  private static void twice(Class<? extends Step> step, When when) {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.until("doing", x -> x.run() != null && x.run().doing(step));
    when.comes(t);
    t.powerCut();
    for (int i = 0; i < 3; i++) {
      t.bringUpTo("homing");
      t.look();
      t.durable();
      t.look();
      t.halfway();
      t.powerCut();
    }
    t.bringUp();
    t.until("staged", x -> staged(x));
    assertThat(t.machine.at(P1)).isEqualTo(vin(1));
  }

  /** An old intent is never sent again: only homing moves before the reconcile is over. */
  @Test
  void nothingButHomingMovesBeforeTheReconcile() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Extend.class);
    t.halfway();
    t.powerCut();
    List<Effect> moves = new ArrayList<>();
    t.watcher =
        (event, before, outcome) -> {
          if (before.state() instanceof State.Homing
              || before.state() instanceof State.Recovering) {
            moves.addAll(outcome.effects());
          }
        };
    t.bringUp();
    assertThat(moves)
        .filteredOn(e -> e instanceof Effect.Move || e instanceof Effect.Home)
        .extracting(e -> ((Effect.Home) e).axis())
        .containsExactly(AxisName.SHUTTLE, AxisName.LIFT, AxisName.TURN);
  }

  @Test
  void witnessesThatContradictEachOtherHoldTheTower() {
    TestTower t = TestTower.ready(car(1, B001));
    t.sense(t.points().carrierLoad(), true);
    stopAndResume(t);
    t.until("held");
    assertThat(t.reasons()).contains("carrier-contradiction");
    t.heal();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
    t.until("ready");
  }

  /** Nobody sees the car where it was carried from or to: it is looked for, and nothing guessed. */
  @Test
  void carThatNobodySeesGoesIntoQuarantineWithItsPossiblePlaces() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.order(1);
    t.until("on the carrier", x -> x.place(1).equals(CARRIER));
    t.until("travels", x -> x.run() != null && x.run().doing(Step.Travel.class));
    t.machine.borne = null;
    t.machine.lifter = Machine.Lifter.DOWN;
    stopAndResume(t);
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(CARRIER, P1)));
    assertThat(t.pickup(pickup.id()).state()).isEqualTo(PickupState.FAILED);
    assertThat(t.jobs()).isEmpty();
    assertThat(Dispatch.free(t.turn(), t.site.layout().portals().getFirst()))
        .as("the portal may hold the car")
        .isFalse();
  }

  /** A person looks, or the sensor is mended: reset and resume end the quarantine. */
  @Test
  void carInQuarantineComesBackWhereExactlyOnePlaceSeesIt() {
    TestTower t = TestTower.ready();
    InterlockScenes.record(t, 1, new Place.Quarantined(List.of(CARRIER, B001)));
    t.machine.put(B001, vin(1));
    t.sense(t.bay(B001), false);
    stopAndResume(t);
    t.until("ready");
    assertThat(t.place(1)).isInstanceOf(Place.Quarantined.class);
    t.heal();
    stopAndResume(t);
    t.until("ready");
    assertThat(t.place(1)).isEqualTo(B001);
  }

  /**
   * The wires of two bays were swapped: the sensors would have the car where it was to go. It was
   * never raised, so it is where the record has it, and both bays are doubted.
   */
  @Test
  void carThatWasNeverRaisedIsNotFoundAtItsGoal() {
    TestTower t = TestTower.ready(car(1, BACK), car(2, FRONT));
    t.order(1);
    t.until("relocates", x -> x.run() != null && x.run().doing(Step.Travel.class));
    Place.InBay goal = (Place.InBay) t.jobs().getLast().to();
    t.sense(t.bay(FRONT), false);
    t.sense(t.bay(goal), true);
    stopAndResume(t);
    assertThat(t.place(2)).isEqualTo(FRONT);
    t.until("doubted", x -> x.ledger().doubted().contains("B101"));
    assertThat(t.ledger().doubted()).contains("B101", goal.bay());
  }

  /** Its car stands in a bay after all: the intake that was on hold has ended well. */
  @Test
  void intakeOnHoldEndsWhenItsCarIsFoundInABay() {
    TestTower t = TestTower.ready();
    Intake intake = t.announce(1);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    Driver.bring(t, 1);
    t.confirm("P1");
    t.until("retracts", x -> x.run() != null && x.run().doing(Step.Lower.class));
    int goal = t.bay((Place.InBay) ((Step.Lower) t.run().step()).onto());
    t.arrive();
    t.sense(goal, false);
    stopAndResume(t);
    t.until("on hold", x -> x.intake(intake.id()).state() == IntakeState.ON_HOLD);
    t.heal();
    stopAndResume(t);
    t.until("stored", x -> x.intake(intake.id()).state() == IntakeState.STORED);
    assertThat(t.machine.at(t.place(1))).isEqualTo(vin(1));
  }

  /**
   * The portal that was kept for it is unsafe, so another one is taken: the code must open that.
   */
  @Test
  void pickupThatChangesItsPortalIsHandedOverThere() {
    TestTower t = TestTower.ready(2, car(1, B001));
    Pickup pickup = t.order(1);
    t.until("on the way", x -> x.run() != null && x.run().index() == 4);
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    stopAndResume(t);
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.until("staged", x -> x.pickup(pickup.id()).state() == PickupState.STAGED);
    assertThat(t.place(1)).isEqualTo(TinyTower.P2);
    assertThat(t.pickup(pickup.id()).portal()).isEqualTo("P2");
    assertThat(t.user("P1")).as("the first one is given back").isNull();
    t.handover(t.pickup(pickup.id()));
    assertThat(t.phase("P2")).isEqualTo(PortalPhase.OPEN);
  }

  @Test
  void carInAPortalThatNobodyWaitsForGoesBackToABay() {
    TestTower t = TestTower.ready(car(1, P1));
    stopAndResume(t);
    t.until("in a bay", x -> x.place(1) instanceof Place.InBay);
    assertThat(t.machine.at(t.place(1))).isEqualTo(vin(1));
  }

  /** A portal that was never used belongs to nobody until somebody has looked into it. */
  @Test
  void newPortalIsUnconfirmedUntilSomebodyHasLooked() {
    TestTower t = TestTower.switchedOn();
    t.disk = Ledger.empty(); // nobody has ever used its portals
    t.restart(null);
    t.bringUp();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(t.reasons()).contains("portal-unconfirmed");
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
  }

  private static void stopAndResume(TestTower t) {
    Cut.EMERGENCY.happens(t);
    t.look();
    t.reset();
    t.until("awaiting-resume");
    t.resume();
  }
}
