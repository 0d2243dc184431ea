package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Axes, line and HTTP interface that are well-formed and cannot be. */
class AxisErrorsTest {
  @TempDir Path folder;

  @Test
  void twoDrivesWithOneAddress() {
    assertThat(EditedFiles.towerErrors(folder, "bus_unit = 2", "bus_unit = 1"))
        .isEqualTo(
            """
            towers/tower.toml:62:1: axes.shuttle.bus_unit: 1 is also the unit of axes.lift
              bus_unit = 1
              ^^^^^^^^
              hint: every drive on the line has an address of its own\
            """);
  }

  @Test
  void aTwoSidedAxisThatHomesAtItsEnd() {
    assertThat(EditedFiles.towerErrors(folder, "homing_method = 19", "homing_method = 17"))
        .isEqualTo(
            """
            towers/tower.toml:67:1: axes.shuttle.homing_method: 17 finds 0 at the negative end, but the travel begins at -2650
              homing_method = 17
              ^^^^^^^^^^^^^
              hint: use 19 or 21 with a home switch at 0, or let the travel begin at 0\
            """);
  }

  @Test
  void aOneSidedAxisThatHomesInTheMiddle() {
    assertThat(EditedFiles.towerErrors(folder, "homing_method = 17", "homing_method = 21"))
        .isEqualTo(
            """
            towers/tower.toml:55:1: axes.lift.homing_method: 21 needs travel on both sides of 0, but it begins at 0
              homing_method = 21
              ^^^^^^^^^^^^^
              hint: use 17, or let the travel begin below 0\
            """);
  }

  @Test
  void aTravelOfNothing() {
    assertThat(EditedFiles.towerErrors(folder, "travel_max_mm = 4900", "travel_max_mm = -1"))
        .isEqualTo(
            """
            towers/tower.toml:52:1: axes.lift.travel_max_mm: is not above travel_min_mm = 0
              travel_max_mm = -1
              ^^^^^^^^^^^^^
              hint: exchange the two\
            """);
  }

  @Test
  void aTravelWithoutHome() {
    assertThat(EditedFiles.towerErrors(folder, "travel_min_mm = -2650", "travel_min_mm = 10"))
        .isEqualTo(
            """
            towers/tower.toml:25:1: portals[0].shuttle_mm: setpoint -2600 is outside the travel 10..5050 of the shuttle
              shuttle_mm = -2600
              ^^^^^^^^^^
              hint: correct it, or travel_min_mm and travel_max_mm in [axes.shuttle]

            towers/tower.toml:63:1: axes.shuttle.travel_min_mm: the travel 10..5050 does not contain 0
              travel_min_mm = 10
              ^^^^^^^^^^^^^
              hint: homing ends at 0, so 0 must lie within the travel

            towers/tower.toml:67:1: axes.shuttle.homing_method: 19 needs travel on both sides of 0, but it begins at 10
              homing_method = 19
              ^^^^^^^^^^^^^
              hint: use 17, or let the travel begin below 0\
            """);
  }

  @Test
  void homingFasterThanTheAxis() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "homing_speed_mm_per_s = 100", "homing_speed_mm_per_s = 600"))
        .isEqualTo(
            """
            towers/tower.toml:56:1: axes.lift.homing_speed_mm_per_s: is higher than the axis's speed 500
              homing_speed_mm_per_s = 600
              ^^^^^^^^^^^^^^^^^^^^^
              hint: homing runs against a switch: keep it slow\
            """);
  }

  @Test
  void aDriveFileThatIsNotThere() {
    assertThat(EditedFiles.towerErrors(folder, "drive = \"lexium32\"", "drive = \"lexium23\""))
        .isEqualTo(
            """
            towers/tower.toml:49:1: axes.lift.drive: there is no drive file drives/lexium23.toml
              drive = "lexium23"
              ^^^^^
              hint: did you mean "lexium32"?\
            """);
  }

  @Test
  void aStopThatWaitsTooLong() {
    assertThat(EditedFiles.towerErrors(folder, "timeout_ms = 50", "timeout_ms = 10"))
        .isEqualTo(
            """
            towers/tower.toml:71:1: serial.stop_answer_ms: is longer than timeout_ms = 10
              [serial]
              ^^^^^^^^
              hint: a stop waits less than any other exchange, or it delays the next drive's stop\
            """);
  }

  @Test
  void aQuarantineShorterThanTheTimeOut() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "timeout_ms = 50", "timeout_ms = 50\nquarantine_ms = 40"))
        .isEqualTo(
            """
            towers/tower.toml:76:1: serial.quarantine_ms: is shorter than timeout_ms = 50
              quarantine_ms = 40
              ^^^^^^^^^^^^^
              hint: a late answer would fall into the next exchange\
            """);
  }

  @Test
  void plainHttpBeyondLoopback() {
    assertThat(EditedFiles.towerErrors(folder, "[pickup]", "[api]\nhost = \"0.0.0.0\"\n\n[pickup]"))
        .isEqualTo(
            """
            towers/tower.toml:113:1: api.host: "0.0.0.0" is not a loopback address, and plain HTTP is for loopback only
              host = "0.0.0.0"
              ^^^^
              hint: add certificate_file and certificate_key_file, or use 127.0.0.1\
            """);
  }

  @Test
  void anEndSwitchThatIsNeverBelieved() {
    assertThat(
            EditedFiles.towerErrors(
                folder, "[pickup]", "[timing]\ndoor_least_ms = 20000\n\n[pickup]"))
        .contains("timing.door_least_ms: is not below door_timeout_ms = 20000")
        .contains("hint: no way that is shorter counts, and every longer one has failed");
    assertThat(
            EditedFiles.towerErrors(
                folder, "[pickup]", "[timing]\nlifter_least_ms = 10001\n\n[pickup]"))
        .contains("timing.lifter_least_ms: is not below lifter_timeout_ms = 10000");
  }
}
