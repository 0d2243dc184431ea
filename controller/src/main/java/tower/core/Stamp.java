package tower.core;

/**
 * When an event was taken by the loop.
 *
 * @param nowMs monotonic milliseconds: the only time that decides anything
 * @param utcMs wall time for records that people read
 */
public record Stamp(long nowMs, long utcMs) {}
