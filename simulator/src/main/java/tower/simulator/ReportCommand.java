package tower.simulator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.simulator.report.Recording;

/** {@code tower-sim report}: a run as one page. */
@Command(
    name = "report",
    description = {
      "Runs a seed or a scenario and writes one page about it, which needs no network: the",
      "tower's picture over time, bars, events, figures. Exit 1 when an invariant did not hold."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SEED|SCENARIO.toml", description = "The run.")
  private String run = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.html",
      description = "The page's file.")
  private Path file = Path.of("report.html");

  @Override
  public Integer call() throws Exception {
    OutputFile.mustBeWritable(spec, "--output", file);
    Towers towers = Towers.read(Sources.config("towers"));
    Given given = Given.of(spec, run, towers);
    Recording recording = new Recording();
    SeedReport ended = Campaign.one(given.scenario(), towers, recording.onlooker());
    OutputFile.write(file, recording.html(given.name(), given.replay()));
    PrintWriter out = spec.commandLine().getOut();
    new RunPrinter(out).line(ended);
    out.println("written: " + file);
    out.flush();
    return ended.ok() ? Exit.OK : Exit.FAILED;
  }
}
