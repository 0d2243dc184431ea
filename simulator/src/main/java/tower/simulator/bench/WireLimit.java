package tower.simulator.bench;

/**
 * What a serial line can carry at most: the characters of request and reply, t3.5 before the reply
 * or the drive's own answer time where that is longer, and t3.5 behind it.
 *
 * @param baud bits per second
 * @param bits start, data, parity and stop bits of one character: 10 for 8N1, 11 for 8E1
 * @param answerMicros from the request's last bit to the reply's first
 */
record WireLimit(int baud, int bits, int answerMicros) {
  /** Unit, function, address, count, CRC. */
  private static final int READ_REQUEST = 8;

  /** Unit, function, byte count, CRC. */
  private static final int READ_REPLY = 5;

  /** Unit, function, address, count, byte count, CRC. */
  private static final int WRITE_REQUEST = 9;

  private static final int WRITE_REPLY = 8;

  double characterMicros() {
    return 1e6 * bits / baud;
  }

  /** The silence between frames: 3.5 characters up to 19,200 baud, 1.75 ms above. */
  double silenceMicros() {
    return baud > 19_200 ? 1_750 : 3.5 * characterMicros();
  }

  /** One read of so many registers, from its first bit to the next request's first. */
  double readMicros(int registers) {
    return exchangeMicros(READ_REQUEST + READ_REPLY + 2 * registers);
  }

  /** One write of so many registers. */
  double writeMicros(int registers) {
    return exchangeMicros(WRITE_REQUEST + 2 * registers + WRITE_REPLY);
  }

  /** Frame of a write to so many registers, without silence. */
  double writeFrameMicros(int registers) {
    return (WRITE_REQUEST + 2 * registers) * characterMicros();
  }

  private double exchangeMicros(int characters) {
    double answer = Math.max(answerMicros, silenceMicros());
    return characters * characterMicros() + answer + silenceMicros();
  }

  /** Reads a second when reads of these sizes take turns. */
  double readsPerSecond(int... registers) {
    double sum = 0;
    for (int count : registers) {
      sum += readMicros(count);
    }
    return 1e6 * registers.length / sum;
  }

  /** "8N1" or "8E1". */
  String frame() {
    return bits == 11 ? "8E1" : "8N1";
  }
}
