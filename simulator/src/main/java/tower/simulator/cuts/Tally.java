package tower.simulator.cuts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what came of all cases. */
public final class Tally {
  /** Of a failure that repeats itself thousands of times these are enough. */
  private static final int MOST_KEPT = 200;

  private final Map<Kind, Row> rows = new EnumMap<>(Kind.class);
  private final List<CaseReport> failed = new ArrayList<>();
  private final TreeMap<String, Long> checks = new TreeMap<>();
  private long cases;
  private long allPairs;
  private long virtualNanos;
  private long lives;
  private long hash;
  private long failures;

  /** The sums of one kind. */
  public static final class Row {
    private int boundaries;
    private int coins;
    private long nanos;
    private long singles;
    private long pairs;
    private long failed;

    /** Boundaries of the nominal job. */
    public int boundaries() {
      return boundaries;
    }

    /** Those at which a commit is in flight: cut twice. */
    public int coins() {
      return coins;
    }

    /** How long the nominal job lasts. */
    public long nanos() {
      return nanos;
    }

    /** Single cuts that were made. */
    public long singles() {
      return singles;
    }

    /** Pairs of cuts that were made. */
    public long pairs() {
      return pairs;
    }

    /** Cases that found something. */
    public long failed() {
      return failed;
    }
  }

  Tally(List<Kind> kinds) {
    kinds.forEach(kind -> rows.put(kind, new Row()));
  }

  void nominal(CaseReport report) {
    Row row = row(report);
    row.boundaries = report.lives().getFirst().boundaries();
    row.coins = report.lives().getFirst().coins().cardinality();
    row.nanos = report.virtualNanos();
    add(row, report);
  }

  void single(CaseReport report) {
    Row row = row(report);
    row.singles++;
    add(row, report);
  }

  void pair(CaseReport report) {
    Row row = row(report);
    row.pairs++;
    add(row, report);
  }

  void allPairs(long count) {
    allPairs = count;
  }

  private Row row(CaseReport report) {
    return rows.computeIfAbsent(report.name().kind(), k -> new Row());
  }

  private void add(Row row, CaseReport report) {
    cases++;
    lives += report.lives().size();
    virtualNanos += report.virtualNanos();
    hash += report.hash() * 0x9E3779B97F4A7C15L; // a sum: whichever thread was first
    report.checks().forEach((name, count) -> checks.merge(name, count, Long::sum));
    if (!report.ok()) {
      row.failed++;
      failures++;
      if (failed.size() < MOST_KEPT) {
        failed.add(report);
      }
    }
  }

  /** The sums of each kind. */
  public Map<Kind, Row> rows() {
    return rows;
  }

  /** Reports of the first cases that found something. */
  public List<CaseReport> failed() {
    return failed;
  }

  /** How many found something. */
  public long failures() {
    return failures;
  }

  /** How often each invariant was looked at. */
  public SortedMap<String, Long> checks() {
    return checks;
  }

  /** Cases that were run. */
  public long cases() {
    return cases;
  }

  /** Pairs that there are behind the single cuts that were run. */
  public long allPairs() {
    return allPairs;
  }

  /** Simulated time. */
  public long virtualNanos() {
    return virtualNanos;
  }

  /** Processes that were started. */
  public long lives() {
    return lives;
  }

  /** Of all hashes, whatever the number of threads. */
  public long hash() {
    return hash;
  }

  /** True when nothing was found. */
  public boolean ok() {
    return failures == 0;
  }
}
