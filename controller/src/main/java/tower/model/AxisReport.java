package tower.model;

/**
 * What the drive room knows of one axis after a poll.
 *
 * @param axis which axis
 * @param link how its drive answers
 * @param state CiA 402 state as last read
 * @param referenced statusword bit 15: homed
 * @param counted true while the position counts from a reference: the drive is referenced, or has
 *     not been lost since a homing took bit 15 away, which sets the position only at its end (CiA
 *     402-2, homing mode); false after a restart of ours until the drive is referenced again
 * @param position actual position in the axis's unit (mm or millidegrees)
 * @param standstill actual position unchanged over the last polls and no torque
 * @param moveId id of the last move or homing given, 0 for none
 * @param progress how far that move is
 * @param polledMs monotonic time of the last good poll
 * @param errorText last error for people, empty for none
 */
public record AxisReport(
    AxisName axis,
    Link link,
    DriveState state,
    boolean referenced,
    boolean counted,
    int position,
    boolean standstill,
    long moveId,
    MoveProgress progress,
    long polledMs,
    String errorText) {}
