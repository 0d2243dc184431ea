package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not TOML, or not the form that the schemas ask for. */
class FormErrorsTest {
  @TempDir Path folder;

  @Test
  void aWordInPlaceOfANumber() {
    assertThat(EditedFiles.towerErrors(folder, "\"B101\", level = 1", "\"B101\", level = \"nine\""))
        .isEqualTo(
            """
            towers/tower.toml:15:18: bays[1].level: expected integer, found "nine"
                { id = "B101", level = "nine", lift_mm = 2400, side = "right", depth = 1, shuttle_mm = 2600, class = "high", sensor = "expander1:1" },
                               ^^^^^
              hint: Storey; 0 is the ground floor.\
            """);
  }

  @Test
  void aFractionInPlaceOfAWholeNumber() {
    assertThat(EditedFiles.towerErrors(folder, "level = 2,", "level = 2.0,"))
        .isEqualTo(
            """
            towers/tower.toml:17:18: bays[3].level: expected integer, found 2.0
                { id = "B201", level = 2.0, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:3" },
                               ^^^^^
              hint: Storey; 0 is the ground floor.\
            """);
  }

  @Test
  void aDateInPlaceOfANumber() {
    assertThat(EditedFiles.towerErrors(folder, "level = 2,", "level = 2024-01-01,"))
        .isEqualTo(
            """
            towers/tower.toml:17:18: bays[3].level: expected integer, found 2024-01-01
                { id = "B201", level = 2024-01-01, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:3" },
                               ^^^^^
              hint: Storey; 0 is the ground floor.\
            """);
  }

  @Test
  void aMisspelledKeyIsBothUnknownAndMissing() {
    assertThat(EditedFiles.towerErrors(folder, "\"B101\", level = 1", "\"B101\", levle = 1"))
        .isEqualTo(
            """
            towers/tower.toml:15:3: bays[1]: missing key `level`
                { id = "B101", levle = 1, lift_mm = 2400, side = "right", depth = 1, shuttle_mm = 2600, class = "high", sensor = "expander1:1" },
                ^
              hint: add `level = 1`: Storey; 0 is the ground floor.

            towers/tower.toml:15:18: bays[1].levle: unknown key
                { id = "B101", levle = 1, lift_mm = 2400, side = "right", depth = 1, shuttle_mm = 2600, class = "high", sensor = "expander1:1" },
                               ^^^^^
              hint: did you mean `level`?\
            """);
  }

  @Test
  void aKeyThatNobodyReads() {
    assertThat(
            EditedFiles.towerErrors(
                folder,
                "sensor = \"expander1:1\" },",
                "sensor = \"expander1:1\", max_height_mm = 3 },"))
        .isEqualTo(
            """
            towers/tower.toml:15:131: bays[1].max_height_mm: unknown key
                { id = "B101", level = 1, lift_mm = 2400, side = "right", depth = 1, shuttle_mm = 2600, class = "high", sensor = "expander1:1", max_height_mm = 3 },
                                                                                                                                                ^^^^^^^^^^^^^
              hint: remove it; known here: id, level, lift_mm, turn_mdeg, traverse_mm, side, depth, shuttle_mm, class, sensor\
            """);
  }

  @Test
  void aNumberOutOfRange() {
    assertThat(EditedFiles.towerErrors(folder, "bus_unit = 1", "bus_unit = 300"))
        .isEqualTo(
            """
            towers/tower.toml:50:1: axes.lift.bus_unit: expected integer 1..247, found 300
              bus_unit = 300
              ^^^^^^^^
              hint: Modbus unit address of the axis's drive, 1 to 247, unique on the line.\
            """);
  }

  @Test
  void aWordThatIsNotOneOfTheList() {
    assertThat(EditedFiles.towerErrors(folder, "side = \"left\"", "side = \"lfet\""))
        .isEqualTo(
            """
            towers/tower.toml:24:1: portals[0].side: expected one of "left", "right", found "lfet"
              side = "lfet"
              ^^^^
              hint: did you mean "left"?\
            """);
  }

  @Test
  void aMisspelledSection() {
    assertThat(EditedFiles.towerErrors(folder, "[serial]", "[serail]"))
        .isEqualTo(
            """
            towers/tower.toml:1:1: missing key `serial`
              #:schema ../schema/tower.schema.json
              ^
              hint: add the section [serial]: The RS-485 line on which all drives hang.

            towers/tower.toml:71:1: serail: unknown key
              [serail]
              ^^^^^^^^
              hint: did you mean `serial`?\
            """);
  }

