package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drive files that would make a drive misunderstood. */
class DriveErrorsTest {
  @TempDir Path folder;

  @Test
  void aMissingRegister() {
    assertThat(EditedFiles.driveErrors(folder, "last_error = 7178\n", ""))
        .isEqualTo(
            """
            drives/lexium32.toml:33:1: registers: missing key `last_error`
              [registers]
              ^^^^^^^^^^^
              hint: add `last_error = 7178`: Last error, 603Fh.\
            """);
  }

  @Test
  void registersThatOverlap() {
    assertThat(EditedFiles.driveErrors(folder, "mode = 6918", "mode = 6917"))
        .isEqualTo(
            """
            drives/lexium32.toml:36:1: registers.mode: 6917 overlaps registers.statusword
              mode = 6917
              ^^^^
              hint: every parameter takes 2 registers of its own\
            """);
  }

  @Test
  void aBlockThatMissesItsRegister() {
    assertThat(EditedFiles.driveErrors(folder, "count = 8", "count = 6"))
        .isEqualTo(
            """
            drives/lexium32.toml:49:1: blocks.status: does not cover registers.mode_display = 6920
              status = { first = 6914, count = 6 }
              ^^^^^^
              hint: the block reads 6914..6919\
            """);
  }

  @Test
  void blocksOfOneLength() {
    assertThat(EditedFiles.driveErrors(folder, "count = 2", "count = 8"))
        .isEqualTo(
            """
            drives/lexium32.toml:50:1: blocks.position: is as long as blocks.status
              position = { first = 7706, count = 8 }
              ^^^^^^^^
              hint: lengths must differ, so that a late answer to one cannot pass for the other\
            """);
  }

  @Test
  void aNodeGuardThatIsOff() {
    assertThat(EditedFiles.driveErrors(folder, "value_ms = 500", "value_ms = 0"))
        .isEqualTo(
            """
            drives/lexium32.toml:31:1: node_guard.value_ms: expected integer 50..2000, found 0
              value_ms = 0
              ^^^^^^^^
              hint: Time of silence after which the drive stops, in ms; read back before any motion. 0 would be off and is not allowed.\
            """);
  }

  @Test
  void aRatioThatIsNone() {
    assertThat(EditedFiles.driveErrors(folder, "units_per_mm = 10", "units_per_mm = \"10:1\""))
        .isEqualTo(
            """
            drives/lexium32.toml:20:1: units.units_per_mm: expected integer 1..999999 or a fraction such as "131072/60", found "10:1"
              units_per_mm = "10:1"
              ^^^^^^^^^^^^
              hint: Drive units per mm of a linear axis.\
            """);
  }

  /** Cut to 16 bits, a position would be another one. */
  @Test
  void oneWordTooFewForTheTravel() {
    assertThat(EditedFiles.misfit(folder, "words_per_value = 2", "words_per_value = 1"))
        .contains("counts of its drive, which takes 32767 at most");
  }

  /** One doubtful answer would trip every drive on the line. */
  @Test
  void aNodeGuardShorterThanTheQuarantine() {
    assertThat(EditedFiles.misfit(folder, "value_ms = 500", "value_ms = 100"))
        .contains("node_guard.value_ms: 100 ms is shorter than the")
        .contains("one doubtful answer keeps the line silent");
    assertThat(EditedFiles.misfit(folder, "longest_answer_ms = 100", "longest_answer_ms = 900"))
        .contains("node_guard.value_ms: 500 ms is shorter than the");
  }
}
