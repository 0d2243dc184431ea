package tower.simulator.drive;

import tower.model.AxisName;
import tower.model.DriveProfile;
import tower.model.Register;
import tower.simulator.plant.Axis;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * What a drive does while operation is enabled: profile position with its set-point handshake, and
 * homing. It keeps the statusword's bits 10 and 12 to 15.
 */
final class Operation {
  /** CiA 402 mode of profile position. */
  static final int POSITION = 1;

  /** CiA 402 mode of homing. */
  static final int HOMING = 6;

  private static final int NEW_SETPOINT = 1 << 4;
  private static final int AT_ONCE = 1 << 5;
  private static final int RELATIVE = 1 << 6;
  private static final int HALT = 1 << 8;

  private final World world;
  private final Axis axis;
  private final Parameters parameters;
  private final Failure failure;
  private final double countsPerUnit;
  private final Homing homing;
  private final Timer limit;

  private int mode = POSITION;
  private boolean referenced;
  private boolean acknowledged;
  private boolean reached;
  private boolean ended;
  private boolean failed;
  private boolean buffered;
  private boolean underWay;
  private boolean halted;
  private double setpoint;

  Operation(World world, DriveProfile profile, Axis axis, Parameters parameters, Failure failure) {
    this.world = world;
    this.axis = axis;
    this.parameters = parameters;
    this.failure = failure;
    double per = (double) profile.unitsPerMmNumerator() / profile.unitsPerMmDenominator();
    countsPerUnit = axis.name() == AxisName.TURN ? per / 1000 : per;
    homing = new Homing(world, axis, this::homed);
    limit = world.timer(() -> failure.trips(DriveError.LIMIT_SWITCH));
  }

  /** What the drive is told when something does not work. */
  interface Failure {
    /** The drive trips. */
    void trips(DriveError why);

    /** The drive stays as it is and shows why it did not start. */
    void refuses(DriveError why);
  }

  boolean referenced() {
    return referenced;
  }

  void loseReference() {
    referenced = false;
  }

  int mode() {
    return mode;
  }

  int counts(double units) {
    return (int) Math.round(units * countsPerUnit);
  }

  int status() {
    return (reached ? 1 << 10 : 0)
        | (axis.limitNegative() || axis.limitPositive() ? 1 << 11 : 0)
        | (acknowledged ? 1 << 12 : 0)
        | (failed ? 1 << 13 : 0)
        | (ended ? 1 << 14 : 0)
        | (referenced ? 1 << 15 : 0);
  }

  /** A new mode counts once the axis stands. */
  void modeWritten() {
    if (!axis.moving()) {
      mode = parameters.get(Register.MODE);
    }
  }

  /** The drive has booted: nothing was asked yet. */
  void boot(boolean keepsReference) {
    parameters.set(Register.MODE, POSITION);
    mode = POSITION;
    acknowledged = false;
    reached = false;
    ended = false;
    failed = false;
    if (!keepsReference) {
      referenced = false;
      axis.setEncoder(0);
    }
  }

  void faultReset() {
    failed = false;
  }

  /** The master no longer asserts a new set-point. */
  void setpointReleased() {
    if (!buffered && mode == POSITION) {
      acknowledged = false;
    }
  }

  /** The controlword's mode-specific bits have come, with operation enabled. */
  void control(int before, int word) {
    boolean edge = (word & NEW_SETPOINT) != 0 && (before & NEW_SETPOINT) == 0;
    if (((before ^ word) & HALT) != 0) {
      halt((word & HALT) != 0);
    }
    if (edge && mode == POSITION) {
      startMove((word & AT_ONCE) != 0, (word & RELATIVE) != 0);
    } else if (edge && mode == HOMING) {
      startHoming();
    }
  }

  /** Whatever was under way will not be completed; whoever calls stops the axis. */
  void abort() {
    if (underWay) {
      failed = true;
      ended = true;
    }
    underWay = false;
    buffered = false;
    acknowledged = false;
    halted = false;
    homing.stop();
    limit.cancel();
  }

  /** The axis has come to rest with operation enabled. */
  void standstill(int word) {
    limit.cancel();
    if (homing.active()) {
      homing.standstill();
    } else if (buffered) {
      buffered = false;
      acknowledged = (word & NEW_SETPOINT) != 0;
      begin();
    } else if (underWay) {
      reached = true;
      if (!halted) {
        underWay = false;
        ended = true;
      }
    }
    modeWritten();
  }

  /** The axis has come to rest after a quick stop. */
  void stopped() {
    limit.cancel();
    reached = true;
    modeWritten();
  }

  private void halt(boolean on) {
    halted = on;
    if (on) {
      axis.halt(axis.spec().acceleration());
    } else if (underWay && mode == POSITION) {
      go();
    }
  }

  private void startMove(boolean atOnce, boolean relative) {
    acknowledged = true;
    boolean possible =
        referenced
            && parameters.get(Register.PROFILE_VELOCITY) != 0
            && parameters.get(Register.PROFILE_ACCELERATION) != 0
            && parameters.get(Register.PROFILE_DECELERATION) != 0;
    if (!possible) {
      failed = true;
      ended = true;
      failure.refuses(DriveError.NOT_STARTED);
      return;
    }
    double target = parameters.get(Register.TARGET_POSITION) / countsPerUnit;
    setpoint = relative ? axis.encoder() + target : target;
    if (axis.moving() && !atOnce) {
      buffered = true;
    } else {
      begin();
    }
  }

  private void begin() {
    reached = false;
    ended = false;
    failed = false;
    underWay = true;
    world.trace(0x8100 + axis.spec().busUnit(), Math.round(setpoint * 1000));
    if (!halted) {
      go();
    }
  }

  private void go() {
    axis.moveTo(
        setpoint,
        units(Register.PROFILE_VELOCITY),
        units(Register.PROFILE_ACCELERATION),
        units(Register.PROFILE_DECELERATION));
    double down = axis.traits().limitNegative();
    double up = axis.traits().limitPositive();
    long low = axis.position() > down ? axis.reaches(down) : World.NEVER;
    long high = axis.position() < up ? axis.reaches(up) : World.NEVER;
    limit.set(Math.min(low, high));
  }

  private void startHoming() {
    acknowledged = false;
    reached = false;
    ended = false;
    failed = false;
    referenced = false;
    underWay = true;
    world.trace(0x8200 + axis.spec().busUnit(), parameters.get(Register.HOMING_METHOD));
    homing.start(
        parameters.get(Register.HOMING_METHOD),
        units(Register.HOMING_SPEED_FAST),
        units(Register.HOMING_SPEED_SLOW));
  }

  private void homed(boolean well) {
    underWay = false;
    ended = true;
    if (well) {
      referenced = true;
      acknowledged = true;
      reached = true;
    } else {
      failed = true;
      failure.trips(DriveError.HOMING);
    }
  }

  private double units(Register register) {
    return Integer.toUnsignedLong(parameters.get(register)) / countsPerUnit;
  }
}
