package tower.drive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.DriveProfile;
import tower.model.Link;
import tower.model.MoveProgress;
import tower.model.Register;
import tower.model.Time;

/**
 * All drives on one RS-485 line: the one master, used by the loop's thread only, one transaction at
 * a time, every wait bounded.
 *
 * <p>Orders ({@link #move}, {@link #home}, {@link #resetFaults}) are only noted; {@link #poll}
 * carries them out with at most one exchange per axis and cycle. Only {@link #stop} sends at once.
 */
public final class DriveBus implements AutoCloseable {
  private static final long REOPEN_NANOS = 1_000_000_000L;
  private static final long ASK_AGAIN_NANOS = 1_000_000_000L;

  /** Doubtful exchanges in a row, at standstill, that make a lost drive. */
  private static final int LOST_AFTER = 3;

  private final Time time;
  private final Line line;
  private final List<AxisDrive> drives;
  private final Sequencer sequencer;
  private final Prover prover;
  private final Wire wire =
      new Wire() {
        @Override
        public Outcome exchange(AxisDrive drive, Request request) throws IOException {
          return DriveBus.this.exchange(drive, request);
        }

        @Override
        public void stop(String why) {
          halt(why, MoveProgress.FAILED);
        }
      };

  private Gate gate = () -> false;
  private boolean abandoned;
  private int first;
  private long openAgainNanos;
  private boolean everTried;
  private String portTrouble = "the port is not open yet";

  /**
   * Opens nothing yet; the first {@link #poll} does.
   *
   * @param link the line; this bus owns it from now on
   * @param axes every axis of the tower, in the order in which they are polled and stopped
   * @param profiles the drive of every axis
   * @throws IllegalArgumentException when a profile cannot be used, naming drive and remedy
   */
  public DriveBus(
      SerialLink link,
      Time time,
      BusSettings settings,
      List<AxisSpec> axes,
      Map<AxisName, DriveProfile> profiles) {
    this.time = time;
    this.drives = AxisDrive.all(axes, profiles);
    int gap = drives.stream().mapToInt(d -> d.map.profile().minGapMicros()).max().orElse(0);
    int answer = drives.stream().mapToInt(d -> d.map.profile().longestAnswerMs()).max().orElse(0);
    this.line = new Line(link, time, settings, gap, answer);
    this.sequencer = new Sequencer(wire, line, time);
    this.prover = new Prover(wire, line, time);
  }

  /**
   * Orders one axis to a setpoint: enable, travel, in position, disable and brake. Nothing is sent
   * before the next {@link #poll}. An order that cannot be carried out (setpoint outside the soft
   * limits, axis not referenced, drive in fault, link not up, a move under way) ends as FAILED with
   * its reason in the next report; an order while a move is under way also stops all axes.
   *
   * @param moveId the caller's number for it, shown in the reports
   * @param setpoint in the axis's unit, mm or millidegrees
   */
  public void move(long moveId, AxisName axis, int setpoint) {
    AxisDrive drive = drive(axis);
    if (!take(drive, moveId)) {
      return;
    }
    String refusal = Orders.refusal(drive, setpoint);
    if (refusal.isEmpty()) {
      drive.homedLast = false;
      drive.sequence = sequencer.begin(Orders.move(drive, setpoint));
    } else {
      drive.failed(drive.label() + " cannot move: " + refusal);
    }
  }

  /** Orders one axis to find its reference; otherwise as {@link #move}. */
  public void home(long moveId, AxisName axis) {
    AxisDrive drive = drive(axis);
    if (take(drive, moveId)) {
      drive.homedLast = true;
      drive.sequence = sequencer.begin(Orders.home(drive));
    }
  }

  /** Notes the order; false when the axis cannot take any. */
  private boolean take(AxisDrive drive, long moveId) {
    boolean busy = drive.progress == MoveProgress.UNDER_WAY;
    if (busy) {
      // Impossible unless the caller has lost count: then nothing may go on.
      halt(drive.label() + " was given a move while one was under way", MoveProgress.FAILED);
    }
    String refusal = busy ? "a move was under way" : Orders.refusal(drives, drive);
    drive.moveId = moveId;
    drive.progress = MoveProgress.UNDER_WAY;
    drive.error = "";
    if (!refusal.isEmpty()) {
      drive.failed(drive.label() + " cannot take an order: " + refusal);
      return false;
    }
    drive.stopped = false;
    return true;
  }

