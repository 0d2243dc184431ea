package tower.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tower.model.InputImage;

/** What wires must be besides well-formed: on a chip that is there, and one wire a pin. */
final class PinChecks {
  /** The header of the board has lines 0..27. */
  private static final int HEADER_LINES = 28;

  private static final int EXPANDER_LINES = 16;

  /** GPA7 and GPB7 of an MCP23017: since revision D of its data sheet they are outputs only. */
  private static final Set<Integer> OUTPUT_ONLY = Set.of(7, 15);

  /** SDA and SCL of I2C bus 1. */
  private static final Set<Integer> BUS_1_LINES = Set.of(2, 3);

  /**
   * Reset counts 150 ms after the safety chain was seen closed, and each ms of its own debounce is
   * taken from the time that the chain's relay has really had.
   */
  private static final int RESET_DEBOUNCE_MS = 100;

  private final View tower;
  private final Problems problems;
  private final Map<String, View> expanders;

  private PinChecks(View tower, Problems problems) {
    this.tower = tower;
    this.problems = problems;
    this.expanders = tower.get("gpio").table("expanders");
  }

  static void run(View tower, Problems problems) {
    PinChecks checks = new PinChecks(tower, problems);
    Wires wires = Wires.of(tower);
    checks.expanders();
    List<Pin> all = new ArrayList<>();
    Stream.of(wires.inputs(), wires.outputs(), wires.commands(), wires.interrupts())
        .forEach(all::addAll);
    all.forEach(checks::chip);
    checks.once(all);
    wires.inputs().forEach(checks::input);
    Stream.of(wires.inputs(), wires.outputs(), wires.commands())
        .flatMap(List::stream)
        .forEach(checks::vital);
    wires.interrupts().forEach(checks::interrupt);
    wires.inputs().stream().filter(pin -> pin.name().equals("reset")).forEach(checks::reset);
    checks.count(wires);
  }

  private void say(Pin pin, String message, String hint) {
    problems.at(pin.where().document(), pin.where().at(), message, hint);
  }

  private void expanders() {
    Map<String, String> seen = new HashMap<>();
    expanders.forEach((name, chip) -> {
      if (name.equals(TowerConfig.Gpio.HEADER)) {
        problems.at(chip.document(), chip.at(), "\"header\" is the board's own chip", "rename it");
      }
      String address = chip.number("bus") + ":" + chip.number("address");
      String before = chip.has("address") ? seen.putIfAbsent(address, name) : null;
      if (before != null) {
        problems.at(
            chip.document(),
            chip.at(),
            "has the same bus and address as " + before,
            "set the chip's address pins to another address");
      }
    });
  }

  private void chip(Pin pin) {
    if (!pin.onHeader() && !expanders.containsKey(pin.chip())) {
      List<String> known = new ArrayList<>(expanders.keySet());
      known.add(TowerConfig.Gpio.HEADER);
      say(
          pin,
          "there is no chip \"" + pin.chip() + "\"",
          Nearest.of(pin.chip(), known)
              .map(near -> "did you mean \"" + near + ":" + pin.line() + "\"?")
              .orElse("known are " + String.join(", ", known)));
      return;
    }
    int lines = pin.onHeader() ? HEADER_LINES : EXPANDER_LINES;
    if (pin.line() >= lines) {
      say(
          pin,
          "line " + pin.line() + " is not on " + pin.chip(),
          "it has the lines 0.." + (lines - 1));
    } else if (pin.onHeader() && BUS_1_LINES.contains(pin.line()) && usesBus1()) {
      say(pin, pin.wire() + " is I2C bus 1, on which an expander hangs", "use another line");
    }
  }

  private boolean usesBus1() {
    return expanders.values().stream().anyMatch(e -> e.number("bus") == 1);
  }

  private void once(List<Pin> pins) {
    Map<String, Pin> seen = new HashMap<>();
    for (Pin pin : pins) {
      Pin before = seen.putIfAbsent(pin.wire(), pin);
      if (before != null) {
        say(
            pin,
            pin.wire() + " is also " + TomlDocument.path(before.where().at()),
            "one wire a pin");
      }
    }
  }

  private void input(Pin pin) {
    if (expanders.containsKey(pin.chip()) && OUTPUT_ONLY.contains(pin.line())) {
      say(
          pin,
          "line " + pin.line() + " of an MCP23017 can only be an output",
          "lines 7 and 15 (GPA7 and GPB7) read wrong on newer chips; use another line");
    }
  }

  /** What stops the tower must not wait for I2C; what does not would cost the header a thread. */
  private void vital(Pin pin) {
    boolean vital = Wires.VITAL.contains(pin.name());
    if (vital && expanders.containsKey(pin.chip())) {
      say(pin, pin.name() + " must be on the header", "a stop does not wait for the I2C bus");
    } else if (!vital && pin.onHeader()) {
      say(
          pin,
          pin.name() + " must be on an expander",
          "the header is for " + String.join(", ", Wires.VITAL));
    }
  }

  private void reset(Pin pin) {
    View gpio = tower.get("gpio");
    long ms = pin.debounceMs().orElse(gpio.number("debounce_ms"));
    if (ms > RESET_DEBOUNCE_MS) {
      say(
          pin,
          "reset is debounced for " + ms + " ms, at most " + RESET_DEBOUNCE_MS + " are possible",
          "it would count before the safety chain's relay can be let go; give it a debounce_ms of"
              + " its own");
    }
  }

  private void interrupt(Pin pin) {
    if (!pin.onHeader()) {
      say(pin, "an interrupt must be on the header", "an expander cannot wake the controller");
    }
  }

  private void count(Wires wires) {
    if (wires.inputs().size() > InputImage.MAX_POINTS) {
      problems.at(
          tower.document(),
          tower.at(),
          wires.inputs().size() + " inputs, at most " + InputImage.MAX_POINTS + " are possible",
          "a tower of several shafts runs one controller a shaft");
    }
  }
}
