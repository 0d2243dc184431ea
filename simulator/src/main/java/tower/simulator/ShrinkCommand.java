package tower.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.simulator.check.Finding;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.ScenarioFile;
import tower.simulator.shrink.Shrinker;

/** {@code tower-sim shrink}: from a seed that fails to a scenario of a few events. */
@Command(
    name = "shrink",
    description = {
      "Leaves out of a run that fails whatever is not needed for the same invariant to fail,",
      "and writes what is left as a scenario's file. Exit 2 when the run does not fail."
    },
    mixinStandardHelpOptions = true)
final class ShrinkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PlantedBug planted = new PlantedBug();

  @Parameters(paramLabel = "SEED|SCENARIO.toml", description = "The run that fails.")
  private String run = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.toml",
      description = "Where the scenario is written; it is printed if not given.")
  private @Nullable Path file;

  @Option(
      names = "--invariant",
      paramLabel = "NAME",
      description = "The invariant that shall go on failing; the first that failed if not given.")
  private @Nullable String invariant;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs at most; ${DEFAULT-VALUE} if not given.")
  private int runs = 2000;

  @Option(
      names = "--towers",
      paramLabel = "DIR",
      description = "Folder of the towers' files; config/towers of the source tree if not given.")
  private @Nullable Path folder;

  @Override
  public Integer call() throws Exception {
    if (planted.wanted()) {
      return planted.run(spec);
    }
    OutputFile.mustBeWritable(spec, "--output", file);
    if (runs < 1) {
      throw new ParameterException(spec.commandLine(), "--runs " + runs + ": at least 1");
    }
    Towers towers = Towers.read(folder == null ? Sources.config("towers") : folder);
    Given given = planted.given(spec, run, towers);
    Finding kept = finding(given, Campaign.one(given.scenario(), towers));
    Shrinker shrinker = new Shrinker(s -> shows(s, kept.invariant(), towers), towers.names(), runs);
    Scenario small = shrinker.shrink(given.scenario());
    tell(given, small, kept, shrinker.runs(), towers);
    return Exit.OK;
  }

  private Finding finding(Given given, SeedReport report) {
    return report.findings().stream()
        .filter(f -> invariant == null || f.invariant().equals(invariant))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                given.name()
                    + (invariant == null ? " finds nothing" : " does not find " + invariant)
                    + ": there is nothing to shrink"));
  }

  private static boolean shows(Scenario scenario, String invariant, Towers towers) {
    return Campaign.one(scenario, towers).findings().stream()
        .anyMatch(f -> f.invariant().equals(invariant));
  }

  private void tell(Given given, Scenario small, Finding kept, int ran, Towers towers)
      throws IOException {
    Finding now = finding(given, Campaign.one(small, towers));
    String text =
        "# Shrunk from "
            + given.name()
            + " ("
            + given.scenario().happenings().size()
            + " happenings). It found:\n# "
            + now.toString().replace("\n", "\n# ")
            + "\n"
            + ScenarioFile.text(small);
    PrintWriter out = spec.commandLine().getOut();
    OutputFile.write(file, text);
    if (file == null) {
      out.print(text);
    }
    out.printf(
        "%s: %d happenings became %d in %d runs, and %s still fails%n",
        given.name(),
        given.scenario().happenings().size(),
        small.happenings().size(),
        ran,
        kept.invariant());
    if (file != null) {
      out.println("run: " + planted.again("simulator/tower-sim run " + file));
    }
    out.flush();
  }
}
