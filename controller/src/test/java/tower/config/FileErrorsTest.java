package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read, and errors in several files at once. */
class FileErrorsTest {
  @TempDir Path folder;
  private Path tower;
  private Path drive;

  @BeforeEach
  void copy() {
    EditedFiles.copy(folder);
    tower = folder.resolve("towers/tower.toml");
    drive = folder.resolve("drives/lexium32.toml");
  }

  private String errors() {
    return EditedFiles.errors(folder, () -> ConfigReader.read(tower));
  }

  @Test
  void aMissingFile() throws IOException {
    Files.delete(tower);
    assertThat(errors())
        .isEqualTo("towers/tower.toml:1:1: there is no such file\n  hint: check the path");
  }

  @Test
  void aFolder() throws IOException {
    Files.delete(tower);
    Files.createDirectory(tower);
    assertThat(errors()).startsWith("towers/tower.toml:1:1: is a folder\n  hint: ");
  }

  @Test
  void aFileInAnotherEncoding() throws IOException {
    Files.write(tower, "id = \"\u00e9\"\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(errors())
        .isEqualTo("towers/tower.toml:1:1: is not UTF-8 text\n  hint: save it as UTF-8");
  }

  /** Editors on Windows write both, and neither changes what the file says. */
  @Test
  void aByteOrderMarkAndCarriageReturnsAreHarmless() throws IOException, ConfigException {
    TowerConfig plain = ConfigReader.read(tower);
    Files.writeString(tower, "\uFEFF" + EditedFiles.resource("tower.toml").replace("\n", "\r\n"));
    assertThat(ConfigReader.read(tower)).isEqualTo(plain);
  }

  /** A caret under the wrong letter is worse than none. */
  @Test
  void theCaretStandsUnderTheKeyBehindATab() {
    EditedFiles.edit(tower, "baud = 115200", "\tbaud = 1");
    assertThat(errors()).contains("\n  \tbaud = 1\n  \t^^^^\n");
  }

  /** Whoever mends one error must not meet the next one only at the next start. */
  @Test
  void everythingIsSaidAtOnceFileByFileAndLineByLine() {
    EditedFiles.edit(tower, "timeout_ms = 50", "timeout = 50");
    EditedFiles.edit(tower, "class = \"low\"", "class = \"lwo\"");
    EditedFiles.edit(tower, "chain_a = \"header:5\"", "chain_a = \"header:6\"");
    EditedFiles.edit(drive, "words_per_value = 2", "words_per_value = \"two\"");
    assertThat(errors().lines().filter(line -> line.matches("\\w+/\\w+\\.toml:.*")))
        .containsExactly(
            "towers/tower.toml:17:91: bays[3].class: there is no class \"lwo\"",
            "towers/tower.toml:75:1: serial.timeout: unknown key",
            "towers/tower.toml:92:1: inputs.chain_b: header:6 is also inputs.chain_a",
            "drives/lexium32.toml:13:1: line.words_per_value: expected integer, found \"two\"");
  }

  @Test
  void anAddressBelowTheOneWhereTheManualBeginsToCount() {
    EditedFiles.edit(drive, "address_base = 0", "address_base = 1");
    EditedFiles.edit(drive, "register = 258", "register = 0");
    assertThat(errors())
        .startsWith("drives/lexium32.toml:25:1: identity.register: is below line.address_base");
  }

  @Test
  void aDriveIsToldFromATower() {
    assertThat(ConfigReader.isDrive(drive)).isTrue();
    assertThat(ConfigReader.isDrive(tower)).isFalse();
    assertThat(ConfigReader.isDrive(folder.resolve("none.toml"))).isFalse();
  }
}
