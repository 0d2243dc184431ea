package tower.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tower.app.Exit;

/** The demo's command line: one purchase from end to end, and what it refuses. */
final class DemoOnceTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int demo(String... arguments) {
    return Exit.codes(new CommandLine(new DemoCommand()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private int tinyDemo(int port, Path data) throws Exception {
    return demo(
        "--once",
        "--config",
        Sources.config("towers/tiny-4.toml").toString(),
        "--plant-speed",
        "10",
        "--port",
        Integer.toString(port),
        "--data",
        data.toString());
  }

  // Without it the first command of the README could be broken, or claim a sale that never was.
  @Test
  @Timeout(300)
  void onePurchaseEndsWithTheCarCollectedAndThePlantAgreeing() throws Exception {
    int exit = tinyDemo(TwoProcesses.freePort(), folder.resolve("data"));

    assertThat(exit).as("%s%s", out, err).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .containsSubsequence(
            "the controller is up",
            "presses reset",
            "presses resume",
            "the tower is homing",
            "the tower is ready",
            "is accepted; code ",
            "pickup retrieving",
            "pickup staged",
            "pickup handing-over",
            "drives",
            "pickup collected",
            "ground truth: ",
            "0 violations: agrees");
    assertThat(out.toString()).doesNotContain("DISAGREES");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--plant-speed, 0, --plant-speed 0 is not in 1..10",
    "--plant-speed, 11, --plant-speed 11 is not in 1..10",
    "--port, 0, --port 0 is not in 1..65535",
    "--port, 99999, --port 99999 is not in 1..65535",
    "--port, http, 'http'",
  })
  void aValueOutOfRangeIsWrongUsage(String option, String value, String text) {
    assertThat(demo("--once", option, value)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains(text).doesNotContain("\tat ");
  }

  @Test
  void aMissingConfigurationIsWrongUsage() {
    Path file = folder.resolve("no-such-tower.toml");
    assertThat(demo("--once", "--config", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains(file.toString()).doesNotContain("\tat ");
  }

  @Test
  void aFileInPlaceOfTheDataFolderIsWrongUsage() throws Exception {
    Path file = Files.writeString(folder.resolve("data"), "not a folder");
    for (Path data : List.of(file, file.resolve("below"))) {
      err.getBuffer().setLength(0);
      assertThat(tinyDemo(TwoProcesses.freePort(), data)).isEqualTo(Exit.USAGE);
      assertThat(err.toString())
          .contains("--data " + data + " is not a folder", "remedy: name a folder")
          .doesNotContain("\tat ");
    }
    assertThat(file).hasContent("not a folder");
  }

  // Without it the demo would buy at whatever answers on the port, perhaps at a real tower.
  @Test
  void aPortInUseIsNamedBeforeAnythingStarts() throws Exception {
    Path data = folder.resolve("data");
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = stranger.getLocalPort();
      assertThat(tinyDemo(port, data)).isEqualTo(Exit.USAGE);
      assertThat(err.toString())
          .contains("cannot listen on 127.0.0.1:" + port, "remedy: ", "--port")
          .doesNotContain("\tat ");
    }
    assertThat(out.toString()).isEmpty();
    assertThat(data).doesNotExist();
  }
}
