package tower.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate}, {@code explain} and {@code picture} as a shell sees them. */
class ConfigCommandsTest {
  private static final Path CONFIG = Path.of(System.getProperty("tower.root"), "config");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private Path tower(String name) {
    return CONFIG.resolve("towers").resolve(name + ".toml");
  }

  @Test
  void goodFilesAreOkWithASummaryEach() {
    Path drive = CONFIG.resolve("drives/lexium32.toml");
    assertThat(run("validate", tower("guangzhou-42"), tower("tiny-4"), drive)).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains(
            "guangzhou-42.toml: ok\n  42 bays on 5 levels (15 to 2050 mm, 27 to 1650 mm),"
                + " 2 portals, 1 service opening\n",
            "tiny-4.toml: ok\n  4 bays on 3 levels",
            "lexium32.toml: ok\n");
    assertThat(err.toString()).isEmpty();
  }

  /** One bad file among good ones must not look like a success to a script. */
  @Test
  void aBadFileIsWrongUsageAndTheOthersAreCheckedAllTheSame() throws IOException {
    Path bad = folder.resolve("bad.toml");
    Files.writeString(bad, "format = \"drive/1\"\nspeed = 3\n");
    assertThat(run("validate", bad, tower("tiny-4"))).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("bad.toml:2:1: speed: unknown key").contains("errors");
    assertThat(out.toString()).contains("tiny-4.toml: ok");
  }

  /** At such a line a car would travel on for too long after the emergency stop. */
  @Test
  void aLineTooSlowToStopInTimeIsRefused() throws IOException {
    Path slow = folder.resolve("towers/slow.toml");
    Files.createDirectories(slow.getParent());
    Files.createDirectories(folder.resolve("drives"));
    Files.copy(CONFIG.resolve("drives/lexium32.toml"), folder.resolve("drives/lexium32.toml"));
    String fast = Files.readString(tower("guangzhou-42"));
    Files.writeString(slow, fast.replace("baud = 115200", "baud = 9600"));
    assertThat(run("validate", slow)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).containsPattern("slow.toml: worst reaction 1\\d\\d.* of 100 ms");
    assertThat(run("validate", tower("guangzhou-42"))).isEqualTo(Exit.OK);
    assertThat(out.toString()).containsPattern("worst reaction \\d\\d\\.\\d ms of 100 ms");
  }

  @Test
  void aMissingFileIsWrongUsage() {
    assertThat(run("validate", folder.resolve("none.toml"))).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("none.toml:1:1: there is no such file");
  }

  @Test
  void explainTellsAKeyOrWhatIsNearIt() {
    assertThat(run("explain", "serial.baud")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("bit/s", "115200");
    assertThat(run("explain", "serial.buad")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("did you mean `serial.baud`");
  }

  @Test
  void thePictureGoesToAFileOrToStandardOutput() throws IOException {
    Path svg = folder.resolve("tiny.svg");
    assertThat(run("picture", tower("tiny-4"), "-o", svg)).isEqualTo(Exit.OK);
    assertThat(run("picture", tower("tiny-4"))).isEqualTo(Exit.OK);
    assertThat(out.toString()).startsWith("<svg ").isEqualTo(Files.readString(svg));
  }

  @Test
  void aPictureThatCannotBeWrittenIsWrongUsage() {
    Path nowhere = folder.resolve("none/tiny.svg");
    assertThat(run("picture", tower("tiny-4"), "-o", nowhere)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("cannot be written");
  }
}
