package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The simulation's figures for people and for machines.
 *
 * @param seeds so many with faults a round
 * @param floor seconds of the fixed arithmetic, one a round
 * @param drawn rounds of seeds with faults
 * @param busy rounds of towers that bring down one car after the other
 */
record SimulationReport(int seeds, Sample floor, List<Round> drawn, List<Round> busy) {
  /** Simulated seconds per real second. */
  private static final double FACTOR_GOAL = 7_000;

  /** Cars collected per real second, from busy towers. */
  private static final double RETRIEVALS_GOAL = 80;

  /** What one round did, in real seconds. */
  record Round(double virtualSeconds, double seconds, long exchanges, long retrievals, int failed) {
    double factor() {
      return virtualSeconds / seconds;
    }
  }

  /** Runs in which an invariant did not hold. */
  int failed() {
    return drawn.stream().mapToInt(Round::failed).sum()
        + busy.stream().mapToInt(Round::failed).sum();
  }

  private static Sample sample(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return new Sample(rounds.stream().mapToDouble(figure).toArray());
  }

  private static Sample factors(List<Round> rounds) {
    return sample(rounds, Round::factor);
  }

  private static Sample exchanges(List<Round> rounds) {
    return sample(rounds, r -> r.exchanges() / r.seconds());
  }

  private static Sample retrievals(List<Round> rounds) {
    return sample(rounds, r -> r.retrievals() / r.seconds());
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("realTimeFactor", Math.round(factors(drawn).median()));
    node.put("goal", FACTOR_GOAL).put("rounds", drawn.size()).put("seedsPerRound", seeds);
    node.put("failedRuns", failed()).put("void", Floor.moved(floor));
    node.set("seedsWithFaults", arm(drawn));
    node.set("busyTowers", arm(busy));
    node.put("retrievalsPerWallSecondGoal", RETRIEVALS_GOAL);
    node.set("floorSeconds", floor.json());
    return node;
  }

  private static ObjectNode arm(List<Round> rounds) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("realTimeFactors", factors(rounds).json());
    node.set("busTransactionsPerWallSecond", exchanges(rounds).json());
    node.set("retrievalsPerWallSecond", retrievals(rounds).json());
    return node;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "full product with all checkers, one thread, %d rounds (median, min..max)%n%n"
                + "seeds 1..%d, with faults%n",
            drawn.size(),
            seeds));
    row(out, "real time factor", factors(drawn), FACTOR_GOAL);
    row(out, "bus transactions/s", exchanges(drawn), Double.NaN);
    row(out, "retrievals/s", retrievals(drawn), Double.NaN);
    out.append(String.format(Locale.ROOT, "%nbusy towers, no fault%n"));
    row(out, "real time factor", factors(busy), FACTOR_GOAL);
    row(out, "bus transactions/s", exchanges(busy), Double.NaN);
    row(out, "retrievals/s", retrievals(busy), RETRIEVALS_GOAL);
    out.append(
        String.format(
            Locale.ROOT,
            "%nruns that failed         %d%n%s%n",
            failed(),
            Floor.verdict(floor, "the floor (fixed arithmetic)")));
    return out.toString();
  }

  private static void row(StringBuilder out, String name, Sample figures, double goal) {
    out.append(
        String.format(
            Locale.ROOT,
            "  %-20s %,12.1f   %,.1f..%,.1f",
            name,
            figures.median(),
            figures.min(),
            figures.max()));
    out.append(
        Double.isNaN(goal)
            ? "\n"
            : String.format(
                Locale.ROOT,
                "   goal %,.0f: %s%n",
                goal,
                figures.median() >= goal ? "met" : "NOT met"));
  }
}
