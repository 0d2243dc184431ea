package tower.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import tower.simulator.hunt.Catalogue;
import tower.simulator.hunt.SeedRange;
import tower.simulator.hunt.Towers;
import tower.simulator.report.CampaignReport;
import tower.simulator.report.JunitXml;

/** {@code tower-sim fuzz}: many seeds, every checker, one line to replay what was found. */
@Command(
    name = "fuzz",
    description = {
      "Runs the product in virtual time against drawn faults, seed by seed.",
      "A seed is six simulated minutes of faults at one tower, and then as long as",
      "it takes until everything that was begun has ended, or the tower names what is broken.",
      "Exit 0: nothing found, 1: an invariant did not hold or a run is stuck, 2: wrong usage,",
      "3: the simulator itself failed, 130: interrupted."
    },
    mixinStandardHelpOptions = true)
final class FuzzCommand implements Callable<Integer> {
  /** Seeds below are run by people and tests; fresh ones begin above. */
  private static final long FRESH = 1_000_000;

  private static final long PLENTY = 1_000_000_000_000L;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      converter = SeedRange.Converter.class,
      description = "The seeds to run, both ends included.")
  private @Nullable SeedRange seeds;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Instead of --seeds: one fresh seed after the other for so long, as 15m or 2h.")
  private @Nullable Duration time;

  @Option(
      names = "--from",
      paramLabel = "SEED",
      description = "With --time: the first seed; taken from the clock and printed if not given.")
  private long from = -1;

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
      names = "--junit",
      paramLabel = "FILE.xml",
      description = "A case for each seed that failed, and one for all of them.")
  private @Nullable Path junit;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Totals, failed seeds, fault coverage and histograms as one page.")
  private @Nullable Path report;

  @Option(
      names = "--towers",
      paramLabel = "DIR",
      description =
          "Folder of the towers' files; config/towers of the source tree that this is built from if"
              + " not given.")
  private @Nullable Path towers;

  @Override
  public Integer call() throws Exception {
    SeedRange range = range();
    OutputFile.mustBeWritable(spec, "--junit", junit);
    OutputFile.mustBeWritable(spec, "--report", report);
    Path folder = towers == null ? Sources.config("towers") : towers;
    Duration most = time == null ? Campaign.FOR_EVER : time;
    Campaign campaign = new Campaign(Towers.read(folder), range, most, jobs, twice, first);
    Interruption interruption = Interruption.ends(campaign::interrupt);
    try {
      return hunt(campaign);
    } finally {
      interruption.over();
    }
  }

  private SeedRange range() {
    if (jobs < 1) {
      throw usage("--jobs " + jobs + ": at least 1");
    }
    if ((seeds == null) == (time == null)) {
      throw usage("either --seeds A..B or --time, as 15m");
    }
    if (seeds != null) {
      if (from >= 0) {
        throw usage("--from goes with --time; --seeds names its first seed");
      }
      return seeds;
    }
    long begin = from >= 0 ? from : FRESH + Instant.now().getEpochSecond();
    return new SeedRange(begin, begin + PLENTY);
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private int hunt(Campaign campaign) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    FuzzPrinter printer = new FuzzPrinter(json ? err : out, verbose, journal, time);
    CampaignReport page = report == null ? null : new CampaignReport();
    Campaign.Summary summary = campaign.run(page == null ? printer : page.beside(printer));
    CoverageText coverage =
        new CoverageText(Catalogue.read(Sources.root().resolve(Catalogue.STATES)));
    printer.summary(summary, coverage);
    OutputFile.write(junit, JunitXml.of(summary));
    if (page != null) {
      OutputFile.write(report, page.html(summary));
    }
    if (json) {
      out.println(FuzzPrinter.json(summary, coverage));
    }
    out.flush();
    err.flush();
    if (summary.interrupted()) {
      return Exit.INTERRUPTED;
    }
    return summary.ok() ? Exit.OK : Exit.FAILED;
  }
}
