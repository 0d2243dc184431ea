package tower.simulator.plant;

/** Who wants to know that a fact about an axis has changed. */
interface AxisWatch {
  /** Torque, brake or motion of the axis changed. */
  void axisChanged(Axis axis, AxisEvent event);

  /** The axis, already moving, has taken another course. */
  void courseChanged(Axis axis);
}
