package tower.simulator.demo;

/**
 * What goes over the pins' unix socket, all numbers big-endian. Request: one byte, then its
 * arguments; every request is answered.
 *
 * <ul>
 *   <li>{@link #HEADER} answers as {@link #ALL}, for the header's points only;
 *   <li>{@link #ALL} answers one byte a point (0 off, 1 on, 2 invalid, 3 not read), then a text;
 *   <li>{@link #WRITE} permit (1 byte), bits (8 bytes) answers a text;
 *   <li>{@link #PERMIT} (1 byte) and {@link #ALIVE} (1 byte) answer one byte.
 * </ul>
 *
 * A text is its length in 2 bytes and UTF-8: what is wrong with the chips, empty for nothing. A
 * second connection that begins with {@link #EDGES} gets one byte for every edge of a header point.
 */
final class PinProtocol {
  static final byte HEADER = 'H';
  static final byte ALL = 'A';
  static final byte WRITE = 'W';
  static final byte PERMIT = 'P';
  static final byte ALIVE = 'L';
  static final byte EDGES = 'E';

  static final byte OFF = 0;
  static final byte ON = 1;
  static final byte INVALID = 2;
  static final byte UNREAD = 3;

  private PinProtocol() {}
}