  @Test
  void aMisspelledSectionOfAPortal() {
    assertThat(EditedFiles.towerErrors(folder, "[portals.inputs]", "[portals.inptus]"))
        .isEqualTo(
            """
            towers/tower.toml:20:1: portals[0]: missing key `inputs`
              [[portals]]
              ^^^^^^^^^^^
              hint: add the section [portals.inputs]: The portal's inputs.

            towers/tower.toml:28:1: portals[0].inptus: unknown key
              [portals.inptus]
              ^^^^^^^^^^^^^^^^
              hint: did you mean `inputs`?\
            """);
  }

  @Test
  void aMissingSection() {
    assertThat(EditedFiles.towerErrors(folder, "[pickup]\ncode_key_file = \"code.key\"\n", ""))
        .isEqualTo(
            """
            towers/tower.toml:1:1: missing key `pickup`
              #:schema ../schema/tower.schema.json
              ^
              hint: add the section [pickup]: Pickup codes.\
            """);
  }

  @Test
  void missingPointsOfADoor() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "open_inner = \"expander3:4\"\nclose_inner = \"expander3:5\"\n", ""))
        .isEqualTo(
            """
            towers/tower.toml:40:1: portals[0].outputs: missing key `open_inner`
              [portals.outputs]
              ^^^^^^^^^^^^^^^^^
              hint: add `open_inner = "expander6:3"`: Opens the inner door while on.

            towers/tower.toml:40:1: portals[0].outputs: missing key `close_inner`
              [portals.outputs]
              ^^^^^^^^^^^^^^^^^
              hint: add `close_inner = "expander6:3"`: Closes the inner door while on.\
            """);
  }

  @Test
  void anotherFormat() {
    assertThat(EditedFiles.towerErrors(folder, "format = \"tower/1\"", "format = \"tower/2\""))
        .isEqualTo(
            """
            towers/tower.toml:7:1: format: expected "tower/1", found "tower/2"
              format = "tower/2"
              ^^^^^^
              hint: Format of this file; a later, incompatible one has another number.\
            """);
  }

  @Test
  void aNameWithACapital() {
    assertThat(EditedFiles.towerErrors(folder, "classes.low", "classes.Low"))
        .isEqualTo(
            """
            towers/tower.toml:11:1: classes.Low: a name here begins with a small letter and has small letters, digits, _ and - only
              classes.Low = { max_height_mm = 1650, max_length_mm = 5300, max_width_mm = 2100, max_mass_kg = 2500 }
              ^^^^^^^^^^^
              hint: rename it

            towers/tower.toml:17:91: bays[3].class: there is no class "low"
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:3" },
                                                                                                        ^^^^^
              hint: did you mean "Low"?\
            """);
  }

  @Test
  void noBays() {
    assertThat(EditedFiles.towerErrors(folder, "bays = [", "bays = []\nrest = ["))
        .isEqualTo(
            """
            towers/tower.toml:13:1: bays: is empty
              bays = []
              ^^^^
              hint: The bays, one line each.

            towers/tower.toml:14:1: rest: unknown key
              rest = [
              ^^^^
              hint: remove it; known here: format, id, classes, bays, portals, service_opening, axes, serial, gpio, inputs, outputs, timing, store, api, webhooks, maintenance_windows, pickup, voucher, clock, intake, limits\
            """);
  }

  @Test
  void textWithoutQuotes() {
    assertThat(EditedFiles.towerErrors(folder, "format = \"tower/1\"", "format = tower/1"))
        .isEqualTo(
            """
            towers/tower.toml:7:10: Unexpected 't', expected a value
              format = tower/1
                       ^
              hint: text stands in "quotes", numbers without units\
            """);
  }

  @Test
  void textThatIsNotClosed() {
    assertThat(EditedFiles.towerErrors(folder, "id = \"tiny-4\"", "id = \"tiny-4"))
        .isEqualTo(
            """
            towers/tower.toml:8:13: Unexpected end of line, expected " or a character
              id = "tiny-4
                          ^
              hint: close the text with \"\
            """);
  }

  @Test
  void aKeyThatStandsTwice() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "parity = \"even\"", "parity = \"even\"\nparity = \"none\""))
        .isEqualTo(
            """
            towers/tower.toml:75:1: parity previously defined at line 74, column 1
              parity = "none"
              ^
              hint: a key or [section] stands once; remove one of the two\
            """);
  }
}
