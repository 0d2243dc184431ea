package tower.drive;

/** The CRC of Modbus RTU: polynomial 0xA001 reflected, start 0xFFFF, low byte first on the wire. */
final class Crc16 {
  private static final int[] TABLE = table();

  private Crc16() {}

  /** The CRC over {@code length} bytes from {@code from}. */
  static int of(byte[] bytes, int from, int length) {
    int crc = 0xFFFF;
    for (int i = from; i < from + length; i++) {
      crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc;
  }

  /** Puts the CRC of the first {@code length} bytes behind them. */
  static void append(byte[] bytes, int length) {
    int crc = of(bytes, 0, length);
    bytes[length] = (byte) crc;
    bytes[length + 1] = (byte) (crc >>> 8);
  }

  /** True when the last two of {@code length} bytes are the CRC of those before them. */
  static boolean holds(byte[] bytes, int length) {
    int crc = of(bytes, 0, length - 2);
    return (bytes[length - 2] & 0xFF) == (crc & 0xFF) && (bytes[length - 1] & 0xFF) == crc >>> 8;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xA001;
      }
      table[i] = crc;
    }
    return table;
  }
}
