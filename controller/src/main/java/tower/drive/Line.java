package tower.drive;

import java.io.IOException;
import tower.model.Time;

/**
 * One transaction after the other on the line: silence before, request, reply, silence behind, and
 * quarantine after every doubtful one.
 */
public final class Line {
  /** Longer than any frame, so that too long a reply shows as such. */
  private final byte[] in = new byte[512];

  private final SerialLink link;
  private final Time time;
  private final BusSettings settings;
  private final long gapNanos;
  private final long silenceNanos;
  private final long quarantineNanos;

  private long lastByteNanos;
  private long quarantineUntil;
  private boolean quarantined;
  private String doubt = "";
  private long exchanges;
  private long doubtful;

  /**
   * A line that is not open yet.
   *
   * @param minGapMicros silence on top of t3.5 that the slowest drive on the line asks for
   * @param longestAnswerMs the longest documented answer time of the drives on it
   */
  public Line(
      SerialLink link, Time time, BusSettings settings, int minGapMicros, int longestAnswerMs) {
    this.link = link;
    this.time = time;
    this.settings = settings;
    this.silenceNanos = settings.silenceNanos();
    this.gapNanos = silenceNanos + minGapMicros * 1_000L;
    this.quarantineNanos = Math.max(settings.quarantineMs(), longestAnswerMs) * 1_000_000L;
  }

  /** Opens the port and begins with a quarantine: what is still under way is not for us. */
  public void open() throws IOException {
    link.open();
    lastByteNanos = time.nanos();
    beginQuarantine();
  }

  boolean isOpen() {
    return link.isOpen();
  }

  /** Closes the port; harmless when closed. */
  public void close() {
    link.close();
  }

  /** True while the line must stay silent; what arrived meanwhile is thrown away at the end. */
  public boolean quarantined() throws IOException {
    if (quarantined && time.nanos() >= quarantineUntil) {
      link.discardInput();
      quarantined = false;
    }
    return quarantined;
  }

  /** An ordinary exchange; not to be called in quarantine. */
  public Outcome exchange(Request request) throws IOException {
    exchanges++;
    // A byte that nobody asked for belongs to no reply of ours: whose is the next one then?
    if (link.read(in, 0, time.nanos()) > 0) {
      return doubt("bytes came unasked");
    }
    return transact(request, settings.timeoutMs() * 1_000_000L);
  }

  /** A stop: ignores the quarantine and waits only briefly, because other drives wait behind it. */
  Outcome urgent(Request request) throws IOException {
    exchanges++;
    link.discardInput();
    return transact(request, stopAnswerNanos(request));
  }

  private long stopAnswerNanos(Request request) {
    return settings.stopAnswerMs() * 1_000_000L + settings.characterNanos(request.replyLength());
  }

  private Outcome transact(Request request, long answerNanos) throws IOException {
    long now = time.nanos();
    if (now < lastByteNanos + gapNanos) {
      time.sleepUntil(lastByteNanos + gapNanos);
      now = time.nanos();
    }
    lastByteNanos = now + settings.characterNanos(request.length());
    link.write(request.frame(), request.length());
    long deadline = lastByteNanos + answerNanos;
    int length = 0;
    Reply.Verdict verdict = Reply.Verdict.MORE;
    while (verdict == Reply.Verdict.MORE) {
      int got = link.read(in, length, deadline);
      if (got == 0) {
        return doubt(length == 0 ? "no answer in time" : verdict.text());
      }
      length += got;
      lastByteNanos = Math.max(lastByteNanos, time.nanos());
      verdict = Reply.judge(request, in, length);
    }
    boolean framed = verdict == Reply.Verdict.ANSWER || verdict == Reply.Verdict.EXCEPTION;
    // The reply is over only when t3.5 of silence has passed, which the next request needs anyway.
    // One look at its end is enough, and many would cost as much processor time as the rest.
    if (framed) {
      time.sleepUntil(lastByteNanos + silenceNanos);
    }
    if (framed && link.read(in, length, time.nanos()) > 0) {
      framed = false;
      verdict = Reply.Verdict.EXTRA_BYTES;
    }
    if (!framed) {
      return doubt(verdict.text());
    }
    return verdict == Reply.Verdict.ANSWER ? Outcome.ANSWERED : Outcome.REFUSED;
  }

  private Outcome doubt(String text) {
    doubt = text;
    doubtful++;
    beginQuarantine();
    return Outcome.DOUBTFUL;
  }

  private void beginQuarantine() {
    quarantineUntil = time.nanos() + quarantineNanos;
    quarantined = true;
  }

  /** Register {@code index} of the last answered read. */
  public int word(int index) {
    return ((in[3 + 2 * index] & 0xFF) << 8) | (in[4 + 2 * index] & 0xFF);
  }

  /** The code of the last refused exchange. */
  int exceptionCode() {
    return in[2] & 0xFF;
  }

  /** Why the last doubtful exchange was doubtful. */
  String doubt() {
    return doubt;
  }

  long exchanges() {
    return exchanges;
  }

  long doubtful() {
    return doubtful;
  }
}
