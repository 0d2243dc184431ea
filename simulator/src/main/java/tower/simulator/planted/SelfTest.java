package tower.simulator.planted;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;

/**
 * Applies each planted bug to a copy of its file, compiles it, and lets the hunt look for it, one
 * seed after the other in a process of its own. May be asked from several threads.
 */
public final class SelfTest {
  /** The bug that every hunt must find at once: if it does not, it sees nothing at all. */
  public static final String CANARY = "canary";

  /** The canary must be found within so many seeds. */
  static final long CANARY_SEEDS = 5;

  private final Path root;
  private final Path work;
  private final long seeds;

  /**
   * A self-test.
   *
   * @param root of the source tree
   * @param work an empty folder for compiled classes
   * @param seeds at most so many for each bug
   */
  public SelfTest(Path root, Path work, long seeds) {
    this.root = root;
    this.work = work;
    this.seeds = seeds;
  }

  /**
   * What came of a planted bug.
   *
   * @param name of the bug
   * @param text what it breaks
   * @param expected the invariants that are made for it
   * @param seed that found it, -1 for none
   * @param invariants that found it in that seed; without one, what else was found
   * @param trouble why it could not be tried, empty if it could
   */
  public record Result(
      String name,
      String text,
      List<String> expected,
      long seed,
      List<String> invariants,
      String trouble) {
    /**
     * True when an invariant that is made for it has found it: any other finding may be another's.
     */
    public boolean found() {
      return seed >= 0 && trouble.isEmpty() && expected.stream().anyMatch(invariants::contains);
    }
  }

  /** The names of all planted bugs, the canary apart. */
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".patch"))
          .map(n -> n.substring(0, n.length() - ".patch".length()))
          .filter(n -> !n.equals(CANARY))
          .sorted()
          .toList();
    }
  }

  /**
   * So many of all, others with each turn, until every one has had its turn.
   *
   * @param turn a number that rises from one self-test to the next
   */
  public static List<String> sample(List<String> all, int count, long turn) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < Math.min(count, all.size()); i++) {
      some.add(all.get((int) Math.floorMod(turn * count + i, (long) all.size())));
    }
    return some.stream().sorted().toList();
  }

  private Path folder() {
    return root.resolve("simulator").resolve("planted");
  }

  private Path towers() {
    return root.resolve("config").resolve("towers");
  }

  /**
   * Tries one bug.
   *
   * @throws InterruptedException when the caller's thread is interrupted; the hunt is ended then
   */
  public Result run(String name) throws IOException, InterruptedException {
    String content = Files.readString(folder().resolve(name + ".patch"));
    Patch patch = Patch.parse(name, content);
    Path classes = Files.createDirectories(work.resolve(name).resolve("classes"));
    String trouble;
    try {
      trouble = compile(patch, classes);
    } catch (IllegalArgumentException e) {
      trouble = String.valueOf(e.getMessage());
    }
    return trouble.isEmpty()
        ? hunted(patch, search(patch, classes))
        : new Result(name, patch.text(), patch.foundBy(), -1, List.of(), trouble);
  }

  /**
   * The class path of a process in which a bug is planted: the broken class stands in front.
   *
   * @throws IllegalArgumentException when the bug cannot be planted
   */
  public String classpathWith(String name) throws IOException {
    Patch patch = Patch.parse(name, Files.readString(folder().resolve(name + ".patch")));
    Path classes = Files.createDirectories(work.resolve(name).resolve("classes"));
    String trouble = compile(patch, classes);
    if (!trouble.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + trouble);
    }
    return classes + File.pathSeparator + classpath();
  }

  private String compile(Patch patch, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return "this Java has no compiler: a JDK is needed";
    }
    Path copy = work.resolve(patch.name()).resolve(fileName(patch.path()));
    String source = Files.readString(root.resolve(patch.path()));
    Files.writeString(copy, patch.applied(source));
    StringWriter says = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-nowarn", "-parameters", "-cp", classpath(), "-d", classes + "");
    boolean compiled =
        compiler
            .getTask(
                says,
                null,
                null,
                options,
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(copy))
            .call();
    return compiled ? "" : "the patched file does not compile: " + says;
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String classpath() {
    return System.getProperty("java.class.path");
  }

  /** In front of the class path stands the broken class. */
  private String search(Patch patch, Path classes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classes + File.pathSeparator + classpath()));
    command.add(Search.class.getName());
    command.add(towers().toString());
    command.add(String.valueOf(patch.name().equals(CANARY) ? CANARY_SEEDS : seeds));
    command.add(String.join(",", patch.foundBy()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      byte[] said = process.getInputStream().readAllBytes();
      process.waitFor(10, TimeUnit.SECONDS);
      return new String(said, StandardCharsets.UTF_8);
    } finally {
      process.destroy();
    }
  }

  private Result hunted(Patch patch, String output) {
    Searched searched = Searched.in(output).orElse(null);
    if (searched == null) {
      return new Result(
          patch.name(),
          patch.text(),
          patch.foundBy(),
          -1,
          List.of(),
          "the hunt broke: " + tail(output));
    }
    String trouble = searched.seed() == Searched.NONE ? "" : unbroken(searched.seed());
    return new Result(
        patch.name(), patch.text(), patch.foundBy(), searched.seed(), searched.list(), trouble);
  }

  /** What the product as it is does in that seed: while it fails there, the find proves nothing. */
  String unbroken(long seed) {
    try {
      SeedReport report = Campaign.one(seed, Towers.read(towers()));
      return report.ok()
          ? ""
          : "seed " + seed + " fails without the bug, too: " + report.findings().getFirst();
    } catch (tower.config.ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String tail(String output) {
    List<String> lines = output.lines().toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }
}
