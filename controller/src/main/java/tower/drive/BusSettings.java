package tower.drive;

import tower.model.Check;

/**
 * The line as the tower's configuration describes it.
 *
 * @param baud bits per second
 * @param evenParity true for 8E1 (the reference line), false for 8N1 (pseudo-terminals)
 * @param timeoutMs from a request's last bit to its reply's last byte
 * @param quarantineMs least silence kept after a doubtful exchange; a drive whose documented answer
 *     time is longer raises it
 * @param stopAnswerMs how long a stop frame waits for its answer before the next drive is stopped
 */
public record BusSettings(
    int baud, boolean evenParity, int timeoutMs, int quarantineMs, int stopAnswerMs) {
  public BusSettings {
    Check.that(baud >= 1200 && baud <= 1_000_000, "baud %s is not in 1200..1000000", baud);
    Check.that(timeoutMs >= 5 && timeoutMs <= 1000, "time-out %s ms is not in 5..1000", timeoutMs);
    Check.that(
        quarantineMs >= timeoutMs && quarantineMs <= 5000,
        "quarantine %s ms is not in time-out..5000",
        quarantineMs);
    Check.that(
        stopAnswerMs >= 1 && stopAnswerMs <= timeoutMs,
        "stop answer time %s ms is not in 1..time-out",
        stopAnswerMs);
  }

  /** The reference line: 115,200 8E1, time-out 50 ms, quarantine 100 ms. */
  public static BusSettings reference() {
    return new BusSettings(115_200, true, 50, 100, 15);
  }

  /** The same line without parity, because even parity fails on a pseudo-terminal. */
  public BusSettings withoutParity() {
    return new BusSettings(baud, false, timeoutMs, quarantineMs, stopAnswerMs);
  }

  /** Start, data, parity and stop bits of one character. */
  public int bitsPerCharacter() {
    return evenParity ? 11 : 10;
  }

  /** How long so many characters take on the wire, rounded up. */
  public long characterNanos(int characters) {
    return (characters * (long) bitsPerCharacter() * 1_000_000_000L + baud - 1) / baud;
  }

  /** The silence that separates frames: 3.5 characters, fixed at 1.75 ms above 19,200 baud. */
  public long silenceNanos() {
    return baud > 19_200 ? 1_750_000 : (characterNanos(7) + 1) / 2;
  }
}
