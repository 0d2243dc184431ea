package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
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

/** How much faster than real time the full product runs in virtual time, on one thread. */
@Command(
    name = "simulation",
    mixinStandardHelpOptions = true,
    description =
        "Runs seeds of the full product with faults and all checkers on one thread, round by round,"
            + " beside a fixed piece of arithmetic that shows whether the machine stood still.",
    footer = {"", "Example:", "  tower-sim bench simulation --rounds 7 --seeds 40 --json"})
final class SimulationCommand implements Callable<Integer> {
  /** What the goal asks of one core. */
  private static final double GOAL = 3_000;

  private static final int FLOOR_STEPS = 200_000_000;

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

  /** What one round did. */
  private record Round(
      double virtualSeconds, double seconds, long exchanges, long retrievals, int failed) {}

  @Override
  public Integer call() throws IOException, ConfigException {
    if (rounds < 1 || seeds < 1) {
      throw new ParameterException(spec.commandLine(), "rounds and seeds must be at least 1");
    }
    Towers towers = Towers.read(folder());
    run(towers); // the compiler's own work belongs to no round
    List<Double> floor = new ArrayList<>();
    List<Round> measured = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      floor.add(floorSeconds(i));
      measured.add(run(towers));
      System.err.printf(
          Locale.ROOT, "round %d of %d: %.0f x%n", i + 1, rounds, factor(measured.getLast()));
    }
    report(Sample.of(floor), measured);
    return measured.stream().allMatch(r -> r.failed() == 0) ? Exit.OK : Exit.FAILED;
  }

  private static Path folder() throws IOException {
    return Sources.config("towers");
  }

  private Round run(Towers towers) {
    double virtual = 0;
    long exchanges = 0;
    long retrievals = 0;
    int failed = 0;
    long begun = System.nanoTime();
    for (int seed = 1; seed <= seeds; seed++) {
      SeedReport report = Campaign.one(seed, towers);
      virtual += report.figures().virtualNanos() / 1e9;
      exchanges += report.figures().exchanges();
      retrievals += report.figures().retrievals();
      failed += report.ok() ? 0 : 1;
    }
    return new Round(virtual, (System.nanoTime() - begun) / 1e9, exchanges, retrievals, failed);
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

  private static double factor(Round round) {
    return round.virtualSeconds() / round.seconds();
  }

  private void report(Sample floor, List<Round> measured) {
    Sample factor = Sample.of(measured.stream().map(SimulationCommand::factor).toList());
    Sample bus = Sample.of(measured.stream().map(r -> r.exchanges() / r.seconds()).toList());
    Sample cars = Sample.of(measured.stream().map(r -> r.retrievals() / r.seconds()).toList());
    int failed = measured.stream().mapToInt(Round::failed).sum();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("realTimeFactor", Math.round(factor.median()));
      node.put("goal", GOAL).put("rounds", rounds).put("seedsPerRound", seeds);
      node.put("failedSeeds", failed).put("void", Floor.moved(floor));
      node.set("realTimeFactors", factor.json());
      node.set("busTransactionsPerWallSecond", bus.json());
      node.set("retrievalsPerWallSecond", cars.json());
      node.set("floorSeconds", floor.json());
      System.out.println(node.toPrettyString());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        """
        full product with faults and checkers, one thread, %d rounds of seeds 1..%d (median, min..max)
        real time factor        %,.0f x   %,.0f..%,.0f   goal %,.0f: %s
        bus transactions/s      %,.0f   %,.0f..%,.0f
        retrievals/s            %.1f   %.1f..%.1f
        seeds that failed       %d
        %s
        """,
        rounds,
        seeds,
        factor.median(),
        factor.min(),
        factor.max(),
        GOAL,
        factor.median() >= GOAL ? "met" : "NOT met",
        bus.median(),
        bus.min(),
        bus.max(),
        cars.median(),
        cars.min(),
        cars.max(),
        failed,
        Floor.verdict(floor, "the floor (fixed arithmetic)"));
  }
}
