package tower.simulator.world;

/** Who wants to see everything that goes into the running hash. */
public interface TraceWatch {
  /** Nobody: every run but those that are looked at afterwards. */
  TraceWatch NOBODY = (nanos, what, value) -> {};

  /**
   * Something changed.
   *
   * @param what number of its kind
   * @param value its number
   */
  void traced(long nanos, int what, long value);
}
