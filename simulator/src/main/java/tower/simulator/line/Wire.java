package tower.simulator.line;

import java.util.ArrayList;
import java.util.List;
import tower.drive.SerialLink;
import tower.simulator.drive.DriveSlave;
import tower.simulator.world.Chance;
import tower.simulator.world.Incarnation;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * The copper: it outlives the processes that talk on it. One request at a time is on its way to the
 * drives; whatever comes back waits in a ring, every byte with the time of its last bit.
 */
public final class Wire {
  private static final int RING = 4096;

  private final World world;
  private final long byteNanos;
  private final long answerMin;
  private final int answerSpread;
  private final Chance answers;
  private final Timer arrival;
  private final Replies replies;
  private final List<DriveSlave> slaves = new ArrayList<>();
  private final List<LineWatch> watches = new ArrayList<>();
  private LinePolicy policy = LinePolicy.SOUND;
  private boolean plugged = true;

  private final byte[] request = new byte[DriveSlave.MAX_FRAME];
  private int requestLength;
  private long requestEnds;
  private boolean garbled;

  private final byte[] reply = new byte[2 * DriveSlave.MAX_FRAME];
  private final byte[] ring = new byte[RING];
  private final long[] ringTime = new long[RING];
  private int head;
  private int tail;
  private long lastByteAt;
  private long busyUntil;

  private long requests;
  private long bytes;

  /**
   * A line with no drives yet.
   *
   * @param baud bits per second
   * @param bitsPerByte 11 for 8E1, 10 for 8N1
   * @param answerMinMicros a drive answers after at least this time
   * @param answerMaxMicros and at most this
   */
  public Wire(World world, int baud, int bitsPerByte, int answerMinMicros, int answerMaxMicros) {
    this.world = world;
    byteNanos = World.SECOND * bitsPerByte / baud;
    answerMin = answerMinMicros * 1000L;
    answerSpread = Math.max(1, (answerMaxMicros - answerMinMicros) * 1000);
    answers = world.chance("answer times");
    arrival = world.timer(this::arrived);
    replies = new Replies(world.chance("line junk"));
  }

  /** Connects a drive; two drives may have one address, as on a badly wired line. */
  public void connect(DriveSlave slave) {
    slaves.add(slave);
  }

  /** Other drives hang on the line that the adapter is plugged into. */
  public void drives(List<DriveSlave> others) {
    slaves.clear();
    slaves.addAll(others);
  }

  /** Who decides on faults from now on. */
  public void policy(LinePolicy newPolicy) {
    policy = newPolicy;
  }

  /** Shows every frame to somebody. */
  public void watch(LineWatch watch) {
    watches.add(watch);
  }

  /** Pulls the adapter out of the board, or puts it back. */
  public void plugged(boolean in) {
    plugged = in;
    head = tail;
    world.trace(0x9001, in ? 1 : 0);
  }

  /** True while the adapter is in the board. */
  public boolean plugged() {
    return plugged;
  }

  /** The serial port of a process. */
  public SerialLink link(Incarnation life) {
    return new VirtualLine(this, life, new Polls(slaves));
  }

  /** How many requests were put on the line. */
  public long requests() {
    return requests;
  }

  /** How many bytes went over the line, both ways. */
  public long bytes() {
    return bytes;
  }

  /** How long a byte takes. */
  public long byteNanos() {
    return byteNanos;
  }

  // The master's side.

  void send(byte[] from, int length) {
    long now = world.nanos();
    requests++;
    bytes += length;
    for (int i = 0; i < watches.size(); i++) {
      watches.get(i).request(now, from, length);
    }
    world.trace(0x9000, traceOf(from, length));
    if (arrival.pending() && now < requestEnds) {
      append(from, length); // more of the same frame, as far as the drives can tell
      return;
    }
    System.arraycopy(from, 0, request, 0, Math.min(length, request.length));
    requestLength = Math.min(length, request.length);
    requestEnds = now + length * byteNanos;
    garbled = collides(now);
    arrival.set(requestEnds);
  }

  /** Bytes that have arrived by now; when none have, 0. */
  int take(byte[] into, int offset) {
    long now = world.nanos();
    int count = 0;
    while (head != tail && ringTime[head] <= now && offset + count < into.length) {
      into[offset + count++] = ring[head];
      head = (head + 1) & (RING - 1);
    }
    return count;
  }

