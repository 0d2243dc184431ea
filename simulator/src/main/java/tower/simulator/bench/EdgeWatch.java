package tower.simulator.bench;

import tower.simulator.line.LineWatch;

/**
 * Looks on the line for the stop that follows an edge. Stop frames are writes of "quick stop" to
 * the controlword; the stop is over when another request follows. Used under the plant's lock only.
 */
final class EdgeWatch implements LineWatch {
  private static final int WRITE = 0x10;
  private static final int QUICK_STOP = 2;

  private final int controlword;
  private final long byteNanos;
  private final long silenceNanos;

  private long lastReplyEnd;
  private long requestBegan;
  private long longestExchange;
  private long longestStopAnswer;

  private boolean armed;
  private long edge;
  private long busyUntil;
  private int missedLooks;
  private int frames;
  private long frameEnd;
  private long answers;
  private long answerOfLast;

  /**
   * Watches a line.
   *
   * @param controlword its address on the wire
   */
  EdgeWatch(int controlword, long byteNanos, long silenceNanos) {
    this.controlword = controlword;
    this.byteNanos = byteNanos;
    this.silenceNanos = silenceNanos;
  }

  /**
   * What followed one edge.
   *
   * @param frames stop frames on the line
   * @param nanos from the edge to the last byte of the last one
   * @param overNanos of these, what the line's own time does not explain: exchange in flight,
   *     silence, stop frames and the drives' answers between them
   * @param missedLooks exchanges that began after the edge; one may have just missed it
   */
  record Stop(int frames, long nanos, long overNanos, int missedLooks) {}

  /** The chain has just opened. */
  void edge(long nanos) {
    armed = true;
    edge = nanos;
    busyUntil = lastReplyEnd;
    missedLooks = 0;
    frames = 0;
    answers = 0;
    answerOfLast = 0;
  }

  @Override
  public void request(long nanos, byte[] bytes, int length) {
    requestBegan = nanos;
    if (!armed) {
      return;
    }
    if (isStop(bytes, length)) {
      answers += answerOfLast;
      answerOfLast = 0;
      frames++;
      frameEnd = nanos + length * byteNanos;
    } else if (frames > 0) {
      armed = false;
    } else {
      missedLooks++;
    }
  }

  @Override
  public void reply(long nanos, byte[] bytes, int length) {
    lastReplyEnd = nanos;
    if (armed && frames > 0) {
      answerOfLast = nanos - frameEnd;
      longestStopAnswer = Math.max(longestStopAnswer, answerOfLast);
      return;
    }
    longestExchange = Math.max(longestExchange, nanos - requestBegan);
    if (armed) {
      busyUntil = nanos;
    }
  }

  private boolean isStop(byte[] b, int length) {
    return length >= 11
        && b[1] == WRITE
        && (((b[2] & 0xFF) << 8) | (b[3] & 0xFF)) == controlword
        && b[length - 3] == QUICK_STOP;
  }

  /** True when a stop was seen and something else has followed it. */
  boolean over() {
    return !armed && frames > 0;
  }

  /** The stop that is {@link #over}. */
  Stop stop(int frameBytes) {
    long begins = Math.max(edge, busyUntil + silenceNanos);
    long own = (long) frames * frameBytes * byteNanos + (frames - 1) * silenceNanos + answers;
    return new Stop(frames, frameEnd - edge, frameEnd - begins - own, missedLooks);
  }

  /** From the first bit of a request to the last of its reply, the longest seen. */
  long longestExchange() {
    return longestExchange;
  }

  /** From a stop frame's last bit to its reply's last, the longest seen. */
  long longestStopAnswer() {
    return longestStopAnswer;
  }
}
