package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.car;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.MoveProgress;
import tower.model.Step;

/**
 * A step is done only with all its witnesses: each of them, silent alone, keeps it open, and is
 * named when time is up.
 */
class WitnessTest {
  private record Row(int step, String witness, Consumer<TestTower> silences) {}

  /** The steps of a retrieval: travel, extend, raise, retract, travel, open, extend, lower, ... */
  private static final List<Row> RETRIEVAL =
      List.of(
          new Row(0, "carrier_level", t -> t.sense(t.points().carrierLevel(), false)),
          new Row(0, "turn", t -> t.bend(AxisName.TURN, r -> off(r, 51))),
          new Row(0, "turn", t -> t.bend(AxisName.TURN, r -> anotherMove(r))),
          new Row(0, "turn", t -> t.bend(AxisName.TURN, r -> progress(r, MoveProgress.NONE))),
          new Row(1, "shuttle", t -> t.bend(AxisName.SHUTTLE, r -> off(r, 4))),
          new Row(1, "shuttle_home", t -> t.sense(t.points().shuttleHome(), true)),
          new Row(2, "lifter_up", t -> t.sense(t.points().lifterUp(), false)),
          new Row(2, "lifter_down", t -> t.sense(t.points().lifterDown(), true)),
          new Row(2, "carrier_load", t -> t.sense(t.points().carrierLoad(), false)),
          new Row(3, "shuttle_home", t -> t.sense(t.points().shuttleHome(), false)),
          new Row(3, "shuttle", t -> t.bend(AxisName.SHUTTLE, r -> off(r, 4))),
          new Row(3, "carrier_load", t -> t.sense(t.points().carrierLoad(), false)),
          new Row(3, "carrier_beam", t -> t.sense(t.points().carrierBeam(), false)),
          new Row(3, "B001", t -> t.sense(t.bay(B001), true)),
          new Row(5, "P1.inner_open", t -> t.sense(t.portal("P1").innerOpen(), false)),
          new Row(5, "P1.inner_closed", t -> t.sense(t.portal("P1").innerClosed(), true)),
          new Row(7, "lifter_down", t -> t.sense(t.points().lifterDown(), false)),
          new Row(7, "lifter_up", t -> t.sense(t.points().lifterUp(), true)),
          new Row(7, "carrier_load", t -> t.sense(t.points().carrierLoad(), true)),
          new Row(7, "P1.car_floor", t -> t.sense(t.portal("P1").carFloor(), false)),
          new Row(7, "P1.car_beam", t -> t.sense(t.portal("P1").carBeam(), false)),
          new Row(8, "shuttle_home", t -> t.sense(t.points().shuttleHome(), false)),
          new Row(8, "carrier_load", t -> t.sense(t.points().carrierLoad(), true)),
          new Row(8, "carrier_beam", t -> t.sense(t.points().carrierBeam(), true)),
          new Row(8, "P1.car_floor", t -> t.sense(t.portal("P1").carFloor(), false)),
          new Row(8, "P1.car_beam", t -> t.sense(t.portal("P1").carBeam(), false)),
          new Row(9, "P1.inner_closed", t -> t.sense(t.portal("P1").innerClosed(), false)),
          new Row(9, "P1.inner_locked", t -> t.sense(t.portal("P1").innerLocked(), false)));

  private static AxisReport off(AxisReport r, int by) {
    return report(r, r.position() + by, r.moveId(), r.progress(), r.referenced());
  }

  private static AxisReport anotherMove(AxisReport r) {
    return report(r, r.position(), r.moveId() - 1, r.progress(), r.referenced());
  }

  private static AxisReport progress(AxisReport r, MoveProgress progress) {
    return report(r, r.position(), r.moveId(), progress, r.referenced());
  }

  static AxisReport report(
      AxisReport r, int position, long moveId, MoveProgress progress, boolean referenced) {
    return new AxisReport(
        r.axis(),
        r.link(),
        r.state(),
        referenced,
        referenced,
        position,
        r.standstill(),
        moveId,
        progress,
        r.polledMs(),
        r.errorText());
  }

  @TestFactory
  Stream<DynamicTest> everyWitnessOfARetrievalIsHeard() {
    return RETRIEVAL.stream()
        .map(row ->
            DynamicTest.dynamicTest(
                "step " + (row.step() + 1) + " without " + row.witness(),
                () -> {
                  TestTower t = TestTower.ready(car(1, B001));
                  t.order(1);
                  heard(t, row);
                }));
  }

