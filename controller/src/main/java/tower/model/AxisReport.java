package tower.model;

/**
 * What the drive room knows of one axis after a poll.
 *
 * @param axis which axis
 * @param link how its drive answers
 * @param state CiA 402 state as last read
 * @param referenced statusword bit 15: homed
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
    int position,
    boolean standstill,
    long moveId,
    MoveProgress progress,
    long polledMs,
    String errorText) {}
