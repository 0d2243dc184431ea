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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.simulator.report.JunitXml;

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

  @Mixin private PlantedBug planted = new PlantedBug();

  @Mixin private RunOutput output = new RunOutput();

  @Parameters(paramLabel = "SCENARIO.toml", description = "The scenario's file.")
  private String file = "";

  @Option(names = "--json", description = "The result as one JSON object on standard output.")
  private boolean json;

  @Option(names = "--junit", paramLabel = "FILE.xml", description = "The result as one JUnit case.")
  private @Nullable Path junit;

  @Override
  public Integer call() throws Exception {
    if (planted.wanted()) {
      return planted.run(spec);
    }
    OutputFile.mustBeWritable(spec, "--junit", junit);
    output.check(spec);
    Towers towers = Towers.read(Sources.config("towers"));
    return run(planted.given(spec, file, towers), towers);
  }

  private int run(Given given, Towers towers) throws IOException {
    long began = System.nanoTime();
    SeedReport ended = Campaign.one(given.scenario(), towers, output.onlooker());
    double seconds = (System.nanoTime() - began) / 1e9;
    say(given, ended);
    OutputFile.write(junit, JunitXml.of(ended, given.name(), given.replay(), seconds));
    output.write(given);
    return ended.ok() ? Exit.OK : Exit.FAILED;
  }

  private void say(Given given, SeedReport ended) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter told = json ? spec.commandLine().getErr() : out;
    RunPrinter printer = new RunPrinter(told);
    if (ended.ok()) {
      printer.line(ended);
      printer.facts(ended, output.facts(0));
    } else {
      printer.failure(ended, output.facts(40));
      told.println("  replay: " + given.replay());
    }
    if (json) {
      out.println(RunPrinter.json(ended));
    }
    told.flush();
    out.flush();
  }
}
