package tower.simulator.drive;

/** Why a drive tripped, with the number that it shows in its last-error register. */
public enum DriveError {
  NONE(0),
  /** Safe torque off became active while operation was enabled. */
  SAFE_TORQUE_OFF(0x1300),
  /** No Modbus within the node guard. */
  NODE_GUARD(0xB604),
  /** The axis did not follow its setpoint: blocked, or the brake did not lift. */
  FOLLOWING(0xA320),
  /** A limit switch was reached outside homing. */
  LIMIT_SWITCH(0xA304),
  /** A start was refused: not homed, or a parameter is missing. */
  NOT_STARTED(0xA302),
  /** Homing failed. */
  HOMING(0xA308),
  /** Too much current: for injected trips. */
  OVERCURRENT(0x2300);

  private final int number;

  DriveError(int number) {
    this.number = number;
  }

  /** The number on the bus. */
  public int number() {
    return number;
  }
}
