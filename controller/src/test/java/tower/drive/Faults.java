package tower.drive;

import java.util.Arrays;
import tower.drive.FakeLine.Fault;

/** Everything that a line can do to a reply. */
final class Faults {
  private static final long MS = 1_000_000L;

  /** The drive never hears the request. */
  static final Fault DEAF = (line, q, r, at) -> {};

  /** The drive obeys, but its reply is lost. */
  static final Fault MUTE = (line, q, r, at) -> {};

  static final Fault CRC = (line, q, r, at) -> line.arrive(at, flipped(r));
  static final Fault WRONG_UNIT = (line, q, r, at) -> line.arrive(at, changed(r, 0, r[0] + 1));
  static final Fault WRONG_FUNCTION = (line, q, r, at) -> line.arrive(at, changed(r, 1, 4));
  static final Fault DUPLICATE = (line, q, r, at) -> line.arrive(at, joined(r, r));
  static final Fault JUNK_BEFORE = (line, q, r, at) -> line.arrive(at, joined(bytes(0, 255), r));
  static final Fault JUNK_AFTER = (line, q, r, at) -> line.arrive(at, joined(r, bytes(0)));
  static final Fault ECHO = (line, q, r, at) -> line.arrive(at, joined(q, r));
  static final Fault ECHO_ONLY = (line, q, r, at) -> line.arrive(at, q);

  /** A frame of the right kind that answers a shorter question. */
  static final Fault SHORT =
      (line, q, r, at) -> line.arrive(at, withCrc(bytes(r[0], r[1], 2, 0x12, 0x34)));

  /** A frame of the right kind that answers a longer question. */
  static final Fault LONG =
      (line, q, r, at) -> {
        byte[] body = new byte[27];
        body[0] = r[0];
        body[1] = r[1];
        body[2] = 24;
        line.arrive(at, withCrc(body));
      };

  private Faults() {}

  static Fault late(long millis) {
    return (line, q, r, at) -> line.arrive(at + millis * MS, r);
  }

  static Fault partial(int length) {
    return (line, q, r, at) -> line.arrive(at, Arrays.copyOf(r, length));
  }

  static Fault gap(long millis) {
    return (line, q, r, at) -> {
      line.arrive(at, Arrays.copyOf(r, r.length / 2));
      line.arrive(at + millis * MS, Arrays.copyOfRange(r, r.length / 2, r.length));
    };
  }

  /** Junk that comes when the reply is already over, but within t3.5. */
  static Fault junkSoonAfter() {
    return (line, q, r, at) -> {
      line.arrive(at, r);
      line.arrive(at + MS, (byte) 0);
    };
  }

  static Fault exception(int code) {
    return (line, q, r, at) -> line.arrive(at, withCrc(bytes(r[0], r[1] | 0x80, code)));
  }

  static Fault noise(int count, int seed) {
    return (line, q, r, at) -> {
      byte[] noise = new byte[count];
      new java.util.Random(seed).nextBytes(noise);
      line.arrive(at, noise);
    };
  }

  static Fault zeros(int count) {
    return (line, q, r, at) -> line.arrive(at, new byte[count]);
  }

  static byte[] withCrc(byte[] body) {
    byte[] frame = Arrays.copyOf(body, body.length + 2);
    Crc16.append(frame, body.length);
    return frame;
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] flipped(byte[] reply) {
    byte[] bad = reply.clone();
    bad[bad.length - 1] ^= 0x55;
    return bad;
  }

  private static byte[] changed(byte[] reply, int at, int value) {
    byte[] body = Arrays.copyOf(reply, reply.length - 2);
    body[at] = (byte) value;
    return withCrc(body);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
