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
  void everyBlockOfTheWalkThroughWorksAsPrinted() throws Exception {
    List<String> blocks = blocks(section("## Walk-through"));
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
    assertThat(blocks.getFirst()).contains("tower-sim demo --plant-speed 5 --data demo-data");
    assertThat(
            walk(
                blocks,
                "127.0.0.1:8480",
                "demo-data/code.key",
                "demo",
                "--plant-speed",
                "5",
                "--data",
                "demo-data"))
        .contains("is collected", "is cancelled", "is stored");
  }

  @Test
  void everyBlockOfTheRehearsalWorksAsPrinted() throws Exception {
    List<String> blocks = blocks(section("## Rehearsal"));
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
    assertThat(blocks.getFirst()).contains("tower-sim serve --speed 20 --shop-keys shop-keys");
    assertThat(
            walk(
                blocks,
                "127.0.0.1:8490",
                "shop-keys/code.key",
                "serve",
                "--speed",
                "20",
                "--shop-keys",
                "shop-keys"))
        .contains("is restowed", "is collected");
  }

  /** The part of the README under that heading. */
  private static String section(String heading) throws IOException {
    String text = Files.readString(Sources.root().resolve("README.md"));
    int begin = text.indexOf(heading);
    assertThat(begin).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", begin);
    return text.substring(begin, end);
  }

  /** Starts the tower of the first block, and does what the others say. */
  private String walk(List<String> blocks, String address, String key, String... command)
      throws Exception {
    int port = freePort();
    Process tower = tower(port, command);
    try {
      TwoProcesses.await("the key is written", () -> Files.exists(folder.resolve(key)));
      String script = "set -eu\n" + String.join("\n", blocks.subList(1, blocks.size()));
      assertThat(script).contains(address);
      awaitListening(port);
      assertThat(script).contains("simulator/tower-sim voucher");
      Process shell =
          shell(
              script
                  .replace(address, "127.0.0.1:" + port)
                  .replace("simulator/tower-sim", String.join(" ", simulator())));
      boolean ended = shell.waitFor(LIMIT_S, TimeUnit.SECONDS);
      String said = Files.readString(folder.resolve("shell.log"));
      shell.destroyForcibly();
      assertThat(ended).as(said).isTrue();
      assertThat(shell.exitValue()).as(said).isZero();
      return said;
    } finally {
      tower.destroy();
      if (!tower.waitFor(20, TimeUnit.SECONDS)) {
        tower.destroyForcibly();
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

  private Process tower(int port, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(simulator());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--port", Integer.toString(port)));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("tower.log").toFile())
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
