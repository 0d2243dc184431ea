package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contour check that could not tell which bay a car fits. */
class ContourErrorsTest {
  private static final String CONFIRM = "confirm = { pin = \"expander2:10\"";

  @TempDir Path folder;

  private String errors(String input, String from, String to) {
    Path file = EditedFiles.copy(folder).resolve("towers/tower.toml");
    EditedFiles.edit(file, CONFIRM, input + " = \"expander2:11\"\n" + CONFIRM);
    EditedFiles.edit(file, from, to);
    return EditedFiles.errors(folder, () -> ConfigReader.read(file));
  }

  @Test
  void oneSwitchForTwoMasses() {
    assertThat(errors("overload", "max_mass_kg = 2500", "max_mass_kg = 1800"))
        .contains("one switch for classes that differ in max_mass_kg: [1800, 2500]");
  }

  @Test
  void tooHighAloneTellsNothingOfTheLowBays() {
    String wired = "too_high = \"expander2:11\"\n" + CONFIRM;
    assertThat(EditedFiles.towerErrors(folder, CONFIRM, wired))
        .contains("tells nothing of a car between 1650 and 2050 mm", "add high_class");
  }

  @Test
  void oneBarrierForThreeHeights() {
    String third =
        "classes.middle = { max_height_mm = 1850, max_length_mm = 5300, max_width_mm = 2100,"
            + " max_mass_kg = 2500 }\nclasses.low";
    assertThat(errors("high_class", "classes.low", third))
        .contains("one light barrier for more than two heights: [1650, 1850, 2050]");
  }
}
