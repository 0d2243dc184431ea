package tower.drive;

import tower.model.Check;

/**
 * One request frame, encoded once; the cyclic reads are encoded at start and sent again and again.
 *
 * <p>Only FC03 and FC16 exist here: the reply to FC06 equals its request, so that a line echo with
 * a dead drive would look like success.
 */
public final class Request {
  static final int READ = 0x03;
  static final int WRITE = 0x10;

  /** The specification's limits of registers in one frame. */
  static final int MOST_READ = 125;

  static final int MOST_WRITTEN = 123;

  private final byte[] frame;
  private final int unit;
  private final int function;
  private final int address;
  private final int count;

  private Request(byte[] frame, int unit, int function, int address, int count) {
    this.frame = frame;
    this.unit = unit;
    this.function = function;
    this.address = address;
    this.count = count;
  }

  /** FC03, read {@code count} holding registers. */
  public static Request read(int unit, int address, int count) {
    Check.that(count >= 1 && count <= MOST_READ, "cannot read %s registers at once", count);
    byte[] frame = new byte[8];
    head(frame, unit, READ, address, count);
    Crc16.append(frame, 6);
    return new Request(frame, unit, READ, address, count);
  }

  /** FC16, write the words to consecutive holding registers. */
  static Request write(int unit, int address, int... words) {
    int count = words.length;
    Check.that(count >= 1 && count <= MOST_WRITTEN, "cannot write %s registers at once", count);
    byte[] frame = new byte[9 + 2 * count];
    head(frame, unit, WRITE, address, count);
    frame[6] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      frame[7 + 2 * i] = (byte) (words[i] >>> 8);
      frame[8 + 2 * i] = (byte) words[i];
    }
    Crc16.append(frame, frame.length - 2);
    return new Request(frame, unit, WRITE, address, count);
  }

  private static void head(byte[] frame, int unit, int function, int address, int count) {
    Check.that(unit >= 1 && unit <= 247, "bus unit %s is not in 1..247", unit);
    Check.that(
        address >= 0 && address + count <= 0x10000, "register %s is not in 0..65535", address);
    frame[0] = (byte) unit;
    frame[1] = (byte) function;
    frame[2] = (byte) (address >>> 8);
    frame[3] = (byte) address;
    frame[4] = (byte) (count >>> 8);
    frame[5] = (byte) count;
  }

  /** The frame itself; not to be changed. */
  byte[] frame() {
    return frame;
  }

  int length() {
    return frame.length;
  }

  int unit() {
    return unit;
  }

  int function() {
    return function;
  }

  int address() {
    return address;
  }

  int count() {
    return count;
  }

  /** Length of the reply that answers it, CRC included; an exception's reply has 5. */
  int replyLength() {
    return replyLength(function, count);
  }

  /** Length of the good reply to a function on so many registers. */
  static int replyLength(int function, int count) {
    return function == READ ? 5 + 2 * count : 8;
  }
}
