package tower.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tower.gpio.PinMap.Header;
import tower.gpio.PinMap.Input;
import tower.gpio.PinMap.Mcp23017;
import tower.gpio.PinMap.Output;
import tower.gpio.PinMap.Pin;

/** A map that contradicts itself must not reach the pins: two users of one line fight silently. */
class PinMapTest {

  @Test
  void soundMapIsTakenAsItIs() {
    PinMap map = Maps.small().build();

    assertThat(map.header()).isEqualTo(Maps.HEADER);
    assertThat(map.expanders()).containsExactly(Maps.BAYS, Maps.DOORS);
    assertThat(map.onHeader(1)).isTrue();
    assertThat(map.onHeader(2)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contradictions")
  void contradictionIsRefusedByName(String says, Consumer<Maps> wrong) {
    Maps maps = Maps.small();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> {
          wrong.accept(maps);
          maps.build();
        })
        .withMessageContaining(says);
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        wrong(
            "input twice: line 5 of header is taken by input chain_a",
            m -> m.input("twice", new Pin("header", 5, false), 0, false)),
        wrong(
            "output lamp: line 0 of expander1 is taken by input bay_0",
            m -> m.outputs.add(new Output("lamp", new Pin("expander1", 0, true)))),
        wrong(
            "the alive output: line 20 of header is taken by the motion permit",
            m -> m.alive = new Pin("header", 20, true)),
        wrong(
            "an interrupt input: line 6 of header is taken by input reset",
            m -> m.interrupts.add(new Pin("header", 6, false))),
        wrong(
            "expander1 (MCP23017 at address 0x20 of /dev/i2c-1) has no line 16, only 0 to 15",
            m -> m.input("far", new Pin("expander1", 16, true), 0, false)),
        wrong(
            "header (/dev/gpiochip0) has no line 28, only 0 to 27",
            m -> m.input("far", new Pin("header", 28, true), 0, false)),
        wrong("has no line -1", m -> m.input("far", new Pin("header", -1, true), 0, false)),
        wrong(
            "input bay_a7: lines 7 and 15 of an MCP23017 are outputs only",
            m -> m.input("bay_a7", new Pin("expander1", 7, false), 0, false)),
        wrong(
            "input bay_b7: lines 7 and 15",
            m -> m.input("bay_b7", new Pin("expander1", 15, false), 0, false)),
        wrong(
            "there is no chip expander9",
            m -> m.input("lost", new Pin("expander9", 0, true), 0, false)),
        wrong(
            "the motion permit must be on the header",
            m -> m.permit = new Pin("expander2", 3, true)),
        wrong(
            "input door stops the tower and must be on the header",
            m -> m.input("door", new Pin("expander2", 3, true), 0, true)),
        wrong("0 headers", m -> m.chips.remove(Maps.HEADER)),
        wrong("2 headers", m -> m.chips.add(new Header("second", "gpiochip1"))),
        wrong("chip expander1 stands twice", m -> m.chips.add(new Mcp23017("expander1", 0, 0x22))),
        wrong(
            "another expander has the same bus and address",
            m -> m.chips.add(new Mcp23017("expander3", 1, 0x21))),
        wrong(
            "address 0x40 is none that an MCP23017 can have",
            m -> m.chips.add(new Mcp23017("expander3", 1, 0x40))),
        wrong("I2C bus -1", m -> m.chips.add(new Mcp23017("expander3", -1, 0x22))),
        wrong("/dev/mem is no gpiochipN", m -> m.chips.add(new Header("second", "/dev/mem"))),
        wrong(
            "debounce of 5001 ms",
            m -> m.inputs.add(new Input("slow", new Pin("header", 7, true), 5_001, false))),
        wrong(
            "debounce of -1 ms",
            m -> m.inputs.add(new Input("fast", new Pin("header", 7, true), -1, false))));
  }

  private static Arguments wrong(String says, Consumer<Maps> change) {
    return Arguments.of(says, change);
  }
}
