package tower.simulator.hunt;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import tower.simulator.check.Finding;
import tower.simulator.scenario.What;

/**
 * What came of a seed.
 *
 * @param seed its number
 * @param tower the tower it drew
 * @param faults what went wrong how often
 * @param hash of everything that happened: the same at every run of the seed
 * @param findings what did not hold, none when all is well
 * @param journal the last facts before the first finding, with their times
 * @param checks how often each checker has looked
 * @param coverage how often each mark was hit: faults that began, branches of recovery
 * @param figures what happened how often
 */
public record SeedReport(
    long seed,
    String tower,
    Map<What, Integer> faults,
    long hash,
    List<Finding> findings,
    List<Noted> journal,
    SortedMap<String, Long> checks,
    SortedMap<String, Long> coverage,
    Figures figures) {
  /**
   * What happened how often.
   *
   * @param virtualNanos how long the seed lasted in its own time
   * @param exchanges requests on the line
   * @param lives processes that were started
   * @param accepted pickups and intakes that were accepted
   * @param ended of these, ended
   * @param open of the others, how many for which reason
   * @param last what the tower was last waiting for
   * @param retrievals cars that were collected
   */
  public record Figures(
      long virtualNanos,
      long exchanges,
      int lives,
      int accepted,
      int ended,
      SortedMap<String, Long> open,
      String last,
      int retrievals) {}

  /** The same with no more than so many facts. */
  SeedReport withLastFacts(int most) {
    int from = Math.max(0, journal.size() - most);
    return new SeedReport(
        seed,
        tower,
        faults,
        hash,
        findings,
        List.copyOf(journal.subList(from, journal.size())),
        checks,
        coverage,
        figures);
  }

  /** The same run, after it was compared with another. */
  SeedReport compared(List<Finding> allFindings, SortedMap<String, Long> allChecks) {
    return new SeedReport(
        seed, tower, faults, hash, List.copyOf(allFindings), journal, allChecks, coverage, figures);
  }

  /** True when nothing was found. */
  public boolean ok() {
    return findings.isEmpty();
  }

  /** The hash as it is printed. */
  public String hashText() {
    return String.format(Locale.ROOT, "%016x", hash);
  }
}
