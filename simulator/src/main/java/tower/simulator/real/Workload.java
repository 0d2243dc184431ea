package tower.simulator.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tower.config.ConfigException;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Hunt;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.store.Batch;

/**
 * What a busy tower commits, transaction by transaction: cars out and in, processes that die and
 * start again, faults and resumes. The same for the same seed, in every process.
 *
 * @param groups the batches of each transaction
 */
record Workload(List<List<Batch>> groups) {
  static final String TOWER = "guangzhou-42";

  private static final int EVERY_MS = 20_000;
  private static final int DEATH_EVERY = 9;

  /** Before the first car is under way. */
  private static final int LEAST_S = 120;

  /** A busy tower commits a row every two seconds; the rest is reserve. */
  private static final int ROW_S = 3;

  /**
   * The workload of a seed.
   *
   * @param rows of the journal, at least; the last transaction is not cut
   * @throws IOException when there is no configuration in this source tree
   */
  static Workload of(long seed, int rows) throws IOException, ConfigException {
    List<List<Batch>> groups = new ArrayList<>();
    try (Hunt hunt =
        new Hunt(
            scenario(seed, LEAST_S + ROW_S * rows), towers(), batches -> groups.add(batches))) {
      hunt.run();
    }
    int count = 0;
    while (count < groups.size() && (count == 0 || lastSeq(groups.get(count - 1)) < rows)) {
      count++;
    }
    if (lastSeq(groups.get(count - 1)) < rows) {
      throw new IllegalStateException("the day has only " + lastSeq(groups.getLast()) + " rows");
    }
    return new Workload(List.copyOf(groups.subList(0, count)));
  }

  private static Towers towers() throws IOException, ConfigException {
    return Towers.read(Sources.config("towers"));
  }

  private static Scenario scenario(long seed, int lengthS) {
    Chance chance = new Chance(seed).split("workload");
    List<Happening> happenings = new ArrayList<>();
    for (int at = 1000; at < lengthS * 1000; at += EVERY_MS) {
      int number = happenings.size();
      What what = chance.below(2) == 0 ? What.PICKUP : What.INTAKE;
      if (number % DEATH_EVERY == DEATH_EVERY - 1) {
        what = What.PROCESS_DEATH;
      }
      happenings.add(new Happening(at, what, Happening.AT_ONCE, 3000, number));
    }
    return new Scenario(seed, TOWER, lengthS, lengthS, 70, 120, 120, 0, happenings);
  }

  /** The last row of a transaction. */
  static long lastSeq(List<Batch> group) {
    return group.getLast().lastSeq();
  }

  /** The last row of all. */
  long lastSeq() {
    return lastSeq(groups.getLast());
  }
}
