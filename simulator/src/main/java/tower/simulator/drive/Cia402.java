package tower.simulator.drive;

import tower.model.DriveProfile;
import tower.model.DriveState;
import tower.model.Register;
import tower.simulator.plant.Axis;
import tower.simulator.plant.AxisListener;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * The drive behind the bus: power state machine, brake, node guard, trips. What it does with torque
 * is {@link Operation}'s.
 */
public final class Cia402 implements AxisListener, Operation.Failure {
  private static final long BOOT_NANOS = 1500 * World.MS;
  private static final int FAULT_RESET = 0x80;

  private final World world;
  private final Axis axis;
  private final int identity;
  private final Parameters parameters;
  private final Operation operation;
  private final Timer guard;
  private final Timer boot;

  private DriveState state = DriveState.SWITCH_ON_DISABLED;
  private boolean powered = true;
  private boolean absolute;
  private int control;
  private DriveError error = DriveError.NONE;

  /** The power stage is on or being switched on; false as soon as it is being switched off. */
  private boolean enabled;

  /** The axis ramps down, and then the power stage is switched off. */
  private boolean stopping;

  /** The state after the power stage is off. */
  private DriveState afterwards = DriveState.SWITCH_ON_DISABLED;

  Cia402(World world, DriveProfile profile, Axis axis) {
    this.world = world;
    this.axis = axis;
    identity = profile.identity();
    parameters = new Parameters(profile.nodeGuardMs());
    operation = new Operation(world, profile, axis, parameters, this);
    guard = world.timer(this::guardFired);
    boot = world.timer(this::booted);
    axis.connect(this);
  }

  // What a test or a fault script sees and does.

  /** Power state. */
  public DriveState state() {
    return state;
  }

  /** True while the drive knows where zero is. */
  public boolean referenced() {
    return operation.referenced();
  }

  /** Why it tripped last. */
  public DriveError error() {
    return error;
  }

  /** The axis it energises. */
  public Axis axis() {
    return axis;
  }

  /** True while it has power and has booted. */
  public boolean powered() {
    return powered;
  }

  /** Milliseconds without Modbus after which it stops by itself; 0 for never. */
  public int nodeGuardMs() {
    return parameters.get(Register.NODE_GUARD);
  }

  /** Gives the drive an encoder that keeps its reference without power. */
  public void absoluteEncoder(boolean has) {
    absolute = has;
  }

  /** Takes its power, or gives it back if it has none: it boots, and has lost its reference. */
  public void power(boolean on) {
    if (on) {
      if (!powered && !boot.pending()) {
        boot.set(world.nanos() + BOOT_NANOS);
      }
      return;
    }
    boot.cancel();
    guard.cancel();
    powered = false;
    abort();
    enabled = false;
    axis.cut();
    enter(DriveState.NOT_READY);
  }

  /** Everything as it left the factory: no node guard, no reference. */
  public void factoryReset() {
    parameters.factory();
    operation.loseReference();
  }

  /** Forgets where zero is. */
  public void loseReference() {
    operation.loseReference();
  }

  /** Trips: the axis ramps down if it has torque, then the power stage is off. */
  public void trip(DriveError why) {
    if (state == DriveState.FAULT || !powered) {
      return;
    }
    error = why;
    abort();
    if (axis.torque() && why != DriveError.FOLLOWING) {
      enter(DriveState.FAULT_REACTION_ACTIVE);
      stopThenSwitchOff(DriveState.FAULT);
    } else {
      enabled = false;
      axis.cut();
      enter(DriveState.FAULT);
    }
  }

  // What the bus does.

  /** A good request has come: the node guard begins anew. */
  void heard() {
    if (state.torque() && nodeGuardMs() > 0) {
      guard.set(world.nanos() + nodeGuardMs() * World.MS);
    }
  }

  int read(Register register) {
    return switch (register) {
      case STATUSWORD -> status();
      case CONTROLWORD -> control;
      case MODE_DISPLAY -> operation.mode();
      case ACTUAL_POSITION -> operation.counts(axis.encoder());
      case LAST_ERROR -> error.number();
      case IDENTITY -> identity;
      default -> parameters.get(register);
    };
  }

  /** Returns false when the parameter cannot be written. */
  boolean write(Register register, int value) {
    switch (register) {
      case STATUSWORD, MODE_DISPLAY, ACTUAL_POSITION, LAST_ERROR, IDENTITY -> {
        return false;
      }
      case CONTROLWORD -> command(value & 0xFFFF);
      case MODE -> {
        parameters.set(register, (short) value);
        operation.modeWritten();
      }
      case HOMING_METHOD -> parameters.set(register, (short) value);
      case NODE_GUARD -> parameters.set(register, value & 0xFFFF);
      default -> parameters.set(register, value);
    }
    return true;
  }

  private int status() {
    int bits = StateBits.of(state);
    int halt = state == DriveState.OPERATION_ENABLED ? control & 0x100 : 0;
    return bits | 1 << 4 | 1 << 9 | halt | operation.status();
  }

  private void command(int word) {
    int before = control;
    control = word;
    world.trace(0x8000 + axis.spec().busUnit(), word);
    if ((word & 0x10) == 0) {
      operation.setpointReleased();
    }
    if (state == DriveState.FAULT) {
      if ((word & FAULT_RESET) != 0 && (before & FAULT_RESET) == 0) {
        operation.faultReset();
        enter(DriveState.SWITCH_ON_DISABLED);
      }
      return;
    }
    obey(word);
    if (state == DriveState.OPERATION_ENABLED && enabled && !stopping && (word & 0x0F) == 0x0F) {
      operation.control(before, word);
    }
  }

