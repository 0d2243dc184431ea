package tower.loop;

/**
 * The relay behind the alive output, without which no motor has torque. It is retriggerable, set to
 * hold for 300 ms.
 */
final class Relay {
  /** Less than it holds. */
  private static final long LIMIT_NANOS = 250_000_000L;

  private final Ports ports;
  private long fedNanos;
  private boolean alive;

  Relay(Ports ports) {
    this.ports = ports;
    this.fedNanos = ports.time().nanos();
  }

  /**
   * True for whoever has not looked, or fed it, for so long: he may find a relay that has dropped,
   * axes that have stopped by themselves, and doors that anybody has opened and shut again; and to
   * feed that relay would set going again what it has stopped.
   */
  static boolean mayHaveDropped(long nanos) {
    return nanos > LIMIT_NANOS;
  }

  /**
   * Only a full healthy cycle feeds it: a loop that hangs or dies takes the torque away, and so
   * does a chip that no longer answers, because its outputs stay as they were. A relay that may
   * have dropped under a permit is not fed before the tower has taken the permit away.
   *
   * @param permit whether the motion permit is given
   * @return why the tower must take the permit away, empty for nothing
   */
  String feed(boolean permit) {
    if (!ports.inputs().trouble().isEmpty() || !ports.outputs().trouble().isEmpty()) {
      return "";
    }
    long now = ports.time().nanos();
    long gap = now - fedNanos;
    if (permit && mayHaveDropped(gap)) {
      return "the relay was not fed for "
          + gap / 1_000_000
          + " ms: the cycle was held up, or its line is too slow";
    }
    fedNanos = now;
    alive = !alive;
    ports.outputs().alive(alive);
    return "";
  }
}
