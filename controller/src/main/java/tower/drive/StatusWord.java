package tower.drive;

import tower.model.DriveState;

/** The bits of CiA 402's statusword (6041h) and the values of its controlword (6040h). */
final class StatusWord {
  static final int TARGET_REACHED = 1 << 10;

  /** Set-point acknowledge in profile position, homing attained in homing. */
  static final int MODE_SPECIFIC = 1 << 12;

  static final int MOTION_ERROR = 1 << 13;
  static final int MOTION_END = 1 << 14;
  static final int REFERENCED = 1 << 15;

  static final int DISABLE_VOLTAGE = 0;
  static final int QUICK_STOP = 2;
  static final int SHUTDOWN = 6;
  static final int SWITCH_ON = 7;
  static final int ENABLE_OPERATION = 15;

  /** Enable operation with bit 4: new set-point, or start homing. */
  static final int START = 31;

  static final int FAULT_RESET = 128;

  private StatusWord() {}

  /** The power state; masks 0x4F and 0x6F as CiA 402 has them. */
  static DriveState state(int statusword) {
    return switch (statusword & 0x4F) {
      case 0x00 -> DriveState.NOT_READY;
      case 0x40 -> DriveState.SWITCH_ON_DISABLED;
      case 0x0F -> DriveState.FAULT_REACTION_ACTIVE;
      case 0x08 -> DriveState.FAULT;
      default ->
          switch (statusword & 0x6F) {
            case 0x21 -> DriveState.READY_TO_SWITCH_ON;
            case 0x23 -> DriveState.SWITCHED_ON;
            case 0x27 -> DriveState.OPERATION_ENABLED;
            case 0x07 -> DriveState.QUICK_STOP_ACTIVE;
            default -> DriveState.UNKNOWN;
          };
    };
  }

  static boolean has(int statusword, int bits) {
    return (statusword & bits) == bits;
  }
}
