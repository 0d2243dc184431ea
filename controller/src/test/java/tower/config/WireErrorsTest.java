package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wires that are well-formed and cannot be. */
class WireErrorsTest {
  @TempDir Path folder;

  @Test
  void aPinThatIsNone() {
    assertThat(
            EditedFiles.towerErrors(folder, "sensor = \"expander1:3\"", "sensor = \"expander1-3\""))
        .isEqualTo(
            """
            towers/tower.toml:17:106: bays[3].sensor: expected "chip:line" such as "expander1:3" or table, found "expander1-3"
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1-3" },
                                                                                                                       ^^^^^^
              hint: Input that sees a car in this bay.\
            """);
  }

  @Test
  void aPinTableWithoutPin() {
    assertThat(EditedFiles.towerErrors(folder, "confirm = { pin", "confirm = { pni"))
        .isEqualTo(
            """
            towers/tower.toml:38:1: portals[0].inputs.confirm: missing key `pin`
              confirm = { pni = "expander2:10", active = "low", debounce_ms = 50 } # a button to ground
              ^^^^^^^
              hint: add `pin = "expander1:3"`: Chip and line, as chip:line.

            towers/tower.toml:38:13: portals[0].inputs.confirm.pni: unknown key
              confirm = { pni = "expander2:10", active = "low", debounce_ms = 50 } # a button to ground
                          ^^^
              hint: did you mean `pin`?\
            """);
  }

  @Test
  void aChipThatIsNotThere() {
    assertThat(
            EditedFiles.towerErrors(folder, "sensor = \"expander1:3\"", "sensor = \"expnader1:3\""))
        .isEqualTo(
            """
            towers/tower.toml:17:106: bays[3].sensor: there is no chip "expnader1"
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expnader1:3" },
                                                                                                                       ^^^^^^
              hint: did you mean "expander1:3"?\
            """);
  }

  @Test
  void aLineThatTheChipHasNot() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "sensor = \"expander1:3\"", "sensor = \"expander1:16\""))
        .isEqualTo(
            """
            towers/tower.toml:17:106: bays[3].sensor: line 16 is not on expander1
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:16" },
                                                                                                                       ^^^^^^
              hint: it has the lines 0..15\
            """);
  }

  @Test
  void onePinForTwoWires() {
    assertThat(
            EditedFiles.towerErrors(folder, "sensor = \"expander1:3\"", "sensor = \"expander1:2\""))
        .isEqualTo(
            """
            towers/tower.toml:17:106: bays[3].sensor: expander1:2 is also bays[2].sensor
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:2" },
                                                                                                                       ^^^^^^
              hint: one wire a pin\
            """);
  }

  @Test
  void anInputWhereTheChipCanOnlyPutOut() {
    assertThat(
            EditedFiles.towerErrors(folder, "sensor = \"expander1:3\"", "sensor = \"expander1:7\""))
        .isEqualTo(
            """
            towers/tower.toml:17:106: bays[3].sensor: line 7 of an MCP23017 can only be an output
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:7" },
                                                                                                                       ^^^^^^
              hint: lines 7 and 15 (GPA7 and GPB7) read wrong on newer chips; use another line\
            """);
  }

  @Test
  void aBaySensorOnTheHeader() {
    assertThat(EditedFiles.towerErrors(folder, "sensor = \"expander1:3\"", "sensor = \"header:9\""))
        .isEqualTo(
            """
            towers/tower.toml:17:106: bays[3].sensor: bay.B201 must be on an expander
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "header:9" },
                                                                                                                       ^^^^^^
              hint: the header is for chain_a, chain_b, key, reset, resume, doors_locked, permit, alive\
            """);
  }

  @Test
  void aSafetyChannelOnAnExpander() {
    assertThat(
            EditedFiles.towerErrors(folder, "chain_a = \"header:5\"", "chain_a = \"expander1:11\""))
        .isEqualTo(
            """
            towers/tower.toml:91:1: inputs.chain_a: chain_a must be on the header
              chain_a = "expander1:11"
              ^^^^^^^
              hint: a stop does not wait for the I2C bus\
            """);
  }

  /** Each ms of it is taken from the time that the chain's relay has before a reset. */
  @Test
  void aResetThatIsDebouncedForTooLong() {
    String slow = "reset = { pin = \"header:19\", debounce_ms = 101 }";
    assertThat(EditedFiles.towerErrors(folder, "reset = \"header:19\"", slow))
        .isEqualTo(
            """
            towers/tower.toml:95:1: inputs.reset: reset is debounced for 101 ms, at most 100 are possible
              reset = { pin = "header:19", debounce_ms = 101 }
              ^^^^^
              hint: it would count before the safety chain's relay can be let go; give it a debounce_ms of its own\
            """);
    assertThat(EditedFiles.towerErrors(folder, "debounce_ms = 30", "debounce_ms = 150"))
        .contains("inputs.reset: reset is debounced for 150 ms");
  }

  @Test
  void aHeaderLineThatIsTheBus() {
    assertThat(EditedFiles.towerErrors(folder, "chain_a = \"header:5\"", "chain_a = \"header:2\""))
        .isEqualTo(
            """
            towers/tower.toml:91:1: inputs.chain_a: header:2 is I2C bus 1, on which an expander hangs
              chain_a = "header:2"
              ^^^^^^^
              hint: use another line\
            """);
  }

  @Test
  void anInterruptOnAnExpander() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "[{ pin = \"header:23\", active = \"low\" }]", "[\"expander1:11\"]"))
        .isEqualTo(
            """
            towers/tower.toml:83:24: gpio.header.expander_interrupts[0]: an interrupt must be on the header
              expander_interrupts = ["expander1:11"]
                                     ^^^^^^^^^^^^^^
              hint: an expander cannot wake the controller\
            """);
  }

  @Test
  void twoChipsWithOneAddress() {
    assertThat(EditedFiles.towerErrors(folder, "address = 0x21", "address = 0x20"))
        .isEqualTo(
            """
            towers/tower.toml:87:1: gpio.expanders.expander2: has the same bus and address as expander1
              expander2 = { kind = "mcp23017", bus = 1, address = 0x20 } # portal
              ^^^^^^^^^
              hint: set the chip's address pins to another address\
            """);
  }
}
