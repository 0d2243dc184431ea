package tower.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.simulator.demo.Sources;
import tower.simulator.planted.SelfTest;

/** {@code tower-sim self-test}: does the hunt find what is certainly wrong? */
@Command(
    name = "self-test",
    description = {
      "Breaks a copy of the product, one line at a time, and lets the fuzz look for it.",
      "Exit 1 when a planted bug is not found or a patch does not apply any more."
    },
    mixinStandardHelpOptions = true)
final class SelfTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds for each bug at most; ${DEFAULT-VALUE} if not given.")
  private long seeds = 400;

  @Option(names = "--jobs", paramLabel = "N", description = "Seeds at a time.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Only these bugs; may be given several times.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "DIR",
      description = "Root of the source tree; the one of this build if not given.")
  private @Nullable Path source;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path root = root();
    Path work = Files.createTempDirectory("tower-planted");
    try {
      SelfTest test = new SelfTest(root, work, seeds, jobs);
      List<String> names = chosen(test.names());
      String wrong = test.unbroken();
      if (!wrong.isEmpty()) {
        out.println("the product without a planted bug already fails: " + wrong);
        out.flush();
        return Exit.FAILED;
      }
      int missed = 0;
      for (String name : names) {
        SelfTest.Result result = test.run(name);
        missed += result.found() ? 0 : 1;
        out.println(line(result));
        out.flush();
      }
      out.printf("%d of %d planted bugs found%n", names.size() - missed, names.size());
      out.flush();
      return missed == 0 ? Exit.OK : Exit.FAILED;
    } finally {
      delete(work);
    }
  }

  /** The root of the sources, which has the bugs that are asked for. */
  private Path root() throws IOException {
    if (jobs < 1 || seeds < 1) {
      throw usage("--jobs and --seeds: at least 1");
    }
    Path root = source == null ? Sources.root() : source;
    if (!Files.isDirectory(root.resolve("simulator").resolve("planted"))) {
      throw usage("--source " + root + ": has no folder simulator/planted");
    }
    return root;
  }

  private List<String> chosen(List<String> all) {
    for (String name : only) {
      if (!all.contains(name)) {
        throw usage("--only " + name + ": there is " + String.join(", ", all));
      }
    }
    return only.isEmpty() ? all : only;
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private static String line(SelfTest.Result r) {
    String outcome =
        !r.trouble().isEmpty()
            ? r.trouble()
            : r.found()
                ? "found by seed " + r.seed() + ": " + String.join(", ", r.invariants())
                : "NOT FOUND" + (r.seed() < 0 ? "" : ", only " + r.invariants());
    return String.format("%-24s %s [%s] %s", r.name(), outcome, r.expected(), r.text());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
