package tower.core;

/**
 * What of a portal's phase is not worth the journal.
 *
 * @param sinceMs monotonic time of the phase's beginning
 * @param seq sequence of the fact that began it: no door moves before that is durable
 * @param confirmed the confirm button outside was pressed in this phase
 * @param gotOut somebody was seen beside the standing car in this phase
 */
public record PortalRun(long sinceMs, long seq, boolean confirmed, boolean gotOut) {
  /** A phase that begins now. */
  static PortalRun begun(long nowMs, long seq) {
    return new PortalRun(nowMs, seq, false, false);
  }

  /** The same phase, its time counted anew. */
  PortalRun from(long nowMs) {
    return new PortalRun(nowMs, seq, confirmed, gotOut);
  }

  /** The same phase, after the driver was seen beside the car. */
  PortalRun withDriverOut() {
    return new PortalRun(sinceMs, seq, confirmed, true);
  }
}
