package tower.simulator.plant;

/**
 * Something that the steel must never see.
 *
 * @param nanos when
 * @param kind what
 * @param text details for people
 */
public record Violation(long nanos, Kind kind, String text) {
  /** What can go wrong physically. */
  public enum Kind {
    /** Lift, turntable or traverse was moved by its motor while the shuttle was out. */
    CARRIER_MOVED_SHUTTLE_OUT,
    /** The same without torque: a brake slipped. */
    CARRIER_SLIPPED_SHUTTLE_OUT,
    /** The shuttle moved while lift, turntable or traverse moved. */
    SHUTTLE_MOVED_CARRIER_MOVING,
    /** The shuttle moved while the lifter was between its ends, or the other way round. */
    SHUTTLE_MOVED_LIFTER_BETWEEN,
    /**
     * The shuttle ran into steel: no place there, the carrier askew, or the inner door not open.
     */
    SHUTTLE_INTO_STEEL,
    /** A car was pushed into a place that another one stands in. */
    CAR_INTO_CAR,
    /** A car was pushed into a place that it does not fit. */
    CAR_DOES_NOT_FIT,
    /** A car was lowered where no stand is, or onto another car. */
    CAR_DROPPED,
    /** An axis ran into its steel end. */
    END_STOP,
    /** A door closed on the shuttle. */
    DOOR_ON_SHUTTLE,
    /** A door closed on a car that was passing it. */
    DOOR_ON_CAR,
    /** The shuttle or a car on it moved in a portal with a person in it. */
    PERSON_IN_MOTION
  }

  @Override
  public String toString() {
    return nanos / 1_000_000 + " ms " + kind + ": " + text;
  }
}
