package tower.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.DriveState;
import tower.model.Link;
import tower.model.MoveProgress;

/** What a drive's report amounts to. */
class AxisStateTest {
  private static final AxisSpec LIFT =
      new AxisSpec(AxisName.LIFT, 1, 0, 4900, 500, 300, 17, 100, 3);

  private static AxisReport report(
      Link link, DriveState state, boolean referenced, boolean still, MoveProgress progress) {
    return new AxisReport(
        AxisName.LIFT, link, state, referenced, referenced, 2400, still, 7, progress, 0, "because");
  }

  private static AxisReport resting(Link link, boolean referenced) {
    return report(link, DriveState.SWITCH_ON_DISABLED, referenced, true, MoveProgress.DONE);
  }

  private static AxisReport in(DriveState state) {
    return report(Link.UP, state, true, true, MoveProgress.NONE);
  }

  /** Nobody may assume that an axis which cannot be seen stands. */
  @TestFactory
  Stream<DynamicTest> axisThatCannotBeSeenIsInFault() {
    return Stream.of(Link.values())
        .map(link ->
            DynamicTest.dynamicTest(
                link.name(),
                () ->
                    assertThat(AxisState.of(resting(link, true)) instanceof AxisState.Fault)
                        .isEqualTo(
                            EnumSet.of(Link.LOST, Link.FOREIGN, Link.UNPROVEN).contains(link))));
  }

  @TestFactory
  Stream<DynamicTest> trippedDriveIsInFaultAndTorqueIsNoStandstill() {
    return Stream.of(DriveState.values())
        .map(state ->
            DynamicTest.dynamicTest(
                state.name(),
                () -> {
                  AxisState is = AxisState.of(in(state));
                  switch (state) {
                    case FAULT, FAULT_REACTION_ACTIVE ->
                        assertThat(is)
                            .isEqualTo(new AxisState.Fault("lift drive has tripped: because"));
                    case OPERATION_ENABLED, QUICK_STOP_ACTIVE ->
                        assertThat(is).isEqualTo(new AxisState.Moving(7));
                    case UNKNOWN, NOT_READY, SWITCH_ON_DISABLED, READY_TO_SWITCH_ON, SWITCHED_ON ->
                        assertThat(is).isEqualTo(new AxisState.Standstill(2400));
                  }
                }));
  }

  @Test
  void movesUntilItIsBraked() {
    DriveState disabled = DriveState.SWITCH_ON_DISABLED;
    assertThat(AxisState.of(report(Link.UP, disabled, true, true, MoveProgress.UNDER_WAY)))
        .isEqualTo(new AxisState.Moving(7));
    assertThat(AxisState.of(report(Link.UP, disabled, true, false, MoveProgress.NONE)))
        .isEqualTo(new AxisState.Moving(7));
    assertThat(AxisState.of(report(Link.UP, disabled, false, true, MoveProgress.UNDER_WAY)))
        .isEqualTo(new AxisState.Homing(7));
  }

  @Test
  void axisWithoutReferenceMayOnlyBeHomed() {
    assertThat(AxisState.of(resting(Link.UP, false))).isEqualTo(new AxisState.Unreferenced());
    assertThat(AxisState.within(resting(Link.UP, false), 2400, 5)).isFalse();
  }

  /** A failed move is that move's end; as the axis's state it would bar reset and resume. */
  @Test
  void failedMoveLeavesTheAxisStandingStill() {
    AxisReport failed =
        report(Link.UP, DriveState.SWITCH_ON_DISABLED, true, true, MoveProgress.FAILED);
    assertThat(AxisState.of(failed)).isEqualTo(new AxisState.Standstill(2400));
    assertThat(AxisState.failed(failed, 7)).isTrue();
    assertThat(AxisState.failed(failed, 8)).isFalse();
    assertThat(AxisState.failure(failed)).isEqualTo("lift move failed: because");
  }

  @Test
  void brakedMeansSeenStillAndWithoutTorque() {
    assertThat(AxisState.braked(resting(Link.UP, false))).isTrue();
    assertThat(AxisState.braked(resting(Link.DOUBTFUL, true))).isTrue();
    assertThat(AxisState.braked(resting(Link.LOST, true))).isFalse();
    assertThat(AxisState.braked(in(DriveState.OPERATION_ENABLED))).isFalse();
    assertThat(
            AxisState.braked(
                report(Link.UP, DriveState.SWITCH_ON_DISABLED, true, false, MoveProgress.DONE)))
        .isFalse();
  }

  @Test
  void withinCountsTheBorderIn() {
    AxisReport at2400 = resting(Link.UP, true);
    assertThat(AxisState.within(at2400, 2405, 5)).isTrue();
    assertThat(AxisState.within(at2400, 2395, 5)).isTrue();
    assertThat(AxisState.within(at2400, 2406, 5)).isFalse();
    assertThat(AxisState.within(at2400, 2394, 5)).isFalse();
  }

  /** An old answer must not end a new move. */
  @Test
  void arrivedIsThisVeryMoveInPositionAndBraked() {
    AxisReport done = resting(Link.UP, true);
    assertThat(AxisState.arrived(LIFT, done, 7, 2403)).isTrue();
    assertThat(AxisState.arrived(LIFT, done, 7, 2404)).isFalse();
    assertThat(AxisState.arrived(LIFT, done, 8, 2400)).isFalse();
    for (MoveProgress progress : EnumSet.complementOf(EnumSet.of(MoveProgress.DONE))) {
      AxisReport other = report(Link.UP, DriveState.SWITCH_ON_DISABLED, true, true, progress);
      assertThat(AxisState.arrived(LIFT, other, 7, 2400)).as(progress.name()).isFalse();
    }
    AxisReport torque =
        report(Link.UP, DriveState.OPERATION_ENABLED, true, true, MoveProgress.DONE);
    assertThat(AxisState.arrived(LIFT, torque, 7, 2400)).isFalse();
  }
}
