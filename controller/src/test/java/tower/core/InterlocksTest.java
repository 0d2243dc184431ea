package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.P1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tower.core.InterlockScenes.Scene;
import tower.model.AxisName;
import tower.model.Reason;
import tower.model.Step;

/**
 * Every condition of every interlock: a step is allowed when all hold, and when any single one is
 * broken it is blocked and names exactly that input. A condition deleted from the code turns a test
 * red here.
 */
class InterlocksTest {
  /** What breaks, by the names of the inputs that must be blamed, and then what breaks it. */
  private static final class Table {
    private final Map<String, Consumer<TestTower>> rows = new LinkedHashMap<>();

    /** Blames a row may hold several times: "name #2" blames "name". */
    Table row(String blames, Consumer<TestTower> breaks) {
      String label = blames;
      for (int n = 2; rows.containsKey(label); n++) {
        label = blames + " #" + n;
      }
      rows.put(label, breaks);
      return this;
    }

    Stream<DynamicTest> tests(String interlock, Scene scene, boolean before) {
      List<DynamicTest> tests = new ArrayList<>();
      String when = before ? "before " : "during ";
      tests.add(
          DynamicTest.dynamicTest(
              when + interlock + " is allowed when all hold",
              () ->
                  assertThat(verdict(scene.tower(), scene.run(), before))
                      .isEqualTo(Verdict.allowed())));
      rows.forEach((label, breaks) ->
          tests.add(
              DynamicTest.dynamicTest(
                  when + interlock + " is blocked by " + label,
                  () -> blocked(interlock, scene, before, label, breaks))));
      return tests.stream();
    }

    private static void blocked(
        String interlock, Scene scene, boolean before, String label, Consumer<TestTower> breaks) {
      TestTower t = scene.tower();
      breaks.accept(t);
      Verdict verdict = verdict(t, scene.run(), before);
      assertThat(verdict).isInstanceOf(Verdict.Blocked.class);
      Verdict.Blocked blocked = (Verdict.Blocked) verdict;
      assertThat(blocked.interlock()).isEqualTo(interlock);
      assertThat(blocked.causes().stream().map(InterlocksTest::blame).distinct().toList())
          .containsExactly(label.replaceAll(" #\\d+$", "").split(" & ", -1));
      assertThat(blocked.causes()).allMatch(c -> !c.value().isEmpty() && !c.clears().isEmpty());
    }
  }

  /** The record's causes are told apart by what they say. */
  private static String blame(Verdict.Cause cause) {
    return cause.input().equals("record") ? cause.value() : cause.input();
  }

  private static Verdict verdict(TestTower t, Run run, boolean before) {
    return before ? Interlocks.before(t.turn(), run) : Interlocks.during(t.turn(), run);
  }

  private static Table machineSafe() {
    return new Table()
        .row("chain_a", t -> t.sense(t.points().chainA(), false))
        .row("chain_b", t -> t.sense(t.points().chainB(), false))
        .row("doors_locked", t -> t.sense(t.points().doorsLocked(), false))
        .row("service_locked", t -> t.sense(t.points().serviceLocked(), false))
        .row("key", t -> t.sense(t.points().key(), true))
        .row("key", t -> t.kill(t.points().key()))
        .row("edge", t -> t.trouble = "expander2 does not answer")
        .row("shuttle", t -> t.bend(AxisName.SHUTTLE, InterlockScenes::lost))
        .row("lift", t -> t.bend(AxisName.LIFT, InterlockScenes::lost))
        .row("turn", t -> t.bend(AxisName.TURN, InterlockScenes::lost));
  }

  private static Table machineSafeAndSure() {
    return machineSafe()
        .row("shuttle", t -> t.bend(AxisName.SHUTTLE, InterlockScenes::doubtful))
        .row("lift", t -> t.bend(AxisName.LIFT, InterlockScenes::doubtful));
  }

  private static Table referenced(Table table) {
    return table
        .row("shuttle", t -> t.machine.axis(AxisName.SHUTTLE).referenced = false)
        .row("lift", t -> t.machine.axis(AxisName.LIFT).referenced = false)
        .row("turn", t -> t.machine.axis(AxisName.TURN).referenced = false);
  }

  private static Table carrierBraked(Table table) {
    return table
        .row("lift", t -> t.bend(AxisName.LIFT, InterlockScenes::torque))
        .row("turn", t -> t.bend(AxisName.TURN, InterlockScenes::moving));
  }

