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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import tower.simulator.Main;

/** Applies each planted bug to a copy of its file, compiles it, and lets the hunt look for it. */
public final class SelfTest {
  private static final Pattern FOUND =
      Pattern.compile("\\{\"seed\":(\\d+),\"invariant\":\"([^\"]+)\"");

  private final Path root;
  private final Path work;
  private final long seeds;
  private final int jobs;

  /**
   * A self-test.
   *
   * @param root of the source tree
   * @param work an empty folder for compiled classes
   * @param seeds at most so many for each bug
   * @param jobs seeds at a time
   */
  public SelfTest(Path root, Path work, long seeds, int jobs) {
    this.root = root;
    this.work = work;
    this.seeds = seeds;
    this.jobs = jobs;
  }

  /**
   * What came of a planted bug.
   *
   * @param name of the bug
   * @param text what it breaks
   * @param expected the invariants that are made for it, with commas between
   * @param seed that found it, -1 for none
   * @param invariants that found it in that seed
   * @param trouble why it could not be tried, empty if it could
   */
  public record Result(
      String name,
      String text,
      String expected,
      long seed,
      List<String> invariants,
      String trouble) {
    /**
     * True when an invariant that is made for it has found it: any other finding may be another's.
     */
    public boolean found() {
      return seed >= 0
          && trouble.isEmpty()
          && Stream.of(expected.split(", ")).anyMatch(invariants::contains);
    }
  }

  /**
   * Hunts in the product as it is: while that finds anything, a find in a broken one proves
   * nothing.
   *
   * @return what was found, seed and invariants; empty for nothing
   * @throws InterruptedException when the caller's thread is interrupted; the hunt is ended then
   */
  public String unbroken() throws IOException, InterruptedException {
    Result result = read("", "", "", fuzz(classpath()));
    if (!result.trouble().isEmpty()) {
      return result.trouble();
    }
    return result.seed() < 0 ? "" : "seed " + result.seed() + ": " + result.invariants();
  }

  /** The names of all planted bugs. */
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".patch"))
          .map(n -> n.substring(0, n.length() - ".patch".length()))
          .sorted()
          .toList();
    }
  }

  private Path folder() {
    return root.resolve("simulator").resolve("planted");
  }

  /**
   * Tries one bug.
   *
   * @throws InterruptedException when the caller's thread is interrupted; the hunt is ended then
   */
  public Result run(String name) throws IOException, InterruptedException {
    String content = Files.readString(folder().resolve(name + ".patch"));
    Patch patch = Patch.parse(name, content);
    Path classes = Files.createDirectories(work.resolve(name));
    String trouble;
    try {
      trouble = compile(patch, classes);
    } catch (IllegalArgumentException e) {
      trouble = String.valueOf(e.getMessage());
    }
    if (!trouble.isEmpty()) {
      return new Result(name, patch.text(), patch.foundBy(), -1, List.of(), trouble);
    }
    return hunt(patch, classes);
  }

  private String compile(Patch patch, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return "this Java has no compiler: a JDK is needed";
    }
    Path copy = work.resolve(name(patch.path()));
    String source = Files.readString(root.resolve(patch.path()));
    Files.writeString(copy, patch.applied(source));
    StringWriter says = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                says,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-nowarn",
                    "-parameters",
                    "-cp",
                    classpath(),
                    "-d",
                    classes.toString()),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(copy))
            .call();
    return compiled ? "" : "the patched file does not compile: " + says;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String classpath() {
    return System.getProperty("java.class.path");
  }

  /** In front of the classpath stands the broken class. */
  private Result hunt(Patch patch, Path classes) throws IOException, InterruptedException {
    Hunted hunted = fuzz(classes + File.pathSeparator + classpath());
    return read(patch.name(), patch.text(), patch.foundBy(), hunted);
  }

  private record Hunted(String said, int exit) {}

  /** In a process of its own. */
  private Hunted fuzz(String classpath) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classpath, Main.class.getName()));
    command.addAll(List.of("fuzz", "--seeds", "1.." + seeds, "--first", "--json"));
    command.addAll(List.of("--jobs", String.valueOf(jobs)));
    command.addAll(List.of("--towers", root.resolve("config").resolve("towers").toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      byte[] said = process.getInputStream().readAllBytes();
      process.waitFor(10, TimeUnit.SECONDS);
      return new Hunted(new String(said, StandardCharsets.UTF_8), process.exitValue());
    } finally {
      process.destroy();
    }
  }

  private static Result read(String name, String text, String expected, Hunted hunted) {
    long seed = -1;
    List<String> invariants = new ArrayList<>();
    Matcher found = FOUND.matcher(hunted.said());
    while (found.find()) {
      long of = Long.parseLong(found.group(1));
      if (seed < 0) {
        seed = of;
      }
      if (of == seed && !invariants.contains(found.group(2))) {
        invariants.add(found.group(2));
      }
    }
    String trouble = hunted.exit() > 1 ? "the hunt ended with exit code " + hunted.exit() : "";
    return new Result(name, text, expected, seed, invariants, trouble);
  }
}
