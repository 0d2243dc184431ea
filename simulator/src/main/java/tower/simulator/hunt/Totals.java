package tower.simulator.hunt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Adds seeds up as they end. A campaign of a night has a million of them: only what failed is kept,
 * the first of it, and of that the last facts.
 */
final class Totals {
  static final int MOST_FAILED = 200;
  private static final int LAST_FACTS = 60;

  private final List<SeedReport> failed = new ArrayList<>();
  private final TreeMap<String, Long> checks = new TreeMap<>();
  private final TreeMap<String, Long> faults = new TreeMap<>();
  private final TreeMap<String, Long> coverage = new TreeMap<>();
  private final TreeMap<String, Long> open = new TreeMap<>();
  private final TreeMap<String, Long> last = new TreeMap<>();
  private final long[] figures = new long[6];
  private long ran;
  private long failures;
  private long lastSeed;
  private int fewest = Integer.MAX_VALUE;
  private long hash;

  void add(SeedReport report) {
    ran++;
    lastSeed = Math.max(lastSeed, report.seed());
    if (!report.ok()) {
      failures++;
      if (failed.size() < MOST_FAILED) {
        failed.add(report.withLastFacts(LAST_FACTS));
      }
    }
    report.checks().forEach((name, count) -> checks.merge(name, count, Long::sum));
    report.coverage().forEach((mark, count) -> coverage.merge(mark, count, Long::sum));
    report.faults().forEach((what, times) -> faults.merge(what.key(), (long) times, Long::sum));
    SeedReport.Figures f = report.figures();
    long[] more = {
      f.virtualNanos(), f.exchanges(), f.lives(), f.accepted(), f.ended(), f.retrievals()
    };
    for (int i = 0; i < more.length; i++) {
      figures[i] += more[i];
    }
    fewest = Math.min(fewest, f.accepted());
    f.open().forEach((why, count) -> open.merge(why, count, Long::sum));
    last.merge(f.last(), 1L, Long::sum);
    hash += mixed(report.seed(), report.hash()); // seeds end in any order
  }

  private static long mixed(long seed, long hash) {
    long h = (hash ^ (seed * 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
    return (h ^ (h >>> 29)) * 0x94D049BB133111EBL;
  }

  Campaign.Summary summary(SeedRange asked, long wallNanos, boolean interrupted) {
    failed.sort(Comparator.comparingLong(SeedReport::seed));
    return new Campaign.Summary(
        ran == 0 ? asked : new SeedRange(asked.first(), lastSeed),
        ran,
        interrupted,
        List.copyOf(failed),
        failures,
        checks,
        faults,
        coverage,
        figures[0],
        wallNanos,
        figures[1],
        figures[2],
        figures[3],
        ran == 0 ? 0 : fewest,
        figures[4],
        open,
        last,
        figures[5],
        hash);
  }
}