  /**
   * Until when to wait for a piece to be complete: the end of the bytes that follow one another.
   */
  long pieceEnds() {
    if (head == tail) {
      return World.NEVER;
    }
    int i = head;
    long at = ringTime[i];
    for (int next = (i + 1) & (RING - 1);
        next != tail && ringTime[next] <= at + 2 * byteNanos;
        next = (i + 1) & (RING - 1)) {
      i = next;
      at = ringTime[i];
    }
    return at;
  }

  /** When the next byte has arrived, {@link World#NEVER} for none on the way. */
  long nextByte() {
    return head == tail ? World.NEVER : ringTime[head];
  }

  void discard() {
    long now = world.nanos();
    while (head != tail && ringTime[head] <= now) {
      head = (head + 1) & (RING - 1);
    }
  }

  private static long traceOf(byte[] frame, int length) {
    long value = length;
    for (int i = Math.max(0, length - 4); i < length; i++) {
      value = (value << 8) | (frame[i] & 0xFF);
    }
    return value * 31 + frame[0] * 17L + (length > 1 ? frame[1] : 0);
  }

  private void append(byte[] from, int length) {
    int room = Math.min(length, request.length - requestLength);
    System.arraycopy(from, 0, request, requestLength, room);
    requestLength += room;
    requestEnds += length * byteNanos;
    arrival.set(requestEnds);
  }

  /** A reply still on its way is spoilt by the request, and spoils it. */
  private boolean collides(long now) {
    if (head == tail || lastByteAt <= now) {
      return false;
    }
    boolean hit = false;
    for (int i = head; i != tail; i = (i + 1) & (RING - 1)) {
      if (ringTime[i] > now && ringTime[i] - byteNanos < requestEnds) {
        ring[i] ^= 0x5A;
        hit = true;
      }
    }
    return hit;
  }

  // The drives' side.

  private void arrived() {
    if (garbled || !plugged) {
      return;
    }
    LineFault fault = policy.next(request[0] & 0xFF, requestLength > 1 ? request[1] & 0xFF : 0);
    if (fault.kind() == LineFault.Kind.DEAF) {
      return;
    }
    for (int i = 0; i < slaves.size(); i++) {
      int length = slaves.get(i).answer(request, requestLength, reply);
      if (length > 0) {
        long answer = answerMin + answers.below(answerSpread);
        long begins = Math.max(world.nanos(), busyUntil) + answer;
        if (fault.kind() == LineFault.Kind.OK) {
          put(reply, 0, length, begins);
        } else {
          world.trace(0x9002, fault.kind().name().hashCode() + (long) fault.number());
          replies.spoil(this, fault, begins, request, requestLength, reply, length);
        }
      }
    }
  }

  /** The drive does nothing else until then. */
  void busyUntil(long nanos) {
    busyUntil = nanos;
  }

  /** Puts bytes on their way to the master, the first bit at the given time; returns their end. */
  long put(byte[] from, int offset, int length, long begins) {
    if (begins < lastByteAt && head != tail) {
      return putAmong(from, offset, length, begins);
    }
    long at = begins;
    for (int i = 0; i < length; i++) {
      at += byteNanos;
      ring[tail] = from[offset + i];
      ringTime[tail] = at;
      tail = (tail + 1) & (RING - 1);
    }
    lastByteAt = at;
    bytes += length;
    for (int i = 0; i < watches.size(); i++) {
      watches.get(i).reply(at, from, length);
    }
    return at;
  }

  /** Two talk at once: where their bytes meet, both are spoilt. */
  private long putAmong(byte[] from, int offset, int length, long begins) {
    long at = begins;
    for (int i = 0; i < length; i++) {
      at += byteNanos;
      int place = tail;
      boolean met = false;
      for (int j = head; j != tail; j = (j + 1) & (RING - 1)) {
        if (Math.abs(ringTime[j] - at) < byteNanos) {
          ring[j] = (byte) (ring[j] ^ (from[offset + i] | 1));
          met = true;
        }
      }
      if (!met) {
        tail = (tail + 1) & (RING - 1);
        while (place != head && ringTime[(place - 1) & (RING - 1)] > at) {
          int before = (place - 1) & (RING - 1);
          ring[place] = ring[before];
          ringTime[place] = ringTime[before];
          place = before;
        }
        ring[place] = from[offset + i];
        ringTime[place] = at;
      }
    }
    lastByteAt = Math.max(lastByteAt, at);
    bytes += length;
    return at;
  }
}
