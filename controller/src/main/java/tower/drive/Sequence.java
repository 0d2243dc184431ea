package tower.drive;

import tower.model.DriveState;

/**
 * Where one axis stands in its sequence. A step is taken only after the status and the position
 * block were read in the same cycle, and every write belongs to an earlier step: so each decision
 * rests on a read that was requested after the last write.
 *
 * <p>{@code deadline} is in monotonic nanoseconds; a sequence that passes one fails.
 */
sealed interface Sequence {
  /** True while the axis may be travelling: a silent drive then stops everything. */
  default boolean moves() {
    return false;
  }

  /** Nothing is ordered, no torque; a trip's number is read once so that people see it. */
  record Idle(boolean errorRead) implements Sequence {}

  /** Waits for the node guard's value: a drive without its dead-man must not move. */
  record Guarding(Order order, long deadline) implements Sequence {}

  /** Waits until the drive shows the mode of operation, because targets mean nothing before. */
  record Choosing(Order order, boolean written, long deadline) implements Sequence {}

  /** Waits for the next parameter group; one whose write was doubtful is read back first. */
  record Preparing(Order order, int next, boolean doubtful, int tries, long deadline)
      implements Sequence {}

  /** Waits for operation enabled, when the brake lifts; {@code commanded} is the state answered. */
  record Enabling(Order order, DriveState commanded, long deadline) implements Sequence {}

  /** Waits to give the start; after a doubtful start it looks whether the drive has it already. */
  record Starting(Order order, int tries, long deadline) implements Sequence {
    @Override
    public boolean moves() {
      return tries > 0;
    }
  }

  /** Waits for the drive to acknowledge the set-point (bit 12), so that it can be taken back. */
  record Acknowledging(Order order, long deadline) implements Sequence {
    @Override
    public boolean moves() {
      return true;
    }
  }

  /** Waits for bit 12 to fall; only then does bit 10 speak of this move. */
  record Releasing(Order order, long deadline) implements Sequence {
    @Override
    public boolean moves() {
      return true;
    }
  }

  /** Waits for in position: bits 10 and 14, not 13, and the actual position within the window. */
  record Travelling(Order order, long deadline) implements Sequence {
    @Override
    public boolean moves() {
      return true;
    }
  }

  /** Waits for the reference; {@code seenUnderWay} keeps an earlier homing's bits from counting. */
  record Homing(Order order, boolean seenUnderWay, long startedNanos, long deadline)
      implements Sequence {
    @Override
    public boolean moves() {
      return true;
    }
  }

  /** Waits until the torque is off and the brake closed, because only then is the move done. */
  record Disabling(DriveState commanded, long deadline) implements Sequence {}

  /** Waits for the number of the error that ended the move. */
  record Tripped(String text, long deadline) implements Sequence {}

  /** Waits until a stop is seen in the statusword; never gives up. */
  record Stopping(boolean resend, long sinceNanos) implements Sequence {}

  /** Waits for the fault to clear after a rising edge of bit 7. */
  record Resetting(int tries, long raisedNanos) implements Sequence {}
}
