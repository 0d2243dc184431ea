package tower.motion;

import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.DriveState;
import tower.model.Link;
import tower.model.MoveProgress;

/**
 * The life of one axis, as IEC 61800-7 (CiA 402) and LinuxCNC name it, derived from what its drive
 * reports. An axis that cannot be seen is in {@link Fault}: nobody may assume that it stands.
 */
public sealed interface AxisState {
  /** The drive has lost, or never had, its reference: only homing may move it. */
  record Unreferenced() implements AxisState {}

  /** The drive looks for its reference. */
  record Homing(long moveId) implements AxisState {}

  /** Referenced, at rest, brake closed, no torque. */
  record Standstill(int position) implements AxisState {}

  /** On its way to a setpoint, or not yet braked after it. */
  record Moving(long moveId) implements AxisState {}

  /** Tripped, silent, or another drive: the reason is for people. */
  record Fault(String reason) implements AxisState {}

  /** The state that a report amounts to. */
  static AxisState of(AxisReport report) {
    if (report.link() == Link.LOST
        || report.link() == Link.FOREIGN
        || report.link() == Link.UNPROVEN) {
      return new Fault(report.axis().key() + " drive: " + linkText(report));
    }
    if (report.state() == DriveState.FAULT || report.state() == DriveState.FAULT_REACTION_ACTIVE) {
      return new Fault(report.axis().key() + " drive has tripped" + suffix(report.errorText()));
    }
    if (report.progress() == MoveProgress.UNDER_WAY) {
      return report.referenced() ? new Moving(report.moveId()) : new Homing(report.moveId());
    }
    if (report.state().torque() || !report.standstill()) {
      return new Moving(report.moveId());
    }
    return report.referenced() ? new Standstill(report.position()) : new Unreferenced();
  }

  /** True when the axis is at rest and its brake is closed, referenced or not. */
  static boolean braked(AxisReport report) {
    return (report.link() == Link.UP || report.link() == Link.DOUBTFUL)
        && report.standstill()
        && !report.state().torque();
  }

  /** True when the axis is referenced and within a distance of a setpoint. */
  static boolean within(AxisReport report, int setpoint, int tolerance) {
    return report.referenced() && Math.abs((long) report.position() - setpoint) <= tolerance;
  }

  /**
   * True when this very move has failed. A failed move is that move's end, not the axis's state: it
   * stays in the report until the next order, which a person's reset and resume must be able to
   * give.
   */
  static boolean failed(AxisReport report, long moveId) {
    return report.moveId() == moveId && report.progress() == MoveProgress.FAILED;
  }

  /** Why a move has failed, for people. */
  static String failure(AxisReport report) {
    return report.axis().key() + " move failed" + suffix(report.errorText());
  }

  /** True when this very move has arrived, by the axis's own in-position window. */
  static boolean arrived(AxisSpec spec, AxisReport report, long moveId, int setpoint) {
    return report.moveId() == moveId
        && report.progress() == MoveProgress.DONE
        && braked(report)
        && within(report, setpoint, spec.windowUnits());
  }

  private static String linkText(AxisReport report) {
    return switch (report.link()) {
      case LOST -> "does not answer" + suffix(report.errorText());
      case FOREIGN -> "is not the one configured" + suffix(report.errorText());
      case UNPROVEN -> "identity and node guard not yet verified";
      case UP, DOUBTFUL -> "answers";
    };
  }

  private static String suffix(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }
}
