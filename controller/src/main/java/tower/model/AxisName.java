package tower.model;

/**
 * The axes a carrier can have. Every tower has a lift and a shuttle; turn and traverse exclude each
 * other.
 */
public enum AxisName {
  /** Vertical travel of the carrier, in mm above the lowest landing. */
  LIFT,
  /** Rotation of the carrier's platform, in millidegrees. */
  TURN,
  /** Horizontal travel of the carrier along an aisle, in mm. */
  TRAVERSE,
  /**
   * The telescopic mover that takes and gives the car, in mm from home; negative to the left side.
   */
  SHUTTLE;

  /** The lower-case key under which configuration, API and journal name this axis. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
