package tower.simulator.check;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.model.AxisSpec;
import tower.model.DriveProfile;
import tower.model.Register;

/**
 * A write on the wire, read with the drive's own register list.
 *
 * @param axis the axis whose drive it is meant for
 * @param values what is written
 */
public record Frame(AxisSpec axis, Map<Register, Integer> values) {
  private static final int WRITE_ONE = 6;
  private static final int WRITE_MANY = 16;

  /** Enable operation with the start bit: a new set-point, or homing. */
  private static final int START = 0x1F;

  private static final int ENABLE = 0x0F;
  private static final int QUICK_STOP_BIT = 0x04;

  /** True when the bytes are a write at all: cheap, for every request passes here. */
  public static boolean isWrite(byte[] bytes, int length) {
    return length >= 8 && (bytes[1] == WRITE_MANY || bytes[1] == WRITE_ONE);
  }

  /** Reads it. */
  public static Frame of(AxisSpec axis, DriveProfile drive, byte[] bytes) {
    Map<Register, Integer> values = new EnumMap<>(Register.class);
    int address = word(bytes, 2);
    int words = bytes[1] == WRITE_ONE ? 1 : word(bytes, 4);
    int data = bytes[1] == WRITE_ONE ? 4 : 7;
    int each = drive.wordsPerValue();
    for (Register register : Register.values()) {
      int at = drive.wireAddress(register) - address;
      if (at >= 0 && at + each <= words) {
        values.put(register, value(drive, bytes, data + 2 * at));
      }
    }
    return new Frame(axis, values);
  }

  private static int value(DriveProfile drive, byte[] bytes, int at) {
    if (drive.wordsPerValue() == 1) {
      return (short) word(bytes, at);
    }
    int first = word(bytes, at);
    int second = word(bytes, at + 2);
    return drive.highWordFirst() ? (first << 16) | second : (second << 16) | first;
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  /** The value written to a parameter, null when it is not in the frame. */
  public @Nullable Integer value(Register register) {
    return values.get(register);
  }

  /** True for a controlword that gives torque. */
  public boolean enables() {
    Integer word = value(Register.CONTROLWORD);
    return word != null && (word & ENABLE) == ENABLE;
  }

  /** True for a controlword that starts a move or a homing. */
  public boolean starts() {
    Integer word = value(Register.CONTROLWORD);
    return word != null && (word & START) == START;
  }

  /** True for a controlword that stops the axis, whatever it does. */
  public boolean stops() {
    Integer word = value(Register.CONTROLWORD);
    return word != null && (word & (QUICK_STOP_BIT | 0x80)) == 0;
  }
}