  private static Table shuttleBraked(Table table) {
    return table
        .row("shuttle", t -> t.bend(AxisName.SHUTTLE, InterlockScenes::torque))
        .row("shuttle", t -> t.bend(AxisName.SHUTTLE, InterlockScenes::moving));
  }

  private static Table shuttleHome(Table table) {
    return table
        .row("shuttle_home", t -> t.sense(t.points().shuttleHome(), false))
        .row("shuttle_home", t -> t.kill(t.points().shuttleHome()));
  }

  private static Table innerShut(Table table) {
    return table
        .row("P1.inner_closed", t -> t.sense(t.portal("P1").innerClosed(), false))
        .row("P1.inner_locked", t -> t.sense(t.portal("P1").innerLocked(), false));
  }

  /** Neither end, and both ends at once. */
  private static Table lifterAtAnEnd(Table table) {
    return table
        .row("lifter_down", t -> t.sense(t.points().lifterDown(), false))
        .row("lifter_down", t -> t.sense(t.points().lifterUp(), true));
  }

  private static Table lifterDown(Table table) {
    return table
        .row("lifter_down", t -> t.sense(t.points().lifterDown(), false))
        .row("lifter_up", t -> t.sense(t.points().lifterUp(), true));
  }

  private static Table lifterUp(Table table) {
    return table
        .row("lifter_up", t -> t.sense(t.points().lifterUp(), false))
        .row("lifter_down", t -> t.sense(t.points().lifterDown(), true));
  }

  private static Table aligned(Table table) {
    return table
        .row("lift", t -> t.machine.axis(AxisName.LIFT).position += 6)
        .row("turn", t -> t.machine.axis(AxisName.TURN).position += 101);
  }

  private static Table portalSafe(Table table) {
    return table
        .row("P1.outer_closed", t -> t.sense(t.portal("P1").outerClosed(), false))
        .row("P1.outer_locked", t -> t.sense(t.portal("P1").outerLocked(), false))
        .row("P1.field_clear", t -> t.sense(t.portal("P1").fieldClear(), false))
        .row("portal P1 not confirmed empty of people", InterlockScenes::unconfirmed);
  }

  /** With the inner door shut the portal does not matter; with it open it must be safe. */
  private static Table enclosed(Table table) {
    return table
        .row(
            "P1.outer_locked",
            t ->
                t.sense(t.portal("P1").innerLocked(), false)
                    .sense(t.portal("P1").outerLocked(), false))
        .row(
            "P1.field_clear",
            t ->
                t.sense(t.portal("P1").innerClosed(), false)
                    .sense(t.portal("P1").fieldClear(), false));
  }

