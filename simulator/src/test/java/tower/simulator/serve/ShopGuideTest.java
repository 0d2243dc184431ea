package tower.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tower.simulator.demo.Sources;

/**
 * The shop developer's guide is what a shop's developer types: every snippet of {@code
 * controller/docs/shop}, in the sequence of its pages, as it stands. So a client that
 * openapi-generator has made sells a car, lends two and takes them back, and the reference library
 * of Standard Webhooks judges every webhook of the walk. It needs {@code node}, {@code npm}, {@code
 * curl}, {@code openssl} and the generator, and fails where one is missing.
 */
final class ShopGuideTest {
  private static final int LIMIT_S = 1_200;

  /** The first word of a fence says what it is; the second names a file, or a terminal. */
  private static final Pattern FENCE =
      Pattern.compile("^```(\\S+)(?: (\\S+))?\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern CHAPTER =
      Pattern.compile("^\\| \\[[^]]+]\\(([a-z-]+\\.md)\\)", Pattern.MULTILINE);

  /** What failed stays to be looked at. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  private final List<String> pages = new ArrayList<>();
  private final StringBuilder script = new StringBuilder("set -euo pipefail\n");
  private int tower;
  private int receiver;

  @Test
  void everySnippetWorksAsPrinted() throws Exception {
    Path shop = Files.createDirectories(home.resolve("my-shop"));
    Path guide = Sources.root().resolve("controller/docs/shop");
    tower = freePort();
    receiver = freePort();
    script.append("trap 'kill $(jobs -p)' EXIT\n");
    for (String page : chapters(guide)) {
      take(shop, Files.readString(guide.resolve(page)));
    }
    assertThat(pages).containsOnlyOnce("shop.ts", "Buy.java", "receiver.ts", "voucher.ts");
    assertThat(generator()).as("Maven puts it there").exists();

    String said = run();

    assertThat(said).contains("repeated: same answer true, replayed true");
    assertThat(said).contains("the generated client has sold one car and lent two");
    assertThat(said).contains(" events in the journal, 0 not told");
    // What the library has verified; catch-up.ts has compared it with the journal.
    assertThat(Files.readString(shop.resolve("inbox.jsonl")))
        .contains("pickup.collected", "pickup.out", "intake.arriving", "intake.stored")
        .contains("pickup.returned", "pickup.restowed", "pickup.cancelled", "webhook.test");
    assertThat(shop.resolve("refused.log")).doesNotExist();
  }

  private static Path generator() throws IOException {
    return Sources.root().resolve("simulator/target/tools/openapi-generator-cli.jar");
  }

  private static List<String> chapters(Path guide) throws IOException {
    Matcher chapter = CHAPTER.matcher(Files.readString(guide.resolve("README.md")));
    List<String> chapters = new ArrayList<>();
    while (chapter.find()) {
      chapters.add(chapter.group(1));
    }
    try (var files = Files.list(guide)) {
      List<String> others =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".md") && !f.equals("README.md"))
              .toList();
      assertThat(chapters).as("the guide's list").containsExactlyInAnyOrderElementsOf(others);
    }
    return chapters;
  }

  private void take(Path shop, String page) throws IOException {
    Matcher fence = FENCE.matcher(page);
    int fences = 0;
    while (fence.find()) {
      fences++;
      String name = fence.group(2);
      String text = fence.group(3);
      switch (fence.group(1)) {
        case "ts", "java" -> {
          pages.add(name);
          Files.writeString(shop.resolve(name), there(text));
        }
        case "sh" -> script.append(name == null ? there(text) : behind(name, there(text)));
        default -> throw new AssertionError("nobody runs this: " + fence.group());
      }
    }
    assertThat(fences * 2L)
        .as("fences")
        .isEqualTo(page.lines().filter(l -> l.startsWith("```")).count());
  }

  /** Where this test has its ports and its simulator. */
  private String there(String text) throws IOException {
    return text.replace("-jar openapi-generator-cli.jar", "-jar '" + generator() + "'")
        .replace("8490", Integer.toString(tower))
        .replace("9000", Integer.toString(receiver))
        .replace(" serve --speed", " serve --port " + tower + " --speed")
        .replace("\"$REPO/simulator/tower-sim\"", simulator());
  }

  private static String behind(String terminal, String command) {
    assertThat(command.lines()).as(command).hasSize(1);
    return "(exec " + command.strip() + ") >" + terminal + ".log 2>&1 &\n";
  }

  private static String simulator() {
    return Path.of(System.getProperty("java.home"), "bin", "java")
        + " -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp '"
        + System.getProperty("java.class.path")
        + "' tower.simulator.Main";
  }

  private String run() throws IOException, InterruptedException {
    Path log = home.resolve("guide.log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-x", "-c", script.toString())
            .directory(Sources.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("npm_config_cache", System.getProperty("user.home") + "/.npm");
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, ours) -> ours + ":" + path);
    Process shell = builder.start();
    boolean ended = shell.waitFor(LIMIT_S, TimeUnit.SECONDS);
    if (!ended) {
      shell.descendants().forEach(ProcessHandle::destroy);
      shell.destroy();
      shell.waitFor(10, TimeUnit.SECONDS);
    }
    String said = Files.readString(log);
    String end = log + ":\n" + said.substring(Math.max(0, said.length() - 3_000));
    assertThat(ended).as("in time; %s", end).isTrue();
    assertThat(shell.exitValue()).as(end).isZero();
    return said;
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }
}
