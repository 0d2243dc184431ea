package tower.model;

/** The parameters of a positioning drive that the controller uses, by their CiA 402 meaning. */
public enum Register {
  CONTROLWORD,
  STATUSWORD,
  MODE,
  MODE_DISPLAY,
  HOMING_METHOD,
  HOMING_SPEED_FAST,
  HOMING_SPEED_SLOW,
  TARGET_POSITION,
  PROFILE_VELOCITY,
  PROFILE_ACCELERATION,
  PROFILE_DECELERATION,
  ACTUAL_POSITION,
  LAST_ERROR,
  NODE_GUARD,
  IDENTITY
}
