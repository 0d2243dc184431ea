package tower.simulator.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;

/** How much faster than real time the full product runs in virtual time, on one thread. */
@Command(
    name = "simulation",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the full product with all checkers on one thread, round by round: seeds with faults,"
          + " and a busy tower without any that brings down one car after the other; beside them a"
          + " fixed piece of arithmetic that shows whether the machine stood still."
    },
    footer = {"", "Example:", "  tower-sim bench simulation --rounds 7 --seeds 40 --json"})
final class SimulationCommand implements Callable<Integer> {
  private static final int FLOOR_STEPS = 200_000_000;

  /** Half an hour, and more customers than it can serve. */
  private static final int BUSY_S = 1800;

  private static final int BUSY_EVERY_MS = 40_000;
  private static final int BUSY_TOWERS = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Counted rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seeds",
      defaultValue = "40",
      description = "Seeds a round, always the same (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, ConfigException {
    if (rounds < 1 || seeds < 1) {
      throw new ParameterException(spec.commandLine(), "rounds and seeds must be at least 1");
    }
    Towers towers = Towers.read(Sources.config("towers"));
    List<Scenario> drawn = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      drawn.add(Drawn.scenario(seed, towers.names()));
    }
    List<Scenario> busy = new ArrayList<>();
    for (int seed = 1; seed <= BUSY_TOWERS; seed++) {
      busy.add(busy(seed));
    }
    run(drawn, towers); // the compiler's own work belongs to no round
    run(busy, towers);
    List<Double> floor = new ArrayList<>();
    List<SimulationReport.Round> withFaults = new ArrayList<>();
    List<SimulationReport.Round> withoutRest = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      floor.add(floorSeconds(i));
      withFaults.add(run(drawn, towers));
      withoutRest.add(run(busy, towers));
      System.err.printf(
          Locale.ROOT,
          "round %d of %d: %.0f x, busy %.0f x%n",
          i + 1,
          rounds,
          withFaults.getLast().factor(),
          withoutRest.getLast().factor());
    }
    SimulationReport report =
        new SimulationReport(seeds, Sample.of(floor), withFaults, withoutRest);
    System.out.print(json ? report.json().toPrettyString() + "\n" : report.text());
    return report.failed() == 0 ? Exit.OK : Exit.FAILED;
  }

  /** A full tower that is asked for more cars than it can bring. */
  private static Scenario busy(long seed) {
    List<Happening> orders = new ArrayList<>();
    for (int at = 1000; at < BUSY_S * 1000; at += BUSY_EVERY_MS) {
      orders.add(new Happening(at, What.PICKUP, Happening.AT_ONCE, 0, orders.size()));
    }
    return new Scenario(seed, "guangzhou-42", BUSY_S, BUSY_S, 95, 3600, 3600, 0, orders);
  }

  private static SimulationReport.Round run(List<Scenario> scenarios, Towers towers) {
    double virtual = 0;
    long exchanges = 0;
    long retrievals = 0;
    int failed = 0;
    long begun = System.nanoTime();
    for (Scenario scenario : scenarios) {
      SeedReport report = Campaign.one(scenario, towers);
      virtual += report.figures().virtualNanos() / 1e9;
      exchanges += report.figures().exchanges();
      retrievals += report.figures().retrievals();
      failed += report.ok() ? 0 : 1;
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new SimulationReport.Round(virtual, seconds, exchanges, retrievals, failed);
  }

  /** Fixed arithmetic whose result is used, so that it cannot be left out. */
  private static double floorSeconds(long round) {
    long begun = System.nanoTime();
    long x = round + 1;
    for (int i = 0; i < FLOOR_STEPS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return x == 0 ? Double.NaN : seconds;
  }
}
