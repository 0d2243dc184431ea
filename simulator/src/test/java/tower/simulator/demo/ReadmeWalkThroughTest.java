package tower.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README prints is what a newcomer types: every shell block, in its order, as it stands.
 */
final class ReadmeWalkThroughTest {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final int LIMIT_S = 400;

  @TempDir Path folder;

  @Test
  void everyBlockWorksAsPrinted() throws Exception {
    List<String> blocks = blocks(Files.readString(Sources.root().resolve("README.md")));
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
    assertThat(blocks.getFirst()).contains("tower-sim demo --plant-speed 5 --data demo-data");
    int port = freePort();
    Process demo = demo(port);
    try {
      TwoProcesses.await(
          "the key is written", () -> Files.exists(folder.resolve("demo-data/code.key")));
      String script = "set -eu\n" + String.join("\n", blocks.subList(1, blocks.size()));
      assertThat(script).contains("127.0.0.1:8480");
      awaitListening(port);
      assertThat(script).contains("simulator/tower-sim voucher");
      Process shell =
          shell(
              script
                  .replace("127.0.0.1:8480", "127.0.0.1:" + port)
                  .replace("simulator/tower-sim", String.join(" ", simulator())));
      boolean ended = shell.waitFor(LIMIT_S, TimeUnit.SECONDS);
      String said = Files.readString(folder.resolve("shell.log"));
      shell.destroyForcibly();
      assertThat(ended).as(said).isTrue();
      assertThat(shell.exitValue()).as(said).isZero();
      assertThat(said).contains("is collected", "is cancelled", "is stored");
    } finally {
      demo.destroy();
      if (!demo.waitFor(20, TimeUnit.SECONDS)) {
        demo.destroyForcibly();
      }
    }
  }

  private static List<String> blocks(String text) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private Process demo(int port) throws IOException {
    List<String> command = new ArrayList<>(simulator());
    command.addAll(
        List.of(
            "demo", "--plant-speed", "5", "--data", "demo-data", "--port", Integer.toString(port)));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("demo.log").toFile())
        .start();
  }

  private static List<String> simulator() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        "tower.simulator.Main");
  }

  private Process shell(String script) throws IOException {
    File log = folder.resolve("shell.log").toFile();
    return new ProcessBuilder("bash", "-c", script)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  private static void awaitListening(int port) throws InterruptedException {
    Shop shop = new Shop("http://127.0.0.1:" + port);
    TwoProcesses.await("it listens", () -> listens(shop));
  }

  private static boolean listens(Shop shop) {
    try {
      return shop.get("/livez").status() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }
}
