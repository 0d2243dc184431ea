package tower.simulator.drive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tower.model.DriveProfile;
import tower.model.Register;

/** Which parameter stands behind which wire address of a drive. */
final class RegisterTable {
  private static final int ADDRESSES = 0x10000;

  private final @Nullable Register[] first = new Register[ADDRESSES];
  private final boolean[] known = new boolean[ADDRESSES];
  private final int words;
  private final boolean highWordFirst;

  RegisterTable(DriveProfile profile) {
    words = profile.wordsPerValue();
    highWordFirst = profile.highWordFirst();
    profile
        .registers()
        .keySet()
        .forEach(register -> {
          int address = profile.wireAddress(register);
          first[address] = register;
          Arrays.fill(known, address, address + words, true);
        });
  }

  /** Registers a parameter takes. */
  int words() {
    return words;
  }

  /** True when every register of the run exists. */
  boolean exists(int address, int count) {
    if (address + count > ADDRESSES) {
      return false;
    }
    for (int i = address; i < address + count; i++) {
      if (!known[i]) {
        return false;
      }
    }
    return true;
  }

  /** The parameter that begins at the address, null in the middle of one or where none is. */
  @Nullable Register at(int address) {
    return first[address];
  }

  /** Writes a value's words, high byte first each, as this drive orders them. */
  int encode(int value, byte[] into, int offset) {
    if (words == 1) {
      return word(value, into, offset);
    }
    int high = value >>> 16;
    int next = word(highWordFirst ? high : value, into, offset);
    return word(highWordFirst ? value : high, into, next);
  }

  /** Reads a value's words. */
  int decode(byte[] from, int offset) {
    int one = ((from[offset] & 0xFF) << 8) | (from[offset + 1] & 0xFF);
    if (words == 1) {
      return (short) one;
    }
    int other = ((from[offset + 2] & 0xFF) << 8) | (from[offset + 3] & 0xFF);
    return highWordFirst ? (one << 16) | other : (other << 16) | one;
  }

  private static int word(int value, byte[] into, int offset) {
    into[offset] = (byte) (value >>> 8);
    into[offset + 1] = (byte) value;
    return offset + 2;
  }
}