  private static void heard(TestTower t, Row row) {
    t.until("step", x -> underway(x, row.step()));
    t.arrive();
    row.silences().accept(t);
    t.look();
    assertThat(underway(t, row.step())).as("still open").isTrue();
    t.nowMs += 200_000;
    t.look();
    assertThat(t.state()).isEqualTo("faulted");
    assertThat(t.reasons()).contains("not confirmed in time", row.witness() + " is ");
  }

  private static boolean underway(TestTower t, int step) {
    return t.run() != null && t.run().index() == step && t.run().phase() instanceof Phase.Underway;
  }

  @TestFactory
  Stream<DynamicTest> homingIsDoneWhenTheDriveIsReferencedAndTheSwitchSaysHome() {
    return Stream.of(
            new Row(0, "shuttle", t -> t.bend(AxisName.SHUTTLE, r -> anotherMove(r))),
            new Row(
                0, "shuttle", t -> t.bend(AxisName.SHUTTLE, r -> progress(r, MoveProgress.NONE))),
            new Row(
                0,
                "shuttle",
                t ->
                    t.bend(
                        AxisName.SHUTTLE,
                        r -> report(r, r.position(), r.moveId(), r.progress(), false))),
            new Row(0, "shuttle", t -> t.bend(AxisName.SHUTTLE, InterlockScenes::torque)),
            new Row(0, "shuttle_home", t -> t.sense(t.points().shuttleHome(), false)))
        .map(row ->
            DynamicTest.dynamicTest(
                row.witness(),
                () -> {
                  TestTower t = TestTower.switchedOn();
                  t.bringUpTo("homing");
                  heard(t, row);
                }));
  }

  /**
   * The switch of the goal sticks in the instant in which the way begins: leaf and lifter still
   * stand at their other end, and the shuttle would drive into the door.
   */
  @TestFactory
  Stream<DynamicTest> endSwitchIsBelievedOnlyAfterTheLeastTime() {
    record Way(Class<? extends Step> step, int leastMs) {}

    Settings s = TinyTower.SETTINGS;
    return Stream.of(
            new Way(Step.OpenInner.class, s.doorLeastMs()),
            new Way(Step.CloseInner.class, s.doorLeastMs()),
            new Way(Step.Raise.class, s.lifterLeastMs()),
            new Way(Step.Lower.class, s.lifterLeastMs()))
        .map(way ->
            DynamicTest.dynamicTest(
                way.step().getSimpleName(),
                () -> {
                  TestTower t = TestTower.ready(car(1, B001));
                  t.order(1);
                  t.until("step", x -> x.run() != null && begun(x.run(), way.step()));
                  Run run = t.run();
                  long begun = t.nowMs;
                  t.arrive();
                  while (t.nowMs < begun + way.leastMs() - TestTower.CYCLE_MS) {
                    t.look();
                    assertThat(t.run()).isEqualTo(run);
                  }
                  t.look();
                  assertThat(t.run()).isNotEqualTo(run);
                }));
  }

  private static boolean begun(Run run, Class<? extends Step> step) {
    return step.isInstance(run.step()) && run.phase() instanceof Phase.Underway;
  }

  @Test
  void lifterThatWasLoweredWhereItStoodSaysSo() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.powerCut();
    t.bringUpTo("homing");
    heard(t, new Row(0, "lifter_down", x -> x.sense(x.points().lifterDown(), false)));
  }

  /** What still hangs on it would be dragged along. */
  @Test
  void lifterThatWasLoweredWhereItStoodBearsNothing() {
    TestTower t = TestTower.ready(car(1, B001));
    t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.powerCut();
    t.bringUpTo("homing");
    heard(t, new Row(0, "carrier_load", x -> x.sense(x.points().carrierLoad(), true)));
  }

  /** The flag of the home switch is shorter than this; farther out the switch must be lying. */
  @Test
  void homeSwitchIsContradictedByAnEncoderThatIsFarOut() {
    TestTower t = TestTower.ready();
    assertThat(homeAt(t, 20)).isTrue();
    assertThat(homeAt(t, -20)).isTrue();
    assertThat(homeAt(t, 21)).isFalse();
    assertThat(homeAt(t, -21)).isFalse();
  }

  private static boolean homeAt(TestTower t, int mm) {
    t.bend(AxisName.SHUTTLE, r -> report(r, mm, r.moveId(), r.progress(), true));
    t.look();
    return Witness.shuttleHome(t.turn());
  }
}
