package tower.core;

/**
 * When an event was taken by the loop.
 *
 * @param nowMs monotonic milliseconds: the only time that decides what moves
 * @param utcMs wall time for records that people read, and for what is due at a time of day
 * @param utcTrusted true when the board's clock is known to follow the world's
 */
public record Stamp(long nowMs, long utcMs, boolean utcTrusted) {}
