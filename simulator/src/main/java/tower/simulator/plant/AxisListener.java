package tower.simulator.plant;

/** What an axis tells the drive that energises it. */
public interface AxisListener {
  /** An axis without a drive. */
  AxisListener NOBODY = new AxisListener() {};

  /** The brake should have lifted after {@link Axis#energise}. */
  default void brakeLifted() {}

  /** The brake has closed and the torque is off after {@link Axis#release}. */
  default void brakeClosed() {}

  /** A motion has come to rest. */
  default void standstill() {}

  /** The steel ran into its end, or the motor cannot follow its setpoint. */
  default void blocked() {}

  /** Safe torque off is now active or not; if there was torque, it is gone. */
  default void safeTorqueOff(boolean active, boolean hadTorque) {}
}
