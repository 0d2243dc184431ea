package tower.gpio;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tower.model.Check;
import tower.model.InputImage;

/**
 * Which point sits on which line of which chip, as wired. Input n of this map is point n of {@link
 * tower.model.Points}, output n is point n of {@link tower.model.OutputPoints}.
 *
 * <p>The record checks itself: chips and lines exist, no line is used twice, and what must act
 * within one exchange of the bus (stop inputs, permit, alive) is on the header.
 *
 * @param chips the header and the expanders; exactly one header, as Pi4J opens one chip a process
 * @param inputs input points by index
 * @param outputs output points by index, without permit and alive
 * @param permit the motion permit
 * @param alive the alive output, toggled once a healthy cycle
 * @param interrupts header lines that the expanders' interrupts pull; a hint to read, never a truth
 * @param board name of the board model to believe in, empty to let it be detected
 */
public record PinMap(
    List<Chip> chips,
    List<Input> inputs,
    List<Output> outputs,
    Pin permit,
    Pin alive,
    List<Pin> interrupts,
    String board) {

  /** Lines 0 to 27 come out on the header; those above belong to the board itself. */
  public static final int HEADER_LINES = 28;

  /** Lines 0 to 7 are GPA0 to GPA7, 8 to 15 are GPB0 to GPB7. */
  public static final int EXPANDER_LINES = 16;

  /** The longest debounce that still makes sense for a point of a machine, ms. */
  public static final int MAX_DEBOUNCE_MS = 5_000;

  private static final int MAX_OUTPUTS = 64;

  public PinMap {
    chips = List.copyOf(chips);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    interrupts = List.copyOf(interrupts);
    Check.that(inputs.size() <= InputImage.MAX_POINTS, "%s inputs are too many", inputs.size());
    Check.that(outputs.size() <= MAX_OUTPUTS, "%s outputs are too many", outputs.size());
    Map<String, Chip> byId = checkChips(chips);
    Map<String, String> taken = new HashMap<>();
    for (Input input : inputs) {
      take(taken, byId, input.pin(), "input " + input.name());
      Check.that(
          byId.get(input.pin().chip()) instanceof Header || input.pin().line() % 8 != 7,
          "input %s: lines 7 and 15 of an MCP23017 are outputs only (data sheet, revision D)",
          input.name());
      Check.that(
          !input.stop() || byId.get(input.pin().chip()) instanceof Header,
          "input %s stops the tower and must be on the header: an expander is read once a cycle",
          input.name());
    }
    outputs.forEach(output -> take(taken, byId, output.pin(), "output " + output.name()));
    takeOnHeader(taken, byId, permit, "the motion permit");
    takeOnHeader(taken, byId, alive, "the alive output");
    interrupts.forEach(pin -> takeOnHeader(taken, byId, pin, "an interrupt input"));
  }

  /** What carries lines. */
  public sealed interface Chip {
    /** The name by which pins and people call it. */
    String id();

    /** How many lines it has, from 0. */
    int lines();

    /** Name and place for messages. */
    String label();
  }

  /**
   * The board's own pins.
   *
   * @param gpiochip the kernel's name without /dev, such as gpiochip0
   */
  public record Header(String id, String gpiochip) implements Chip {
    public Header {
      Check.that(gpiochip.matches("gpiochip[0-9]{1,3}"), "%s is no gpiochipN", gpiochip);
    }

    @Override
    public int lines() {
      return HEADER_LINES;
    }

    @Override
    public String label() {
      return id + " (/dev/" + gpiochip + ")";
    }
  }

  /**
   * A 16-bit I2C expander.
   *
   * @param bus N of /dev/i2c-N
   * @param address 7-bit address, 0x20 to 0x27 as its three address pins allow
   */
  public record Mcp23017(String id, int bus, int address) implements Chip {
    public Mcp23017 {
      Check.that(bus >= 0 && bus <= 255, "%s: I2C bus %s", id, bus);
      Check.that(
          address >= 0x20 && address <= 0x27,
          "%s: address 0x%02x is none that an MCP23017 can have (0x20 to 0x27)",
          id,
          address);
    }

    @Override
    public int lines() {
      return EXPANDER_LINES;
    }

    @Override
    public String label() {
      return String.format("%s (MCP23017 at address 0x%02x of /dev/i2c-%d)", id, address, bus);
    }
  }

  /**
   * One line of one chip.
   *
   * @param chip the chip's id
   * @param line from 0
   * @param activeHigh true when a high level means what the point's name says
   */
  public record Pin(String chip, int line, boolean activeHigh) {}

  /**
   * An input point.
   *
   * @param debounceMs how long a new level must last before it counts, ms; 0 takes the first sample
   * @param stop true when the first open (off) sample counts at once and only closing is debounced
   */
  public record Input(String name, Pin pin, int debounceMs, boolean stop) {
    public Input {
      Check.that(
          debounceMs >= 0 && debounceMs <= MAX_DEBOUNCE_MS,
          "input %s: debounce of %s ms",
          name,
          debounceMs);
    }
  }

  /** An output point. */
  public record Output(String name, Pin pin) {}

  /** The board's own pins. */
  public Header header() {
    return chips.stream()
        .filter(Header.class::isInstance)
        .map(Header.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The expanders, as listed. */
  public List<Mcp23017> expanders() {
    return chips.stream().filter(Mcp23017.class::isInstance).map(Mcp23017.class::cast).toList();
  }

  /** True when an input is on the header, and therefore read before every exchange. */
  public boolean onHeader(int input) {
    return inputs.get(input).pin().chip().equals(header().id());
  }

  private static Map<String, Chip> checkChips(List<Chip> chips) {
    Map<String, Chip> byId = new HashMap<>();
    Set<List<Integer>> places = new HashSet<>();
    for (Chip chip : chips) {
      Check.that(byId.put(chip.id(), chip) == null, "chip %s stands twice", chip.id());
      if (chip instanceof Mcp23017 expander) {
        Check.that(
            places.add(List.of(expander.bus(), expander.address())),
            "%s: another expander has the same bus and address",
            expander.label());
      }
    }
    long headers = chips.stream().filter(Header.class::isInstance).count();
    Check.that(headers == 1, "%s headers: one board has one", headers);
    return byId;
  }

  private static void take(
      Map<String, String> taken, Map<String, Chip> chips, Pin pin, String user) {
    Chip chip = chips.get(pin.chip());
    if (chip == null) {
      throw new IllegalArgumentException(user + ": there is no chip " + pin.chip());
    }
    Check.that(
        pin.line() >= 0 && pin.line() < chip.lines(),
        "%s: %s has no line %s, only 0 to %s",
        user,
        chip.label(),
        pin.line(),
        chip.lines() - 1);
    String before = taken.put(pin.chip() + " " + pin.line(), user);
    Check.that(
        before == null, "%s: line %s of %s is taken by %s", user, pin.line(), pin.chip(), before);
  }

  private static void takeOnHeader(
      Map<String, String> taken, Map<String, Chip> chips, Pin pin, String user) {
    take(taken, chips, pin, user);
    Check.that(chips.get(pin.chip()) instanceof Header, "%s must be on the header", user);
  }
}
