package tower.simulator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedRange;
import tower.simulator.hunt.Towers;

/** {@code tower-sim fuzz}: many seeds, every checker, one line to replay what was found. */
@Command(
    name = "fuzz",
    description = {
      "Runs the product in virtual time against drawn faults, seed by seed.",
      "A seed is ten simulated minutes of one tower. Exit 1 when an invariant did not hold."
    },
    mixinStandardHelpOptions = true)
final class FuzzCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "A..B",
      converter = SeedRange.Converter.class,
      description = "The seeds to run, both ends included.")
  private @Nullable SeedRange seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Seeds at a time; as many as there are processors if not given.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--twice", description = "Run each seed twice and compare its hashes.")
  private boolean twice;

  @Option(names = "--first", description = "End with the first seed that finds something.")
  private boolean first;

  @Option(names = "--verbose", description = "A line per seed, and the journal of a failed one.")
  private boolean verbose;

  @Option(names = "--journal", description = "With --verbose: every durable fact of every seed.")
  private boolean journal;

  @Option(names = "--json", description = "The summary as one JSON object on standard output.")
  private boolean json;

  @Option(
      names = "--towers",
      paramLabel = "DIR",
      description =
          "Folder of the towers' files; config/towers of the source tree that this is built from if not given.")
  private @Nullable Path towers;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (jobs < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs " + jobs + ": at least 1");
    }
    Path folder = towers == null ? Sources.config("towers") : towers;
    Campaign campaign =
        new Campaign(
            Towers.read(folder), java.util.Objects.requireNonNull(seeds), jobs, twice, first);
    FuzzPrinter printer = new FuzzPrinter(json ? err : out, verbose, journal);
    Campaign.Summary summary = campaign.run(printer);
    printer.summary(summary);
    if (json) {
      out.println(FuzzPrinter.json(summary));
    }
    out.flush();
    err.flush();
    return summary.ok() ? Exit.OK : Exit.FAILED;
  }
}
