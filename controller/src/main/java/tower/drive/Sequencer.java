package tower.drive;

import static tower.drive.StatusWord.MODE_SPECIFIC;
import static tower.drive.StatusWord.MOTION_END;
import static tower.drive.StatusWord.MOTION_ERROR;
import static tower.drive.StatusWord.REFERENCED;
import static tower.drive.StatusWord.TARGET_REACHED;

import java.io.IOException;
import java.util.List;
import tower.model.DriveState;
import tower.model.Link;
import tower.model.MoveProgress;
import tower.model.Register;
import tower.model.Time;

/**
 * CiA 402's sequences of one axis: one method per state, each with at most one exchange. It looks
 * at what the drive shows and decides the next write, so that a write with unknown outcome is
 * followed by reading, never by a blind repeat.
 */
final class Sequencer {
  /** How often a write may be tried, each time after reading back, before the move fails. */
  private static final int MOST_TRIES = 3;

  private static final long STEP_NANOS = 2_000_000_000L;

  /** Lifting or closing a brake and building up the torque takes a drive its time. */
  private static final long ENABLE_NANOS = 4_000_000_000L;

  /** A homing that ends before it was seen under way counts only after so long. */
  private static final long HOMING_GRACE_NANOS = 300_000_000L;

  private final Wire wire;
  private final Line line;
  private final Time time;
  private final RestSteps rest;

  Sequencer(Wire wire, Line line, Time time) {
    this.wire = wire;
    this.line = line;
    this.time = time;
    this.rest = new RestSteps(wire, line, time);
  }

  /** Takes the axis one step on; to be called when both blocks were just read. */
  void step(AxisDrive drive) throws IOException {
    Sequence before = drive.sequence;
    Sequence after = next(drive, before);
    // A stop in between has put the axis elsewhere, and the stop wins.
    if (drive.sequence == before) {
      drive.sequence = after;
    }
  }

  /** The first state of an order. */
  Sequence begin(Order order) {
    return new Sequence.Guarding(order, in(STEP_NANOS));
  }

  private Sequence next(AxisDrive drive, Sequence sequence) throws IOException {
    return switch (sequence) {
      case Sequence.Idle s -> rest.idle(drive, s);
      case Sequence.Guarding s -> guarding(drive, s);
      case Sequence.Choosing s -> choosing(drive, s);
      case Sequence.Preparing s -> preparing(drive, s);
      case Sequence.Enabling s -> enabling(drive, s);
      case Sequence.Starting s -> starting(drive, s);
      case Sequence.Acknowledging s -> acknowledging(drive, s);
      case Sequence.Releasing s -> releasing(drive, s);
      case Sequence.Travelling s -> travelling(drive, s);
      case Sequence.Homing s -> homing(drive, s);
      case Sequence.Disabling s -> disabling(drive, s);
      case Sequence.Tripped s -> rest.tripped(drive, s);
      case Sequence.Stopping s -> rest.stopping(drive, s);
      case Sequence.Resetting s -> rest.resetting(drive, s);
    };
  }

  private Sequence guarding(AxisDrive drive, Sequence.Guarding s) throws IOException {
    if (unfit(drive)) {
      return trip(drive, "drive left its state before the move");
    }
    int want = drive.map.profile().nodeGuardMs();
    return switch (wire.exchange(drive, drive.map.read(Register.NODE_GUARD))) {
      case ANSWERED -> {
        int have = drive.map.unsigned(line, 0);
        if (have != want) {
          drive.proof = new Proof.ReadingGuard(false);
          drive.link = Link.FOREIGN;
          yield fail(drive, "node guard reads " + have + " ms and not " + want + " ms");
        }
        yield new Sequence.Choosing(s.order(), false, in(STEP_NANOS));
      }
      case REFUSED -> refused(drive, "reading the node guard");
      case DOUBTFUL, WITHHELD -> overdue(drive, s, s.deadline(), "the node guard cannot be read");
    };
  }

  private Sequence choosing(AxisDrive drive, Sequence.Choosing s) throws IOException {
    if (unfit(drive)) {
      return trip(drive, "drive left its state before the move");
    }
    if (drive.mode == s.order().mode()) {
      return preparing(drive, new Sequence.Preparing(s.order(), 0, false, 0, in(STEP_NANOS)));
    }
    if (s.written()) {
      // The drive answered the write; it may take a while to show it.
      return overdue(drive, s, s.deadline(), "the drive does not take the mode of operation");
    }
    return switch (wire.exchange(drive, drive.map.write(Register.MODE, s.order().mode()))) {
      case ANSWERED -> new Sequence.Choosing(s.order(), true, s.deadline());
      case REFUSED -> refused(drive, "writing the mode of operation");
      case DOUBTFUL, WITHHELD -> overdue(drive, s, s.deadline(), "the mode cannot be written");
    };
  }

