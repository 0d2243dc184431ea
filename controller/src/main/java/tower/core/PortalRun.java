package tower.core;

/**
 * What of a portal's phase is not worth the journal.
 *
 * @param sinceMs monotonic time of the phase's beginning
 * @param seq sequence of the fact that began it: no door moves before that is durable
 * @param confirmed the confirm button outside was pressed in this phase
 */
public record PortalRun(long sinceMs, long seq, boolean confirmed) {}
