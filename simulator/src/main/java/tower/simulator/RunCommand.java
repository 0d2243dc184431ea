package tower.simulator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
import tower.simulator.scenario.ScenarioFile;

/** {@code tower-sim run}: one scenario from a file, every checker. */
@Command(
    name = "run",
    description = {
      "Runs the scenario of a file in virtual time.",
      "Exit 1 when an invariant did not hold."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCENARIO.toml", description = "The scenario's file.")
  private @Nullable Path file;

  @Option(names = "--journal", description = "Every durable fact, with its time.")
  private boolean journal;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Towers towers = Towers.read(Sources.config("towers"));
    Path given = java.util.Objects.requireNonNull(file);
    SeedReport report = Campaign.one(ScenarioFile.read(given), towers);
    new FuzzPrinter(out, true, journal).ended(report);
    out.flush();
    return report.ok() ? Exit.OK : Exit.FAILED;
  }
}