  @TestFactory
  Stream<DynamicTest> travel() {
    Scene scene = InterlockScenes.travel();
    Table before = innerShut(shuttleHome(lifterAtAnEnd(referenced(machineSafeAndSure()))));
    return Stream.concat(
        shuttleBraked(carrierBraked(before)).tests("travel", scene, true),
        innerShut(shuttleHome(shuttleBraked(machineSafe()))).tests("travel", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> openInner() {
    Scene scene = InterlockScenes.openInner();
    Table before =
        aligned(portalSafe(shuttleHome(carrierBraked(referenced(machineSafeAndSure())))))
            .row("carrier_level", t -> t.sense(t.points().carrierLevel(), false))
            .row("P1.inner_open", t -> t.sense(t.portal("P1").innerOpen(), true));
    return Stream.concat(
        before.tests("open-inner", scene, true),
        aligned(portalSafe(shuttleHome(carrierBraked(machineSafe()))))
            .tests("open-inner", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> closeInner() {
    Scene scene = InterlockScenes.closeInner();
    // A switch that is on while the door stands open would say at once that it has arrived.
    Table before =
        portalSafe(shuttleHome(shuttleBraked(machineSafeAndSure())))
            .row("P1.inner_locked", t -> t.sense(t.portal("P1").innerLocked(), true))
            .row("P1.inner_open", t -> t.sense(t.portal("P1").innerClosed(), true));
    return Stream.concat(
        before.tests("close-inner", scene, true),
        portalSafe(shuttleHome(shuttleBraked(machineSafe()))).tests("close-inner", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> extendToTakeFromABackBay() {
    Scene scene = InterlockScenes.extendToTake();
    Table before =
        enclosed(aligned(shuttleHome(lifterDown(carrierBraked(referenced(machineSafeAndSure()))))))
            .row("carrier_load", t -> t.sense(t.points().carrierLoad(), true))
            .row("carrier_beam", t -> t.sense(t.points().carrierBeam(), true))
            .row("B102", t -> t.sense(t.bay(BACK), false))
            .row("B101", t -> t.sense(t.bay(FRONT), true))
            .row("bay B101 may hold a car", t -> InterlockScenes.record(t, 7, FRONT))
            .row(
                "this job's car is not at bay B102",
                t -> InterlockScenes.move(t, 1, BACK, TinyTower.LOW));
    Table during = enclosed(aligned(carrierBraked(machineSafe())));
    return Stream.concat(before.tests("extend", scene, true), during.tests("extend", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> extendToGiveIntoAPortal() {
    Scene scene = InterlockScenes.extendToGive();
    Table before =
        portalSafe(aligned(shuttleHome(lifterUp(carrierBraked(referenced(machineSafeAndSure()))))))
            .row("P1.inner_open", t -> t.sense(t.portal("P1").innerOpen(), false))
            .row("carrier_load", t -> t.sense(t.points().carrierLoad(), false))
            .row("carrier_beam", t -> t.sense(t.points().carrierBeam(), false))
            .row("P1.car_floor", t -> t.sense(t.portal("P1").carFloor(), true))
            .row("P1.car_beam", t -> t.sense(t.portal("P1").carBeam(), true))
            .row("portal P1 may hold a car", t -> InterlockScenes.record(t, 7, P1))
            .row("this job's car is not at carrier", InterlockScenes::otherCarOnCarrier);
    Table during =
        portalSafe(aligned(carrierBraked(machineSafe())))
            .row("P1.inner_open", t -> t.sense(t.portal("P1").innerOpen(), false));
    return Stream.concat(before.tests("extend", scene, true), during.tests("extend", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> raise() {
    Scene scene = InterlockScenes.raise();
    Table before =
        enclosed(aligned(shuttleBraked(lifterDown(carrierBraked(machineSafeAndSure())))))
            .row("shuttle", t -> t.machine.axis(AxisName.SHUTTLE).position += 4)
            .row("B001", t -> t.sense(t.bay(B001), false))
            .row("a car is on the carrier", t -> InterlockScenes.record(t, 7, CARRIER))
            .row(
                "this job's car is not at bay B001",
                t -> InterlockScenes.move(t, 1, B001, TinyTower.LOW));
    Table during = enclosed(aligned(shuttleBraked(carrierBraked(machineSafe()))));
    return Stream.concat(before.tests("raise", scene, true), during.tests("raise", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> lower() {
    Scene scene = InterlockScenes.lower();
    Table before =
        portalSafe(aligned(shuttleBraked(lifterUp(carrierBraked(machineSafeAndSure())))))
            .row("shuttle", t -> t.machine.axis(AxisName.SHUTTLE).position -= 4)
            .row("P1.inner_open", t -> t.sense(t.portal("P1").innerOpen(), false))
            .row("P1.car_floor", t -> t.sense(t.portal("P1").carFloor(), true))
            .row("carrier_load", t -> t.sense(t.points().carrierLoad(), false))
            .row("portal P1 may hold a car", t -> InterlockScenes.record(t, 7, P1))
            .row("this job's car is not at carrier", InterlockScenes::otherCarOnCarrier);
    Table during =
        portalSafe(aligned(shuttleBraked(carrierBraked(machineSafe()))))
            .row("P1.inner_open", t -> t.sense(t.portal("P1").innerOpen(), false));
    return Stream.concat(before.tests("lower", scene, true), during.tests("lower", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> retract() {
    Scene scene = InterlockScenes.retract();
    Table before = lifterAtAnEnd(aligned(enclosed(carrierBraked(machineSafeAndSure()))));
    return Stream.concat(
        before.tests("retract", scene, true),
        aligned(enclosed(carrierBraked(machineSafe()))).tests("retract", scene, false));
  }

  @TestFactory
  Stream<DynamicTest> homeShuttle() {
    Scene scene = InterlockScenes.home(AxisName.SHUTTLE);
    Table before = lifterAtAnEnd(enclosed(carrierBraked(machineSafeAndSure())));
    return Stream.concat(
        before.tests("home-shuttle", scene, true),
        enclosed(carrierBraked(machineSafe())).tests("home-shuttle", scene, false));
  }

  /** A lift that has sunk would drag the shuttle through the steel of its place. */
  @TestFactory
  Stream<DynamicTest> homeShuttleThatIsOut() {
    Scene scene = InterlockScenes.homeShuttleThatIsOut();
    Table before = aligned(lifterAtAnEnd(enclosed(carrierBraked(machineSafeAndSure()))));
    before.row("carrier_level", t -> t.sense(t.points().carrierLevel(), false));
    before.row("carrier_level", t -> t.kill(t.points().carrierLevel()));
    return before.tests("home-shuttle", scene, true);
  }

  @TestFactory
  Stream<DynamicTest> homeLift() {
    Scene scene = InterlockScenes.home(AxisName.LIFT);
    Table before = innerShut(shuttleHome(shuttleBraked(machineSafeAndSure())));
    return Stream.concat(
        before.tests("home-lift", scene, true),
        innerShut(shuttleHome(shuttleBraked(machineSafe()))).tests("home-lift", scene, false));
  }

  /** A car is set down only over its stand: beside it a lift that has sunk would drop it. */
  @TestFactory
  Stream<DynamicTest> lowerHere() {
    Scene scene = InterlockScenes.lowerHere();
    Table before = aligned(enclosed(shuttleBraked(carrierBraked(machineSafeAndSure()))));
    before.row("carrier_level", t -> t.sense(t.points().carrierLevel(), false));
    before.row(
        "the shuttle is not over bay B001", t -> t.machine.axis(AxisName.SHUTTLE).position += 4);
    return Stream.concat(
        before.tests("lower-here", scene, true),
        enclosed(shuttleBraked(carrierBraked(machineSafe()))).tests("lower-here", scene, false));
  }

  /** A light barrier sees the car that hangs over the stand: it must not forbid to lower it. */
  @Test
  void carHangingOverThePlaceDoesNotForbidToLowerIt() {
    Scene scene = InterlockScenes.lower();
    TestTower t = scene.tower();
    assertThat(t.machine.reads(t.portal("P1").carBeam())).isTrue();
    assertThat(Interlocks.before(t.turn(), scene.run())).isEqualTo(Verdict.allowed());
  }

  /** A drive that missed one answer stays braked: what is under way goes on. */
  @Test
  void oneDoubtfulAnswerDoesNotEndATravel() {
    Scene scene = InterlockScenes.travel();
    TestTower t = scene.tower();
    t.bend(AxisName.LIFT, InterlockScenes::doubtful);
    assertThat(Interlocks.during(t.turn(), scene.run())).isEqualTo(Verdict.allowed());
  }

  /** The refusal is for people: input, value, age and what clears it. */
  @Test
  void refusalNamesInputValueAgeAndRemedy() {
    Scene scene = InterlockScenes.travel();
    TestTower t = scene.tower();
    t.sense(t.points().shuttleHome(), false);
    t.turn();
    t.nowMs += 700;
    Verdict verdict = Interlocks.before(t.turn(), scene.run());
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Blocked(
                "travel",
                List.of(new Verdict.Cause("shuttle_home", "off", 700, "bring the shuttle home"))));
    assertThat(((Verdict.Blocked) verdict).reason().text())
        .isEqualTo("shuttle_home is off for 700 ms");
  }

  /** The table above is only worth something if it has a scene for every kind of step. */
  @Test
  void everyKindOfStepHasItsScene() {
    assertThat(InterlockScenes.all().stream().map(s -> s.run().step().getClass().getName()))
        .contains(
            Stream.of(Step.class.getPermittedSubclasses())
                .map(Class::getName)
                .toArray(String[]::new));
  }

  /** Two that are cleared by the same deed say so once. */
  @Test
  void reasonNamesEveryCauseAndEveryDeedOnce() {
    Verdict.Blocked blocked =
        new Verdict.Blocked(
            "raise",
            List.of(
                new Verdict.Cause("chain_a", "off", 10, "release it"),
                new Verdict.Cause("chain_b", "off", 20, "release it"),
                new Verdict.Cause("key", "on", 30, "turn it")));
    assertThat(blocked.reason())
        .isEqualTo(
            new Reason(
                "raise",
                "chain_a is off for 10 ms; chain_b is off for 20 ms; key is on for 30 ms",
                "release it; turn it"));
  }
}
