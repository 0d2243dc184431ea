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
  private final boolean noted;

  /**
   * A self-test.
   *
   * @param root of the source tree
   * @param work an empty folder for compiled classes
   * @param seeds at most so many for each bug
   * @param noted true to begin with the seed that found the bug last, as its patch notes it
   */
  public SelfTest(Path root, Path work, long seeds, boolean noted) {
    this.root = root;
    this.work = work;
    this.seeds = seeds;
    this.noted = noted;
  }

  /**
   * What came of a planted bug.
   *
   * @param name of the bug
   * @param text what it breaks
   * @param expected the invariants that are made for it
   * @param seed that found it, -1 for none
   * @param tried how many seeds were tried
   * @param millis how long it took, the compiler's time included
   * @param invariants that found it in that seed; without one, what else was found
   * @param trouble why it could not be tried, empty if it could
   */
  public record Result(
      String name,
      String text,
      List<String> expected,
      long seed,
      long tried,
      long millis,
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
    long began = System.nanoTime();
    Patch patch = Patch.parse(name, Files.readString(folder().resolve(name + ".patch")));
    Path classes = Files.createDirectories(work.resolve(name).resolve("classes"));
    String trouble;
    try {
      trouble = compile(patch, classes);
    } catch (IllegalArgumentException e) {
      trouble = String.valueOf(e.getMessage());
    }
    Searched found = new Searched(Searched.NONE, 0, "");
    if (trouble.isEmpty()) {
      try {
        found = searched(patch, classes);
      } catch (IllegalStateException e) {
        trouble = String.valueOf(e.getMessage());
      }
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    return new Result(
        patch.name(),
        patch.text(),
        patch.foundBy(),
        found.seed(),
        found.tried(),
        millis,
        found.list(),
        trouble);
  }

  /** Searches on while a seed finds something without the bug, too: that proves nothing. */
  private Searched searched(Patch patch, Path classes) throws IOException, InterruptedException {
    Searched found = new Searched(Searched.NONE, 0, "");
    do {
      String output = search(patch, classes, found.tried());
      found =
          Searched.in(output)
              .orElseThrow(() -> new IllegalStateException("the hunt broke: " + tail(output)));
    } while (found.seed() != Searched.NONE && !unbroken(found.seed()));
    return found;
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
  private String search(Patch patch, Path classes, long leftOut)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Most searches are short: the quick compiler alone takes half the time of both.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classes + File.pathSeparator + classpath()));
    command.add(Search.class.getName());
    command.add(towers().toString());
    command.add(String.valueOf(patch.name().equals(CANARY) ? CANARY_SEEDS : seeds));
    command.add(String.valueOf(noted ? patch.seed() : Searched.NONE));
    command.add(String.valueOf(leftOut));
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

  /** True when the product as it is finds nothing in that seed. */
  boolean unbroken(long seed) {
    try {
      return Campaign.one(seed, Towers.read(towers())).ok();
    } catch (tower.config.ConfigException e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String tail(String output) {
    List<String> lines = output.lines().toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }
}
