package tower.drive;

import java.io.IOException;
import tower.model.DriveState;
import tower.model.Register;
import tower.model.Time;

/** The states of an axis that has no order: idle, after a trip, being stopped, being reset. */
final class RestSteps {
  private static final int MOST_RESETS = 3;

  /** How long a drive may take to leave its fault after the rising edge. */
  private static final long RESET_NANOS = 300_000_000L;

  private final Wire wire;
  private final Line line;
  private final Time time;

  RestSteps(Wire wire, Line line, Time time) {
    this.wire = wire;
    this.line = line;
    this.time = time;
  }

  Sequence idle(AxisDrive drive, Sequence.Idle s) throws IOException {
    if (drive.state.torque() && drive.state != DriveState.FAULT_REACTION_ACTIVE) {
      // Left enabled by someone else, or by this controller before it was restarted.
      return new Sequence.Stopping(true, time.nanos());
    }
    if (drive.state != DriveState.FAULT) {
      if (drive.state != DriveState.FAULT_REACTION_ACTIVE) {
        drive.resetWanted = false;
      }
      return s.errorRead() ? new Sequence.Idle(false) : s;
    }
    if (drive.resetWanted) {
      return resetting(drive, new Sequence.Resetting(0, 0));
    }
    if (s.errorRead()) {
      return s;
    }
    Outcome outcome = wire.exchange(drive, drive.map.read(Register.LAST_ERROR));
    if (outcome == Outcome.ANSWERED) {
      drive.error = "drive of " + drive.label() + " is in fault: " + lastError(drive);
    }
    return outcome == Outcome.ANSWERED || outcome == Outcome.REFUSED ? new Sequence.Idle(true) : s;
  }

  Sequence tripped(AxisDrive drive, Sequence.Tripped s) throws IOException {
    if (drive.state == DriveState.FAULT_REACTION_ACTIVE && time.nanos() < s.deadline()) {
      return s;
    }
    Outcome outcome = wire.exchange(drive, drive.map.read(Register.LAST_ERROR));
    if (outcome == Outcome.ANSWERED) {
      drive.failed(s.text() + ": " + lastError(drive));
      return new Sequence.Idle(true);
    }
    if (outcome == Outcome.REFUSED || time.nanos() >= s.deadline()) {
      drive.failed(s.text());
      return new Sequence.Idle(true);
    }
    return s;
  }

  Sequence stopping(AxisDrive drive, Sequence.Stopping s) throws IOException {
    if (s.resend()) {
      boolean answered = wire.control(drive, StatusWord.QUICK_STOP) == Outcome.ANSWERED;
      return answered ? new Sequence.Stopping(false, s.sinceNanos()) : s;
    }
    switch (drive.state) {
      case OPERATION_ENABLED -> wire.control(drive, StatusWord.QUICK_STOP);
      case QUICK_STOP_ACTIVE -> {
        // The brake closes on a still axis only; on a moving one it would wear and slip.
        if (drive.still()) {
          wire.control(drive, StatusWord.DISABLE_VOLTAGE);
        }
      }
      case FAULT_REACTION_ACTIVE, UNKNOWN -> {}
      case NOT_READY, SWITCH_ON_DISABLED, READY_TO_SWITCH_ON, SWITCHED_ON, FAULT -> {
        drive.stopped = true;
        return new Sequence.Idle(false);
      }
    }
    return s;
  }

  Sequence resetting(AxisDrive drive, Sequence.Resetting s) throws IOException {
    boolean raised = (drive.controlword & StatusWord.FAULT_RESET) != 0;
    if (drive.state != DriveState.FAULT) {
      if (raised) {
        wire.control(drive, StatusWord.DISABLE_VOLTAGE);
        return s;
      }
      drive.resetWanted = false;
      drive.error = "";
      return new Sequence.Idle(false);
    }
    if (raised && s.tries() > 0 && time.nanos() - s.raisedNanos() < RESET_NANOS) {
      return s;
    }
    if (raised) {
      // Bit 7 acts on its rising edge only.
      wire.control(drive, StatusWord.DISABLE_VOLTAGE);
      return s;
    }
    if (s.tries() == MOST_RESETS) {
      drive.resetWanted = false;
      drive.error =
          "drive of " + drive.label() + " stays in fault after " + MOST_RESETS + " resets";
      return new Sequence.Idle(true);
    }
    wire.control(drive, StatusWord.FAULT_RESET);
    return new Sequence.Resetting(s.tries() + 1, time.nanos());
  }

  private String lastError(AxisDrive drive) {
    return String.format("last error 0x%04X", drive.map.unsigned(line, 0));
  }
}
