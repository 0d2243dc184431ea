package tower.model;

/** The CiA 402 power state of a drive (IEC 61800-7-201, state machine of the statusword). */
public enum DriveState {
  UNKNOWN,
  NOT_READY,
  SWITCH_ON_DISABLED,
  READY_TO_SWITCH_ON,
  SWITCHED_ON,
  OPERATION_ENABLED,
  QUICK_STOP_ACTIVE,
  FAULT_REACTION_ACTIVE,
  FAULT;

  /** True while the drive may put torque on the motor. */
  public boolean torque() {
    return this == OPERATION_ENABLED || this == QUICK_STOP_ACTIVE || this == FAULT_REACTION_ACTIVE;
  }
}
