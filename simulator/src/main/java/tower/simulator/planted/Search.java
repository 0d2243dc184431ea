package tower.simulator.planted;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import tower.simulator.check.Finding;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;

/**
 * Runs seed by seed in the process that has the broken class in front, until one of the invariants
 * that are made for the bug has found it. What other invariants find on the way proves nothing.
 */
final class Search {
  private Search() {}

  /**
   * Searches and prints one line.
   *
   * @param args folder of the towers' files, last seed, invariants with commas between
   */
  public static void main(String[] args) throws Exception {
    // The product's log is not asked for; what matters is in the finding.
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Towers towers = Towers.read(Path.of(args[0]));
    long last = Long.parseLong(args[1]);
    Set<String> wanted = Set.of(args[2].split(","));
    Set<String> others = new LinkedHashSet<>();
    for (long seed = 1; seed <= last; seed++) {
      SeedReport report = Campaign.one(seed, towers);
      Set<String> found = new LinkedHashSet<>();
      for (Finding finding : report.findings()) {
        found.add(finding.invariant());
      }
      if (found.stream().anyMatch(wanted::contains)) {
        out.println(new Searched(seed, String.join(",", found)));
        return;
      }
      others.addAll(found);
    }
    out.println(new Searched(Searched.NONE, String.join(",", others)));
  }
}