  private Sequence preparing(AxisDrive drive, Sequence.Preparing s) throws IOException {
    if (unfit(drive)) {
      return trip(drive, "drive left its state before the move");
    }
    List<RegisterMap.Group> groups = s.order().groups();
    int next = s.next();
    while (next < groups.size() && !s.doubtful() && drive.confirms(groups.get(next))) {
      next++;
    }
    if (next == groups.size()) {
      return enabling(
          drive, new Sequence.Enabling(s.order(), DriveState.UNKNOWN, in(ENABLE_NANOS)));
    }
    RegisterMap.Group group = groups.get(next);
    Outcome outcome = wire.exchange(drive, s.doubtful() ? group.readBack() : group.write());
    return switch (outcome) {
      case ANSWERED -> {
        if (s.doubtful() && !drive.map.matches(line, group)) {
          yield s.tries() < MOST_TRIES
              ? new Sequence.Preparing(s.order(), next, false, s.tries(), s.deadline())
              : fail(drive, "a parameter does not arrive at the drive");
        }
        drive.confirm(group);
        yield new Sequence.Preparing(s.order(), next + 1, false, 0, in(STEP_NANOS));
      }
      case REFUSED -> refused(drive, "parameters at register " + group.write().address());
      case DOUBTFUL -> {
        Sequence again = new Sequence.Preparing(s.order(), next, true, s.tries() + 1, s.deadline());
        yield overdue(drive, again, s.deadline(), "parameters cannot be written");
      }
      case WITHHELD -> overdue(drive, s, s.deadline(), "parameters cannot be written");
    };
  }

  private Sequence enabling(AxisDrive drive, Sequence.Enabling s) throws IOException {
    int want =
        switch (drive.state) {
          case SWITCH_ON_DISABLED -> StatusWord.SHUTDOWN;
          case READY_TO_SWITCH_ON -> StatusWord.SWITCH_ON;
          case SWITCHED_ON -> StatusWord.ENABLE_OPERATION;
          case OPERATION_ENABLED -> StatusWord.ENABLE_OPERATION;
          case QUICK_STOP_ACTIVE -> StatusWord.DISABLE_VOLTAGE;
          case FAULT, FAULT_REACTION_ACTIVE, NOT_READY, UNKNOWN -> -1;
        };
    if (unfit(drive)) {
      return trip(drive, "drive tripped while being enabled");
    }
    boolean enabled = drive.state == DriveState.OPERATION_ENABLED;
    if (enabled && drive.controlword == StatusWord.ENABLE_OPERATION) {
      return starting(drive, new Sequence.Starting(s.order(), 0, in(STEP_NANOS)));
    }
    if (want < 0 || s.commanded() == drive.state) {
      return overdue(drive, s, s.deadline(), "drive stays " + drive.state + " while being enabled");
    }
    return switch (wire.control(drive, want)) {
      case ANSWERED -> new Sequence.Enabling(s.order(), drive.state, s.deadline());
      case REFUSED -> refused(drive, "controlword " + want);
      // The next cycle shows the state, and the state decides what is written.
      case DOUBTFUL, WITHHELD -> overdue(drive, s, s.deadline(), "drive cannot be enabled");
    };
  }

  private Sequence starting(AxisDrive drive, Sequence.Starting s) throws IOException {
    if (drive.state != DriveState.OPERATION_ENABLED) {
      return trip(drive, "drive left operation enabled before the start");
    }
    if (s.tries() > 0 && drive.controlword == StatusWord.START) {
      return started(s.order());
    }
    boolean acknowledgeOfBefore = !s.order().homing() && drive.has(MODE_SPECIFIC);
    if (acknowledgeOfBefore) {
      return overdue(drive, s, s.deadline(), "the drive acknowledges a set-point of before");
    }
    if (s.tries() == MOST_TRIES) {
      return fail(drive, "the start does not arrive at the drive");
    }
    return switch (wire.control(drive, StatusWord.START)) {
      case ANSWERED -> started(s.order());
      case REFUSED -> refused(drive, "the start");
      case DOUBTFUL -> new Sequence.Starting(s.order(), s.tries() + 1, s.deadline());
      case WITHHELD -> overdue(drive, s, s.deadline(), "the start is held back");
    };
  }

  private Sequence started(Order order) {
    return order.homing()
        ? new Sequence.Homing(order, false, time.nanos(), in(order.limitNanos()))
        : new Sequence.Acknowledging(order, in(STEP_NANOS));
  }

  private Sequence acknowledging(AxisDrive drive, Sequence.Acknowledging s) throws IOException {
    if (drive.state != DriveState.OPERATION_ENABLED) {
      return trip(drive, "drive left operation enabled in mid-move");
    }
    if (drive.has(MOTION_ERROR)) {
      return fail(drive, "the drive reports a motion error at the start");
    }
    if (!drive.has(MODE_SPECIFIC)) {
      return overdue(drive, s, s.deadline(), "the drive does not acknowledge the set-point");
    }
    return switch (wire.control(drive, StatusWord.ENABLE_OPERATION)) {
      case ANSWERED -> new Sequence.Releasing(s.order(), in(STEP_NANOS));
      case REFUSED -> refused(drive, "taking the start bit back");
      case DOUBTFUL, WITHHELD -> overdue(drive, s, s.deadline(), "the start bit stays");
    };
  }

