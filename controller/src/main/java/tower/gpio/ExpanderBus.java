package tower.gpio;

import tower.model.Time;

/**
 * One I2C bus, as far as its time is concerned. A chip that is absent refuses within a byte's time;
 * a bus that hangs (a line held low) costs a time-out for every question, and the loop has better
 * things to do: after one such failure no chip of this bus is asked for a while.
 */
final class ExpanderBus {
  /** How long a silent chip or bus is left alone, ms. */
  static final long RETRY_MS = 1_000;

  /** A refusal takes well under 3 ms even at 100 kHz; the kernel gives a hanging bus 20 ms. */
  private static final long HANGING_NANOS = 15_000_000;

  final Time time;
  private long restsUntilMs = Long.MIN_VALUE;

  ExpanderBus(Time time) {
    this.time = time;
  }

  /** True while nobody shall ask. */
  boolean rests() {
    return time.millis() < restsUntilMs;
  }

  /** Takes note of a transfer that failed. */
  void failed(long startedNanos) {
    if (time.nanos() - startedNanos >= HANGING_NANOS) {
      restsUntilMs = time.millis() + RETRY_MS;
    }
  }
}