  private AxisDrive drive(AxisName axis) {
    for (AxisDrive drive : drives) {
      if (drive.spec.name() == axis) {
        return drive;
      }
    }
    throw new IllegalArgumentException("the tower has no axis " + axis);
  }

  /**
   * Stops every axis now: quick stop to each drive whose identity was once proven on this
   * connection, doubtful and lost drives last, quarantine ignored, gate not asked. Moves under way
   * end with progress NONE and the reason. What is not confirmed is sent again after the quarantine
   * and read back in the following polls; until then {@link #trouble} says so. Never throws.
   * Calling it again while all axes are already stopping or without torque sends nothing more than
   * the first call did.
   *
   * @param why for people
   */
  public void stop(String why) {
    halt(why, MoveProgress.NONE);
  }

  /** Stops all; moves under way end as {@code end}: FAILED when the bus itself had to stop them. */
  private void halt(String why, MoveProgress end) {
    List<AxisDrive> due = new ArrayList<>(drives.size());
    for (AxisDrive drive : drives) {
      if (drive.known && !drive.stopped && !(drive.sequence instanceof Sequence.Stopping)) {
        due.add(drive);
      }
    }
    // What moves first. Who answered last time answers now too; a silent drive must not delay the
    // others' stop.
    due.sort(
        Comparator.comparing((AxisDrive d) -> d.link != Link.UP)
            .thenComparing(d -> !d.sequence.moves()));
    for (AxisDrive drive : due) {
      drive.sequence = new Sequence.Stopping(true, time.nanos());
      drive.resetWanted = false;
      if (drive.progress == MoveProgress.UNDER_WAY) {
        drive.progress = end;
        drive.error = why;
      }
    }
    try {
      for (AxisDrive drive : due) {
        sendStop(drive);
      }
    } catch (IOException e) {
      portGone(e);
    }
  }

  private void sendStop(AxisDrive drive) throws IOException {
    if (!line.isOpen()) {
      return;
    }
    Request request = drive.map.write(Register.CONTROLWORD, StatusWord.QUICK_STOP);
    boolean resend = line.urgent(request) != Outcome.ANSWERED;
    drive.sequence = new Sequence.Stopping(resend, time.nanos());
  }

  /**
   * Asks for a fault reset of every drive that is in fault; done in the following polls. A drive
   * whose node guard was found lost is set and proven anew.
   */
  public void resetFaults() {
    for (AxisDrive drive : drives) {
      drive.resetWanted = true;
      drive.guardMayBeSet = true;
      // It may have tripped because it has lost what was once confirmed: all is written anew.
      drive.confirmed.clear();
    }
  }

  /**
   * One cycle: per axis its status block, its position block and at most one exchange of its
   * sequence. Returns early when the gate closes, while the line is in quarantine and when the port
   * is gone. A drive that does not answer while anything moves makes it stop all axes by itself;
   * their moves end as FAILED.
   */
  public void poll(Gate gate) {
    this.gate = gate;
    abandoned = false;
    try {
      if (!openPort() || line.quarantined()) {
        return;
      }
      // Beginning behind the drive that failed last, so that a dead one does not starve the others
      // until their node guards trip.
      int from = first;
      for (int i = 0; i < drives.size() && line.isOpen(); i++) {
        cycle(drives.get((from + i) % drives.size()));
        if (abandoned || line.quarantined()) {
          return;
        }
      }
    } catch (IOException e) {
      portGone(e);
    }
  }

  private void cycle(AxisDrive drive) throws IOException {
    if (drive.link == Link.LOST || !(drive.proof instanceof Proof.Proven)) {
      boolean due = time.nanos() >= drive.askAgainNanos;
      // While an axis travels the line is its own: a drive that may not answer can wait.
      if (due && !anyMoves()) {
        prover.step(drive);
      }
      return;
    }
    if (read(drive, drive.map.statusRequest())) {
      drive.readStatus(line);
      if (read(drive, drive.map.positionRequest())) {
        drive.readPosition(line);
        drive.answered(time.millis());
        sequencer.step(drive);
      }
    }
  }