  /** The transitions that a controlword asks for, but for the reset of a fault. */
  private void obey(int word) {
    if ((word & 0x02) == 0) {
      disableVoltage();
    } else if ((word & 0x04) == 0) {
      quickStop();
    } else if ((word & 0x01) == 0) {
      shutdown();
    } else if ((word & 0x08) == 0) {
      switchOn();
    } else {
      enableOperation();
    }
  }

  private void disableVoltage() {
    switch (state) {
      case READY_TO_SWITCH_ON, SWITCHED_ON -> {
        enabled = false;
        axis.cut();
        enter(DriveState.SWITCH_ON_DISABLED);
      }
      case OPERATION_ENABLED, QUICK_STOP_ACTIVE -> {
        abort();
        if (axis.moving()) {
          enabled = false;
          axis.cut(); // it coasts into the brake
          enter(DriveState.SWITCH_ON_DISABLED);
        } else {
          switchOff(DriveState.SWITCH_ON_DISABLED);
        }
      }
      default -> {}
    }
  }

  private void quickStop() {
    if (state == DriveState.OPERATION_ENABLED) {
      abort();
      enter(DriveState.QUICK_STOP_ACTIVE);
      axis.halt(2.0 * axis.spec().acceleration());
    } else if (state == DriveState.READY_TO_SWITCH_ON || state == DriveState.SWITCHED_ON) {
      disableVoltage();
    }
  }

  private void shutdown() {
    switch (state) {
      case SWITCH_ON_DISABLED -> {
        if (!axis.safeTorqueOff()) {
          enter(DriveState.READY_TO_SWITCH_ON);
        }
      }
      case SWITCHED_ON -> {
        enabled = false;
        axis.cut();
        enter(DriveState.READY_TO_SWITCH_ON);
      }
      case OPERATION_ENABLED -> {
        abort();
        stopThenSwitchOff(DriveState.READY_TO_SWITCH_ON);
      }
      default -> {}
    }
  }

  private void switchOn() {
    switch (state) {
      case READY_TO_SWITCH_ON -> enter(DriveState.SWITCHED_ON);
      case OPERATION_ENABLED -> {
        abort();
        stopThenSwitchOff(DriveState.SWITCHED_ON);
      }
      default -> {}
    }
  }

  private void enableOperation() {
    switch (state) {
      case READY_TO_SWITCH_ON, SWITCHED_ON -> {
        enter(DriveState.SWITCHED_ON);
        if (!enabled) {
          enabled = true;
          axis.energise();
        }
      }
      case QUICK_STOP_ACTIVE -> {
        if (!axis.moving()) {
          enter(DriveState.OPERATION_ENABLED);
        }
      }
      default -> {}
    }
  }

  private void abort() {
    stopping = false;
    operation.abort();
  }

  private void stopThenSwitchOff(DriveState then) {
    afterwards = then;
    if (axis.moving()) {
      stopping = true;
      axis.halt(2.0 * axis.spec().acceleration());
    } else {
      switchOff(then);
    }
  }

  private void switchOff(DriveState then) {
    afterwards = then;
    stopping = false;
    enabled = false;
    if (axis.torque()) {
      axis.release();
    } else {
      enter(then);
    }
  }

  private void guardFired() {
    boolean armed = state == DriveState.OPERATION_ENABLED || state == DriveState.QUICK_STOP_ACTIVE;
    if (armed && nodeGuardMs() > 0) {
      trip(DriveError.NODE_GUARD);
    }
  }

  private void booted() {
    powered = true;
    control = 0;
    operation.boot(absolute);
    enter(DriveState.SWITCH_ON_DISABLED);
  }

  private void enter(DriveState next) {
    if (next != state) {
      state = next;
      world.trace(0x8300 + axis.spec().busUnit(), status());
      if (state == DriveState.OPERATION_ENABLED) {
        heard();
      }
    }
  }

  @Override
  public void trips(DriveError why) {
    trip(why);
  }

  @Override
  public void refuses(DriveError why) {
    error = why;
  }

  // What the axis tells.

  @Override
  public void brakeLifted() {
    if (enabled && state == DriveState.SWITCHED_ON) {
      enter(DriveState.OPERATION_ENABLED);
    }
  }

  @Override
  public void brakeClosed() {
    enter(afterwards);
    obey(control); // the controlword is a level: what it asks for by now may be something else
  }

  @Override
  public void standstill() {
    if (stopping) {
      switchOff(afterwards);
    } else if (state == DriveState.OPERATION_ENABLED && enabled) {
      operation.standstill(control);
    } else {
      operation.stopped();
    }
  }

  @Override
  public void blocked() {
    trip(DriveError.FOLLOWING);
  }

  @Override
  public void safeTorqueOff(boolean active, boolean hadTorque) {
    if (!active || !powered) {
      return;
    }
    if (hadTorque) {
      abort();
      enabled = false;
      error = DriveError.SAFE_TORQUE_OFF;
      enter(DriveState.FAULT);
    } else if (state == DriveState.READY_TO_SWITCH_ON || state == DriveState.SWITCHED_ON) {
      enter(DriveState.SWITCH_ON_DISABLED);
    }
  }
}
