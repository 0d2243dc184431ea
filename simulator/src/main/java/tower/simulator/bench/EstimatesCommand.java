package tower.simulator.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;

/** Are the tower's estimates honest? */
@Command(
    name = "estimates",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the full product through simulated hours without faults, with customers who come late,"
          + " dawdle and forget, and compares what the tower said of each pickup with what came."
          + " Fails when fewer than 85 of 100 cars came within the time that nine of ten should, or"
          + " when the middle was farther off than --most in more than one case of ten."
    },
    footer = {"", "Example:", "  tower-sim bench estimates --hours 24 --json"})
final class EstimatesCommand implements Callable<Integer> {
  private static final int HOUR_S = 3600;
  private static final int FULL_PERCENT = 70;
  private static final int CALM_S = 600;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--hours",
      defaultValue = "24",
      description = "Simulated hours, two at a time (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Option(
      names = "--every",
      defaultValue = "240",
      description = "Seconds from one pickup to the next (default: ${DEFAULT-VALUE}).")
  private int everyS;

  @Option(
      names = "--tower",
      defaultValue = "guangzhou-42",
      description = "Which tower (default: ${DEFAULT-VALUE}).")
  private String tower = "";

  @Option(
      names = "--most",
      defaultValue = "20",
      description = "Seconds that nine of ten middles may be off (default: ${DEFAULT-VALUE}).")
  private int mostS;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, ConfigException {
    Towers towers = Towers.read(Sources.config("towers"));
    if (hours < 1 || everyS < 1 || !towers.names().contains(tower)) {
      throw new ParameterException(
          spec.commandLine(), "hours and every must be at least 1, tower one of " + towers.names());
    }
    Promised promised = new Promised();
    int failed = 0;
    for (int left = hours, seed = 1; left > 0; left -= 2, seed++) {
      Scenario day = day(seed, tower, Math.min(left, 2) * HOUR_S, everyS);
      failed += Campaign.one(day, towers, promised).ok() ? 0 : 1;
    }
    EstimatesReport report = EstimatesReport.of(hours, promised, failed);
    System.out.print(json ? report.json().toPrettyString() + "\n" : report.text());
    return report.honest(mostS * 1000L) ? Exit.OK : Exit.FAILED;
  }

  /** As many cars are brought as are ordered, each at a time of its own. */
  static Scenario day(long seed, String tower, int lengthS, int everyS) {
    List<Happening> happenings = new ArrayList<>();
    long random = seed;
    for (int n = 0; n * everyS < lengthS - CALM_S; n++) {
      random = random * 6364136223846793005L + 1442695040888963407L;
      int early = Math.floorMod(random >> 33, everyS * 1000);
      int late = Math.floorMod(random >> 17, everyS * 1000);
      happenings.add(
          new Happening(
              (long) n * everyS * 1000 + early, What.PICKUP, Happening.AT_ONCE, 0, 2 * n));
      happenings.add(
          new Happening(
              (long) n * everyS * 1000 + late, What.INTAKE, Happening.AT_ONCE, 0, 2 * n + 1));
    }
    happenings.sort(Comparator.comparingLong(Happening::atMs));
    return new Scenario(
        seed, tower, lengthS, lengthS - CALM_S, FULL_PERCENT, HOUR_S, HOUR_S, 0, happenings);
  }
}