  private boolean read(AxisDrive drive, Request request) throws IOException {
    Outcome outcome = exchange(drive, request);
    if (outcome == Outcome.REFUSED) {
      doubt(
          drive, "the drive refuses its cyclic read: " + Reply.exceptionName(line.exceptionCode()));
    }
    return outcome == Outcome.ANSWERED;
  }

  private Outcome exchange(AxisDrive drive, Request request) throws IOException {
    if (!gate.proceed()) {
      abandoned = true;
      return Outcome.WITHHELD;
    }
    Outcome outcome = line.exchange(request);
    if (outcome == Outcome.DOUBTFUL) {
      first = (drives.indexOf(drive) + 1) % drives.size();
      if (!(drive.proof instanceof Proof.Waking)) {
        doubt(drive, line.doubt());
      }
    }
    return outcome;
  }

  private void doubt(AxisDrive drive, String text) {
    drive.failures++;
    drive.linkText = "drive of " + drive.label() + ": " + text;
    boolean moves = anyMoves();
    if (drive.proof instanceof Proof.Proven) {
      drive.link = Link.DOUBTFUL;
    }
    if (moves) {
      halt(drive.linkText + " while an axis was moving", MoveProgress.FAILED);
    }
    if (drive.failures >= LOST_AFTER && !moves) {
      lose(drive);
    }
  }

  private void lose(AxisDrive drive) {
    drive.link = Link.LOST;
    drive.proof = new Proof.Identifying();
    drive.askAgainNanos = time.nanos() + ASK_AGAIN_NANOS;
    drive.forget();
    endOrder(drive);
  }

  /** A drive that is gone may still have torque: it is stopped when it comes back. */
  private void endOrder(AxisDrive drive) {
    if (drive.progress == MoveProgress.UNDER_WAY) {
      drive.failed(drive.linkText);
    }
    if (!(drive.sequence instanceof Sequence.Idle)) {
      drive.sequence = new Sequence.Stopping(true, time.nanos());
    }
  }

  private boolean anyMoves() {
    for (int i = 0; i < drives.size(); i++) {
      if (drives.get(i).sequence.moves()) {
        return true;
      }
    }
    return false;
  }

  private boolean openPort() throws IOException {
    if (line.isOpen()) {
      return true;
    }
    if (everTried && time.nanos() < openAgainNanos) {
      return false;
    }
    everTried = true;
    openAgainNanos = time.nanos() + REOPEN_NANOS;
    line.open();
    portTrouble = "";
    for (AxisDrive drive : drives) {
      drive.link = Link.UNPROVEN;
      drive.linkText = "";
      drive.failures = 0;
      drive.askAgainNanos = time.nanos();
    }
    return true;
  }

  private void portGone(IOException e) {
    line.close();
    portTrouble = String.valueOf(e.getMessage());
    openAgainNanos = time.nanos() + REOPEN_NANOS;
    for (AxisDrive drive : drives) {
      drive.link = Link.LOST;
      drive.linkText = "the port is gone";
      drive.known = false;
      drive.proof = new Proof.Waking();
      drive.forget();
      endOrder(drive);
    }
  }

  /** What is known of every axis after the last poll, in the constructor's order; never blocks. */
  public List<AxisReport> reports() {
    List<AxisReport> reports = new ArrayList<>(drives.size());
    for (AxisDrive drive : drives) {
      reports.add(drive.report());
    }
    return reports;
  }

  /** What is wrong with the line as a whole, with cause and remedy; empty for nothing. */
  public String trouble() {
    if (!portTrouble.isEmpty()) {
      return portTrouble;
    }
    for (AxisDrive drive : drives) {
      if (drive.sequence instanceof Sequence.Stopping) {
        return "stop of " + drive.label() + " is not confirmed yet (" + drive.state + ")";
      }
    }
    return "";
  }

  /** How many exchanges were begun since the start, for the metrics. */
  public long exchanges() {
    return line.exchanges();
  }

  /** How many exchanges ended doubtful since the start, for the metrics. */
  public long doubtful() {
    return line.doubtful();
  }

  /** Closes the port without sending anything. */
  @Override
  public void close() {
    line.close();
  }
}
