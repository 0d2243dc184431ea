package tower.gpio;

import java.util.ArrayList;
import java.util.List;
import tower.gpio.PinMap.Chip;
import tower.gpio.PinMap.Header;
import tower.gpio.PinMap.Input;
import tower.gpio.PinMap.Mcp23017;
import tower.gpio.PinMap.Output;
import tower.gpio.PinMap.Pin;

/** Pin maps to start from, as a technician would wire them. */
final class Maps {
  static final Header HEADER = new Header("header", "gpiochip0");
  static final Mcp23017 BAYS = new Mcp23017("expander1", 1, 0x20);
  static final Mcp23017 DOORS = new Mcp23017("expander2", 1, 0x21);

  final List<Chip> chips = new ArrayList<>();
  final List<Input> inputs = new ArrayList<>();
  final List<Output> outputs = new ArrayList<>();
  final List<Pin> interrupts = new ArrayList<>();
  Pin permit = new Pin("header", 20, true);
  Pin alive = new Pin("header", 21, true);

  /** Only the header, no points. */
  static Maps empty() {
    Maps maps = new Maps();
    maps.chips.add(HEADER);
    return maps;
  }

  /**
   * Inputs 0 chain (stop, line 5), 1 reset (active low, line 6), 2 to 15 fourteen bays on expander1
   * (active low), 16 and 17 door switches on expander2; outputs 0 and 1 there too, 1 active low.
   */
  static Maps small() {
    Maps maps = empty();
    maps.chips.add(BAYS);
    maps.chips.add(DOORS);
    maps.inputs.add(new Input("chain_a", new Pin("header", 5, true), 20, true));
    maps.inputs.add(new Input("reset", new Pin("header", 6, false), 20, false));
    for (int bay = 0; bay < 14; bay++) {
      int line = bay < 7 ? bay : bay + 1;
      maps.inputs.add(new Input("bay_" + bay, new Pin("expander1", line, false), 100, false));
    }
    maps.inputs.add(new Input("door_closed", new Pin("expander2", 0, true), 20, false));
    maps.inputs.add(new Input("door_open", new Pin("expander2", 8, false), 20, false));
    maps.outputs.add(new Output("door_opens", new Pin("expander2", 7, true)));
    maps.outputs.add(new Output("door_closes", new Pin("expander2", 15, false)));
    maps.interrupts.add(new Pin("header", 17, false));
    return maps;
  }

  Maps input(String name, Pin pin, int debounceMs, boolean stop) {
    inputs.add(new Input(name, pin, debounceMs, stop));
    return this;
  }

  PinMap build() {
    return new PinMap(chips, inputs, outputs, permit, alive, interrupts, "");
  }
}
