package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that are well-formed and cannot be. */
class PlaceErrorsTest {
  @TempDir Path folder;

  @Test
  void twoBaysOfOneName() {
    assertThat(EditedFiles.towerErrors(folder, "id = \"B102\"", "id = \"B101\""))
        .isEqualTo(
            """
            towers/tower.toml:16:5: bays[2].id: "B101" is also bays[1] (B101)
                { id = "B101", level = 1, lift_mm = 2400, side = "right", depth = 2, shuttle_mm = 5000, class = "high", sensor = "expander1:2" }, # behind B101
                  ^^
              hint: rename one of them\
            """);
  }

  @Test
  void twoBaysWithTheSameReach() {
    assertThat(EditedFiles.towerErrors(folder, "depth = 2", "depth = 1"))
        .isEqualTo(
            """
            towers/tower.toml:16:3: bays[2]: has the same reach as bays[1] (B101)
                { id = "B102", level = 1, lift_mm = 2400, side = "right", depth = 1, shuttle_mm = 5000, class = "high", sensor = "expander1:2" }, # behind B101
                ^
              hint: two places cannot be one; at least one setpoint, the side or the depth must differ\
            """);
  }

  @Test
  void aSetpointOutsideTheTravel() {
    assertThat(EditedFiles.towerErrors(folder, "shuttle_mm = 5000", "shuttle_mm = 5100"))
        .isEqualTo(
            """
            towers/tower.toml:16:72: bays[2].shuttle_mm: setpoint 5100 is outside the travel -2650..5050 of the shuttle
                { id = "B102", level = 1, lift_mm = 2400, side = "right", depth = 2, shuttle_mm = 5100, class = "high", sensor = "expander1:2" }, # behind B101
                                                                                     ^^^^^^^^^^
              hint: correct it, or travel_min_mm and travel_max_mm in [axes.shuttle]\
            """);
  }

  @Test
  void aSetpointOnTheOtherSide() {
    assertThat(EditedFiles.towerErrors(folder, "shuttle_mm = -2600", "shuttle_mm = 2600"))
        .isEqualTo(
            """
            towers/tower.toml:25:1: portals[0].shuttle_mm: setpoint 2600 does not lie on the left
              shuttle_mm = 2600
              ^^^^^^^^^^
              hint: the shuttle's setpoint is negative to the left and positive to the right\
            """);
  }

  @Test
  void aDeepBayWithoutOneInFront() {
    assertThat(
            EditedFiles.towerErrors(
                folder,
                "\"B101\", level = 1, lift_mm = 2400",
                "\"B101\", level = 1, lift_mm = 2500"))
        .isEqualTo(
            """
            towers/tower.toml:16:61: bays[2].depth: there is no bay of depth 1 in front of this one
                { id = "B102", level = 1, lift_mm = 2400, side = "right", depth = 2, shuttle_mm = 5000, class = "high", sensor = "expander1:2" }, # behind B101
                                                                          ^^^^^
              hint: add it with the same lift, turn or traverse setpoint and side\
            """);
  }

  @Test
  void aDeepBayNearerThanTheOneInFront() {
    assertThat(EditedFiles.towerErrors(folder, "shuttle_mm = 5000", "shuttle_mm = 2500"))
        .isEqualTo(
            """
            towers/tower.toml:16:72: bays[2].shuttle_mm: is not farther out than bays[1] (B101) in front of it
                { id = "B102", level = 1, lift_mm = 2400, side = "right", depth = 2, shuttle_mm = 2500, class = "high", sensor = "expander1:2" }, # behind B101
                                                                                     ^^^^^^^^^^
              hint: depth 2 lies behind depth 1\
            """);
  }

  @Test
  void aLevelBelowALowerOne() {
    assertThat(EditedFiles.towerErrors(folder, "lift_mm = 4800", "lift_mm = 1800"))
        .isEqualTo(
            """
            towers/tower.toml:17:29: bays[3].lift_mm: level 2 at 1800 mm is not above level 1 at 2400 mm (bays[1] (B101))
                { id = "B201", level = 2, lift_mm = 1800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:3" },
                                          ^^^^^^^
              hint: one of the two levels or setpoints is wrong\
            """);
  }

  @Test
  void aClassThatIsNotThere() {
    assertThat(EditedFiles.towerErrors(folder, "class = \"low\"", "class = \"lwo\""))
        .isEqualTo(
            """
            towers/tower.toml:17:91: bays[3].class: there is no class "lwo"
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "lwo", sensor = "expander1:3" },
                                                                                                        ^^^^^
              hint: did you mean "low"?\
            """);
  }

  @Test
  void aSetpointOfAnAxisThatIsNotThere() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "\"B201\", level = 2,", "\"B201\", level = 2, turn_mdeg = 5,"))
        .isEqualTo(
            """
            towers/tower.toml:17:29: bays[3].turn_mdeg: the tower has no axis turn
                { id = "B201", level = 2, turn_mdeg = 5, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:3" },
                                          ^^^^^^^^^
              hint: remove it, or add [axes.turn]\
            """);
  }

  @Test
  void aMissingSetpointOfAnAxisThatIsThere() {
    assertThat(
            EditedFiles.towerErrors(
                folder,
                "[axes.shuttle]",
                "[axes.traverse]\ndrive = \"lexium32\"\nbus_unit = 5\ntravel_min_mm = 0\ntravel_max_mm = 10\nspeed_mm_per_s = 1\nacceleration_mm_per_s2 = 1\nhoming_method = 17\nhoming_speed_mm_per_s = 1\nwindow_mm = 1\n[axes.shuttle]"))
        .isEqualTo(
            """
            towers/tower.toml:14:3: bays[0]: missing key `traverse_mm`
                { id = "B001", level = 0, lift_mm = 0,    side = "right", depth = 1, shuttle_mm = 2600, class = "high", sensor = "expander1:0" },
                ^
              hint: the tower has an axis traverse: every place needs its setpoint

            towers/tower.toml:15:3: bays[1]: missing key `traverse_mm`
                { id = "B101", level = 1, lift_mm = 2400, side = "right", depth = 1, shuttle_mm = 2600, class = "high", sensor = "expander1:1" },
                ^
              hint: the tower has an axis traverse: every place needs its setpoint

            towers/tower.toml:16:3: bays[2]: missing key `traverse_mm`
                { id = "B102", level = 1, lift_mm = 2400, side = "right", depth = 2, shuttle_mm = 5000, class = "high", sensor = "expander1:2" }, # behind B101
                ^
              hint: the tower has an axis traverse: every place needs its setpoint

            towers/tower.toml:17:3: bays[3]: missing key `traverse_mm`
                { id = "B201", level = 2, lift_mm = 4800, side = "right", depth = 1, shuttle_mm = 2600, class = "low", sensor = "expander1:3" },
                ^
              hint: the tower has an axis traverse: every place needs its setpoint

            towers/tower.toml:20:1: portals[0]: missing key `traverse_mm`
              [[portals]]
              ^^^^^^^^^^^
              hint: the tower has an axis traverse: every place needs its setpoint\
            """);
  }
}
