package tower.simulator.plant;

/** A change of an axis that others may care about. */
enum AxisEvent {
  TORQUE_ON(1),
  TORQUE_OFF(2),
  STARTED(3),
  STOPPED(4),
  END_STOP(5);

  /** Number in the trace. */
  final int code;

  AxisEvent(int code) {
    this.code = code;
  }
}
