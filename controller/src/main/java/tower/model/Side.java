package tower.model;

/**
 * The side of the carrier on which a place lies; the shuttle's setpoint is negative on the left.
 */
public enum Side {
  LEFT,
  RIGHT
}
