package tower.simulator.planted;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.PrimitiveIterator;
import java.util.Set;
import tower.simulator.check.Finding;
import tower.simulator.check.Invariant;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.Towers;
import tower.store.StoreException;

/**
 * Runs seed by seed in the process that has the broken class in front, until one of the invariants
 * that are made for the bug has found it. What other invariants find on the way proves nothing.
 */
final class Search {
  private Search() {}

  /**
   * Searches and prints one line.
   *
   * @param args folder of the towers' files, how many seeds, which one first, how many are left
   *     out, invariants with commas between
   */
  public static void main(String[] args) throws Exception {
    // The product's log is not asked for; what matters is in the finding.
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Towers towers = Towers.read(Path.of(args[0]));
    long count = Long.parseLong(args[1]);
    PrimitiveIterator.OfLong seeds = Seeds.of(count, Long.parseLong(args[2])).iterator();
    long tried = 0;
    for (; tried < Long.parseLong(args[3]); tried++) {
      seeds.nextLong();
    }
    Set<String> wanted = Set.of(args[4].split(","));
    Set<String> others = new LinkedHashSet<>();
    while (seeds.hasNext()) {
      long seed = seeds.nextLong();
      tried++;
      Set<String> found = found(seed, towers);
      if (found.stream().anyMatch(wanted::contains)) {
        out.println(new Searched(seed, tried, String.join(",", found)));
        return;
      }
      others.addAll(found);
    }
    out.println(new Searched(Searched.NONE, tried, String.join(",", others)));
  }

  /** A record that contradicts itself answers nothing more, not even to those who look after it. */
  private static Set<String> found(long seed, Towers towers) {
    Set<String> found = new LinkedHashSet<>();
    try {
      for (Finding finding : Campaign.one(seed, towers).findings()) {
        found.add(finding.invariant());
      }
    } catch (StoreException e) {
      found.add(Invariant.PROCESS.key());
    }
    return found;
  }
}
