package tower.gpio;

import com.pi4j.io.i2c.I2C;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tower.model.OutputImage;

/**
 * One MCP23017. Register numbers are those of IOCON.BANK = 0 (data sheet DS20001952C, table 3-5).
 *
 * <p>What makes its levels trustworthy: every scan reads inputs and settings in one transfer, and
 * the settings include IOCON, which is neither its reset value (0x00) nor what an empty or stuck
 * bus gives (0xff, 0x00). Levels count only when every setting that came with them is right.
 * Sixteen high inputs are sixteen high inputs then, and a chip that was reset, or a bus that reads
 * all ones, is a fault of the chip and never sixteen occupied bays.
 *
 * <p>A chip in fault is set up afresh, once a second at most, with all outputs off.
 */
final class Expander {
  private static final int IODIR = 0x00;
  private static final int IPOL = 0x02;
  private static final int GPINTEN = 0x04;
  private static final int IOCON = 0x0A;
  private static final int GPPU = 0x0C;
  private static final int INTF = 0x0E;
  private static final int GPIO = 0x12;
  private static final int OLAT = 0x14;
  private static final int REGISTERS = 0x16;

  /** INTA and INTB act as one (MIRROR) and only ever pull low (ODR): chips may share one line. */
  private static final int IOCON_SETTING = 0x44;

  /** Most scans read IOCON onwards, this many-th reads the directions and polarities too. */
  private static final int WHOLE_EVERY = 20;

  private final PinMap.Mcp23017 chip;
  private final I2C device;
  private final ExpanderBus bus;
  private final ExpanderLines lines;
  private final byte[] expected = new byte[REGISTERS];
  private final byte[] read = new byte[REGISTERS];
  private final byte[] scrap = new byte[1];

  private boolean working;
  private long retryAtMs = Long.MIN_VALUE;
  private int scans;
  private String trouble = "";

  Expander(PinMap.Mcp23017 chip, PinMap map, I2C device, ExpanderBus bus) {
    this.chip = chip;
    this.device = device;
    this.bus = bus;
    lines = new ExpanderLines(map, chip);
    putWord(IODIR, ~lines.outputMask());
    putWord(GPINTEN, lines.inputMask());
    putWord(IOCON, IOCON_SETTING | (IOCON_SETTING << 8));
    putWord(GPPU, lines.pullUpMask());
    putWord(OLAT, lines.offLevels());
  }

  /** What is wrong and what to do about it, empty while the chip works. */
  String trouble() {
    return trouble;
  }

  /** Reads the chip's inputs; they become invalid when it does not answer as it should. */
  void scan(Levels into) {
    if (ready() && readTwiceAtMost()) {
      trouble = "";
      lines.levels(word(read, GPIO), into);
    } else {
      lines.invalidate(into);
    }
  }

  /** Writes the chip's outputs if they changed; a chip in fault keeps them off when it is back. */
  void write(OutputImage image) {
    int levels = lines.levels(image);
    if (!working || !lines.hasOutputs() || levels == word(expected, OLAT)) {
      return;
    }
    if (send(OLAT, levels)) {
      putWord(OLAT, levels);
    }
  }

  /** Switches all outputs off, as the last thing before the process ends. */
  void off() {
    if (working && lines.hasOutputs()) {
      send(OLAT, lines.offLevels());
    }
  }

  private boolean ready() {
    if (working && bus.rests()) {
      fault("is not asked, because its bus hangs; look at the faults of the other chips");
    }
    return working || (bus.time.millis() >= retryAtMs && !bus.rests() && setUp());
  }

  /** Latches first, directions last, so that no output is on before it was told to be. */
  private boolean setUp() {
    putWord(OLAT, lines.offLevels());
    scans = 0;
    working =
        send(OLAT, word(expected, OLAT))
            && sendRange(IPOL, INTF)
            && send(IODIR, word(expected, IODIR));
    return working;
  }

  /** One disturbed transfer is no fault of the chip, two in a row are. */
  private boolean readTwiceAtMost() {
    int from = scans % WHOLE_EVERY == 0 ? 0 : IOCON;
    scans++;
    String wrong = readFrom(from);
    if (!wrong.isEmpty() && !bus.rests()) {
      wrong = readFrom(from);
    }
    if (!wrong.isEmpty()) {
      fault(wrong);
    }
    return wrong.isEmpty();
  }

  /** Empty when every setting is right, otherwise what is wrong and what to do about it. */
  private String readFrom(int from) {
    long started = bus.time.nanos();
    int count;
    try {
      count = device.readRegister(from, read, from, REGISTERS - from);
    } catch (RuntimeException e) {
      return silent(started, e);
    }
    return count == REGISTERS - from ? wrongSetting(from) : silent(started, null);
  }

  private String wrongSetting(int from) {
    int wrong = Arrays.mismatch(read, from, INTF, expected, from, INTF);
    if (wrong < 0 && word(read, OLAT) == word(expected, OLAT)) {
      return "";
    }
    if (allOnes(from)) {
      return "reads all ones; check that it is there, its supply and the pull-ups of SDA";
    }
    int register = wrong >= 0 ? from + (wrong & ~1) : OLAT;
    return String.format(
        "has lost its settings (register 0x%02x reads 0x%04x instead of 0x%04x): it was reset or"
            + " disturbed; check its supply, its RESET pin and the shielding",
        register, word(read, register), word(expected, register));
  }

  private boolean allOnes(int from) {
    for (int register = from; register < REGISTERS; register++) {
      if (read[register] != -1) {
        return false;
      }
    }
    return true;
  }

  private boolean send(int register, int word) {
    byte[] bytes = new byte[3];
    bytes[0] = (byte) register;
    bytes[1] = (byte) word;
    bytes[2] = (byte) (word >> 8);
    return transfer(bytes);
  }

  private boolean sendRange(int from, int to) {
    byte[] bytes = new byte[1 + to - from];
    bytes[0] = (byte) from;
    System.arraycopy(expected, from, bytes, 1, to - from);
    return transfer(bytes);
  }

  /**
   * Writes as the first half of a combined transfer whose second half reads one byte that nobody
   * needs. Pi4J's own write goes to the address that the file was last set to, and Pi4J notes that
   * address before the kernel has agreed: after one refusal the bytes would reach another chip. A
   * combined transfer carries the address in each message. The next scan proves what was written.
   */
  private boolean transfer(byte[] registerAndData) {
    long started = bus.time.nanos();
    try {
      if (device.readRegister(registerAndData, scrap, 0, 1) == 1) {
        return true;
      }
      fault(silent(started, null));
    } catch (RuntimeException e) {
      fault(silent(started, e));
    }
    return false;
  }

  private String silent(long startedNanos, @Nullable RuntimeException cause) {
    bus.failed(startedNanos);
    return "does not answer"
        + (cause == null ? "" : " (" + Causes.innermost(cause) + ")")
        + "; check its supply, its address pins and the wiring of SDA and SCL";
  }

  private void fault(String whatAndRemedy) {
    working = false;
    retryAtMs = bus.time.millis() + ExpanderBus.RETRY_MS;
    trouble = chip.label() + " " + whatAndRemedy + "; it is asked again every second";
  }

  private void putWord(int register, int word) {
    expected[register] = (byte) word;
    expected[register + 1] = (byte) (word >> 8);
  }

  private static int word(byte[] registers, int register) {
    return (registers[register] & 0xFF) | ((registers[register + 1] & 0xFF) << 8);
  }
}
