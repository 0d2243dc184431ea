package tower.drive;

import java.io.IOException;
import tower.model.Link;
import tower.model.Register;
import tower.model.Time;

/**
 * Proves after each (re)connect that the drive at an address is the configured one and that its
 * node guard is set. Nothing is commanded before.
 */
final class Prover {
  private static final long ASK_AGAIN_NANOS = 1_000_000_000L;

  private final Wire wire;
  private final Line line;
  private final Time time;

  Prover(Wire wire, Line line, Time time) {
    this.wire = wire;
    this.line = line;
    this.time = time;
  }

  /** One exchange further. */
  void step(AxisDrive drive) throws IOException {
    Proof before = drive.proof;
    drive.askAgainNanos = drive.link == Link.LOST ? time.nanos() + ASK_AGAIN_NANOS : time.nanos();
    Proof after =
        switch (before) {
          case Proof.Waking s -> waking(drive, s);
          case Proof.Identifying s -> identifying(drive, s);
          case Proof.ReadingGuard s -> readingGuard(drive, s);
          case Proof.WritingGuard s -> writingGuard(drive, s);
          case Proof.Proven s -> s;
        };
    if (drive.proof == before) {
      drive.proof = after;
    }
  }

  private Proof waking(AxisDrive drive, Proof s) throws IOException {
    Outcome outcome = wire.exchange(drive, drive.map.statusRequest());
    return outcome == Outcome.WITHHELD ? s : new Proof.Identifying();
  }

  private Proof identifying(AxisDrive drive, Proof s) throws IOException {
    return switch (wire.exchange(drive, drive.map.read(Register.IDENTITY))) {
      case ANSWERED -> {
        int want = drive.map.profile().identity();
        int have = drive.map.signed(line, 0);
        if (have != want) {
          drive.known = false;
          yield foreign(
              drive,
              "identity reads " + have + " and not " + want + "; check port, address and drive");
        }
        drive.known = true;
        answered(drive);
        yield new Proof.ReadingGuard(false);
      }
      case REFUSED -> foreign(drive, "identity: " + refusal());
      case DOUBTFUL, WITHHELD -> s;
    };
  }

  private Proof readingGuard(AxisDrive drive, Proof.ReadingGuard s) throws IOException {
    return switch (wire.exchange(drive, drive.map.read(Register.NODE_GUARD))) {
      case ANSWERED -> {
        int want = drive.map.profile().nodeGuardMs();
        int have = drive.map.unsigned(line, 0);
        if (have == want) {
          answered(drive);
          drive.link = Link.UNPROVEN;
          drive.linkText = "";
          drive.guardMayBeSet = false;
          yield new Proof.Proven();
        }
        // A guard that was lost without a reconnect means lost parameters: a person must look.
        yield s.written() || !drive.guardMayBeSet
            ? foreign(drive, "node guard reads " + have + " ms and not " + want + " ms")
            : new Proof.WritingGuard();
      }
      case REFUSED -> foreign(drive, "node guard: " + refusal());
      case DOUBTFUL, WITHHELD -> s;
    };
  }

  private Proof writingGuard(AxisDrive drive, Proof s) throws IOException {
    int want = drive.map.profile().nodeGuardMs();
    return switch (wire.exchange(drive, drive.map.write(Register.NODE_GUARD, want))) {
      // After a doubtful write the read-back tells; it may end in another write, which is harmless.
      case ANSWERED -> new Proof.ReadingGuard(true);
      case DOUBTFUL -> new Proof.ReadingGuard(false);
      case REFUSED -> foreign(drive, "node guard cannot be written: " + refusal());
      case WITHHELD -> s;
    };
  }

  private void answered(AxisDrive drive) {
    drive.failures = 0;
    if (drive.link == Link.LOST) {
      drive.link = Link.UNPROVEN;
    }
    drive.askAgainNanos = time.nanos();
  }

  private Proof foreign(AxisDrive drive, String text) {
    drive.failures = 0;
    drive.link = Link.FOREIGN;
    drive.linkText = "drive of " + drive.label() + ": " + text;
    drive.askAgainNanos = time.nanos() + ASK_AGAIN_NANOS;
    return new Proof.Identifying();
  }

  private String refusal() {
    return Reply.exceptionName(line.exceptionCode());
  }
}
