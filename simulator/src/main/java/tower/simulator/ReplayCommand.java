package tower.simulator;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.simulator.check.Finding;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.simulator.report.Chronicle;
import tower.simulator.report.Happened;

/** {@code tower-sim replay}: one seed again, and everything about what was found in it. */
@Command(
    name = "replay",
    description = {
      "Runs a seed twice, compares the runs line by line, and tells what happened about each",
      "finding. Exit 1 when an invariant did not hold or the runs differ."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private static final int BEFORE = 60;
  private static final int AFTER = 15;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PlantedBug planted = new PlantedBug();

  @Mixin private RunOutput output = new RunOutput();

  @Parameters(paramLabel = "SEED", description = "The seed, or a scenario's file.")
  private String seed = "";

  @Option(
      names = "--trace",
      description = "Everything that happened in the whole run, but for recurring reads.")
  private boolean trace;

  @Override
  public Integer call() throws Exception {
    if (planted.wanted()) {
      return planted.run(spec);
    }
    output.check(spec);
    Towers towers = Towers.read(Sources.config("towers"));
    Given given = planted.given(spec, seed, towers);
    Chronicle first = new Chronicle(true);
    Chronicle second = new Chronicle(true);
    SeedReport one = Campaign.one(given.scenario(), towers, first);
    SeedReport two =
        Campaign.one(given.scenario(), towers, Onlooker.all(List.of(second, output.onlooker())));
    say(one, first);
    boolean same = compare(one, two, first, second);
    output.write(given);
    spec.commandLine().getOut().flush();
    return same && one.ok() ? Exit.OK : Exit.FAILED;
  }

  private void say(SeedReport ended, Chronicle chronicle) {
    PrintWriter out = spec.commandLine().getOut();
    RunPrinter printer = new RunPrinter(out);
    printer.line(ended);
    printer.facts(ended, output.facts(0));
    for (Finding finding : ended.findings()) {
      out.println();
      out.println("FOUND " + finding);
    }
    if (trace) {
      out.println();
      chronicle.around(Long.MAX_VALUE, Integer.MAX_VALUE, 0).forEach(out::println);
    } else if (!ended.ok()) {
      Finding first = ended.findings().getFirst();
      out.println();
      out.println("what happened about " + first.invariant() + ":");
      for (Happened line : chronicle.around(first.nanos(), BEFORE, AFTER)) {
        out.println((line.kind() == Happened.Kind.FINDING ? "> " : "  ") + line);
      }
    }
  }

  private boolean compare(SeedReport one, SeedReport two, Chronicle first, Chronicle second) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    int differs = first.differsAt(second);
    if (differs < 0 && one.hash() == two.hash()) {
      out.printf(
          "two runs: hash %s, %,d lines of trace, the same to the byte%n",
          one.hashText(), first.lines().size());
      return true;
    }
    out.printf("two runs DIFFER: hashes %s and %s%n", one.hashText(), two.hashText());
    if (differs >= 0) {
      out.println("first  " + first.line(differs));
      out.println("second " + second.line(differs));
    }
    return false;
  }
}
