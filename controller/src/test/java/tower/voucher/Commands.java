package tower.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other people's programs. One that is missing or fails, fails the test. */
final class Commands {
  private Commands() {}

  /** What it printed; it must end well within two minutes. */
  static String run(Path folder, List<String> command, String input) throws Exception {
    Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process = start(folder, command, in, out, err);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    assertThat(process.exitValue())
        .as("%s: %s", command, Files.readString(err, StandardCharsets.UTF_8))
        .isZero();
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /** True when it ended with 0. */
  static boolean succeeds(Path folder, List<String> command) throws Exception {
    Path nowhere = Files.createTempFile(folder, "out", "");
    Process process =
        start(folder, command, Files.createTempFile(folder, "in", ""), nowhere, nowhere);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    return process.exitValue() == 0;
  }

  private static Process start(Path folder, List<String> command, Path in, Path out, Path err)
      throws Exception {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(in.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
