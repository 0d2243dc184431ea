package tower.simulator.drive;

/** The check of a Modbus RTU frame: polynomial A001h reflected, start FFFFh, low byte first. */
public final class Crc16 {
  private static final char[] TABLE = new char[256];

  static {
    for (int i = 0; i < 256; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) != 0 ? (value >>> 1) ^ 0xA001 : value >>> 1;
      }
      TABLE[i] = (char) value;
    }
  }

  private Crc16() {}

  /** The check of the first bytes. */
  public static int of(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc;
  }

  /** True when the last two of so many bytes are the check of those before. */
  public static boolean holds(byte[] frame, int length) {
    return length >= 4
        && of(frame, length - 2)
            == ((frame[length - 2] & 0xFF) | ((frame[length - 1] & 0xFF) << 8));
  }

  /** Appends the check after so many bytes; returns the new length. */
  public static int append(byte[] frame, int length) {
    int crc = of(frame, length);
    frame[length] = (byte) crc;
    frame[length + 1] = (byte) (crc >>> 8);
    return length + 2;
  }
}
