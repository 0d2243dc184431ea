package tower.simulator.drive;

import tower.model.DriveState;

/** The statusword's bits 0 to 3, 5 and 6: which state the drive is in (IEC 61800-7-201). */
final class StateBits {
  private StateBits() {}

  static int of(DriveState state) {
    return switch (state) {
      case UNKNOWN, NOT_READY -> 0;
      case SWITCH_ON_DISABLED -> 0x40;
      case READY_TO_SWITCH_ON -> 0x21;
      case SWITCHED_ON -> 0x23;
      case OPERATION_ENABLED -> 0x27;
      case QUICK_STOP_ACTIVE -> 0x07;
      case FAULT_REACTION_ACTIVE -> 0x0F;
      case FAULT -> 0x08;
    };
  }
}