  private Sequence releasing(AxisDrive drive, Sequence.Releasing s) throws IOException {
    if (drive.state != DriveState.OPERATION_ENABLED) {
      return trip(drive, "drive left operation enabled in mid-move");
    }
    return drive.has(MODE_SPECIFIC)
        ? overdue(drive, s, s.deadline(), "the drive holds on to the set-point")
        : travelling(drive, new Sequence.Travelling(s.order(), in(s.order().limitNanos())));
  }

  private Sequence travelling(AxisDrive drive, Sequence.Travelling s) throws IOException {
    if (drive.state != DriveState.OPERATION_ENABLED) {
      return trip(drive, "drive left operation enabled in mid-move");
    }
    if (drive.has(MOTION_ERROR)) {
      return fail(drive, "the drive reports a motion error");
    }
    long off = Math.abs((long) drive.counts - s.order().targetCounts());
    return drive.has(TARGET_REACHED | MOTION_END) && off <= s.order().windowCounts()
        ? disable(drive)
        : overdue(drive, s, s.deadline(), "not in position in time");
  }

  private Sequence homing(AxisDrive drive, Sequence.Homing s) throws IOException {
    if (drive.state != DriveState.OPERATION_ENABLED) {
      return trip(drive, "drive left operation enabled while homing");
    }
    if (drive.has(MOTION_ERROR)) {
      return fail(drive, "the drive reports a homing error");
    }
    boolean attained = drive.has(MODE_SPECIFIC | TARGET_REACHED | REFERENCED);
    boolean ours = s.seenUnderWay() || time.nanos() - s.startedNanos() >= HOMING_GRACE_NANOS;
    if (attained && ours) {
      return disable(drive);
    }
    boolean seen = s.seenUnderWay() || !attained;
    Sequence on = new Sequence.Homing(s.order(), seen, s.startedNanos(), s.deadline());
    return overdue(drive, on, s.deadline(), "no reference in time");
  }

  /** In position, so no longer moving: a silent drive is asked again before it is stopped. */
  private Sequence disable(AxisDrive drive) throws IOException {
    Sequence.Disabling first = new Sequence.Disabling(DriveState.UNKNOWN, in(ENABLE_NANOS));
    drive.sequence = first;
    Sequence after = disabling(drive, first);
    if (drive.sequence == first) {
      drive.sequence = after;
    }
    return drive.sequence;
  }

  private Sequence disabling(AxisDrive drive, Sequence.Disabling s) throws IOException {
    int want =
        switch (drive.state) {
          case OPERATION_ENABLED -> StatusWord.SWITCH_ON;
          case SWITCHED_ON -> StatusWord.SHUTDOWN;
          case READY_TO_SWITCH_ON, SWITCH_ON_DISABLED -> 0;
          case QUICK_STOP_ACTIVE, FAULT, FAULT_REACTION_ACTIVE, NOT_READY, UNKNOWN -> -1;
        };
    if (unfit(drive) || drive.state == DriveState.QUICK_STOP_ACTIVE) {
      return trip(drive, "drive tripped while being disabled");
    }
    if (want == 0) {
      drive.progress = MoveProgress.DONE;
      return new Sequence.Idle(false);
    }
    if (want < 0 || s.commanded() == drive.state) {
      return overdue(
          drive, s, s.deadline(), "drive stays " + drive.state + " while being disabled");
    }
    return switch (wire.control(drive, want)) {
      case ANSWERED -> new Sequence.Disabling(drive.state, s.deadline());
      case REFUSED -> refused(drive, "controlword " + want);
      case DOUBTFUL, WITHHELD -> overdue(drive, s, s.deadline(), "drive cannot be disabled");
    };
  }

  private static boolean unfit(AxisDrive drive) {
    return drive.state == DriveState.FAULT || drive.state == DriveState.FAULT_REACTION_ACTIVE;
  }

  private long in(long nanos) {
    return time.nanos() + nanos;
  }

  private Sequence overdue(AxisDrive drive, Sequence on, long deadline, String text) {
    return time.nanos() < deadline ? on : fail(drive, text);
  }

  private Sequence refused(AxisDrive drive, String what) {
    String name = Reply.exceptionName(line.exceptionCode());
    return fail(drive, "drive refuses " + what + ": " + name);
  }

  /** The drive itself ended the move: ask it why, unless it still has torque. */
  private Sequence trip(AxisDrive drive, String text) {
    return unfit(drive)
        ? new Sequence.Tripped(drive.label() + ": " + text, in(STEP_NANOS))
        : fail(drive, text + " (now " + drive.state + ")");
  }

  private Sequence fail(AxisDrive drive, String text) {
    String full = drive.label() + ": " + text;
    boolean torque = drive.state.torque() && drive.state != DriveState.FAULT_REACTION_ACTIVE;
    boolean mayMove = torque || drive.sequence.moves();
    drive.failed(full);
    if (mayMove) {
      wire.stop(full);
      return drive.sequence;
    }
    return new Sequence.Idle(false);
  }
}
