package tower.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

/** {@code tower-sim self-test}: does the hunt find bugs that are known to be there? */
@Command(
    name = "self-test",
    description = {
      "Plants one-line bugs in a copy of the source and lets the hunt look for each;",
      "first of all the canary, without which nothing else counts. It tries the seed",
      "that the patch notes as the last to have found it, then 1, 1000000, 2, 1000001, ...",
      "Only an invariant that the patch names counts, in a seed that is clean without the bug.",
      "Exit 1 when one is not found or no longer applies."
    },
    mixinStandardHelpOptions = true)
final class SelfTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds for each bug at most; ${DEFAULT-VALUE} if not given.")
  private long seeds = 1000;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Bugs at a time; as many as there are processors if not given.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Only these bugs; may be given several times.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Only so many bugs, others with each --turn.")
  private int sample;

  @Option(
      names = "--turn",
      paramLabel = "N",
      description = "With --sample: a number that rises from one self-test to the next.")
  private long turn;

  @Option(
      names = "--unaided",
      description = "Leave out the seeds that the patches note: search from the beginning.")
  private boolean unaided;

  @Option(
      names = "--source",
      paramLabel = "DIR",
      description = "Root of the source tree; the one of this build if not given.")
  private @Nullable Path source;

  private long millis;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path root = root();
    Path work = Files.createTempDirectory("tower-planted");
    try {
      SelfTest test = new SelfTest(root, work, seeds, !unaided);
      List<String> names = chosen(test.names());
      SelfTest.Result canary = test.run(SelfTest.CANARY);
      say(out, canary);
      if (!canary.found()) {
        out.println("the canary was not found: this hunt is blind");
        out.flush();
        return Exit.FAILED;
      }
      int missed = names.size() - found(out, test, names);
      out.printf(
          "%d of %d planted bugs found in %d s of work%n",
          names.size() - missed, names.size(), millis / 1000);
      out.flush();
      return missed == 0 ? Exit.OK : Exit.FAILED;
    } finally {
      delete(work);
    }
  }

  /** Tries all, several at a time; each is told when it has ended. */
  private int found(PrintWriter out, SelfTest test, List<String> names)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      CompletionService<SelfTest.Result> results = new ExecutorCompletionService<>(threads);
      for (String name : names) {
        results.submit(() -> test.run(name));
      }
      int found = 0;
      for (int i = 0; i < names.size(); i++) {
        SelfTest.Result result = results.take().get();
        found += result.found() ? 1 : 0;
        millis += result.millis();
        say(out, result);
      }
      return found;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The root of the sources, which has the bugs that are asked for. */
  private Path root() throws IOException {
    if (jobs < 1 || seeds < 1 || sample < 0) {
      throw usage("--jobs and --seeds: at least 1; --sample: at least 0");
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
    if (!only.isEmpty()) {
      return only;
    }
    return sample == 0 ? all : SelfTest.sample(all, sample, turn);
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private static void say(PrintWriter out, SelfTest.Result r) {
    String outcome =
        !r.trouble().isEmpty()
            ? r.trouble()
            : r.found()
                ? "found by seed " + r.seed() + ": " + String.join(", ", r.invariants())
                : "NOT FOUND" + (r.invariants().isEmpty() ? "" : ", only " + r.invariants());
    out.printf(
        "%-28s %s %s, %d tried, %d s: %s%n",
        r.name(), outcome, r.expected(), r.tried(), r.millis() / 1000, r.text());
    out.flush();
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
