package tower.simulator.hunt;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tower.simulator.check.Finding;
import tower.simulator.check.Invariant;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.Scenario;

/** Many seeds, several at a time, each by itself on one thread. */
public final class Campaign {
  /** One seed in so many is run a second time under another wall clock. */
  private static final int CLOCK_EVERY = 40;

  private final Towers towers;
  private final SeedRange seeds;
  private final int jobs;
  private final boolean twice;
  private final boolean first;
  private volatile boolean enough;

  /**
   * A campaign that has not begun.
   *
   * @param jobs seeds at a time
   * @param twice run each seed twice and compare
   * @param first end with the first seed that finds something
   */
  public Campaign(Towers towers, SeedRange seeds, int jobs, boolean twice, boolean first) {
    this.towers = towers;
    this.seeds = seeds;
    this.jobs = Math.max(1, jobs);
    this.twice = twice;
    this.first = first;
  }

  /** Who is told how it goes; calls come one at a time, in the order in which seeds end. */
  public interface Listener {
    /** The campaign begins. */
    void begins(SeedRange seeds, int jobs);

    /** A seed has ended. */
    void ended(SeedReport report);
  }

  /**
   * Everything at once.
   *
   * @param seeds that were run
   * @param failed reports of the seeds that found something
   * @param checks how often each checker has looked, by name
   * @param faults how often each fault has happened
   * @param virtualNanos simulated time
   * @param wallNanos real time
   * @param exchanges requests on the line
   * @param lives processes started
   * @param accepted pickups and intakes accepted
   * @param fewest accepted in one seed
   * @param ended of these, ended
   * @param open of the others, how many for which reason
   * @param last in how many seeds the tower ended in which state
   * @param retrievals cars collected
   * @param hash of all hashes, in the order of the seeds
   */
  public record Summary(
      SeedRange seeds,
      List<SeedReport> failed,
      SortedMap<String, Long> checks,
      SortedMap<String, Long> faults,
      long virtualNanos,
      long wallNanos,
      long exchanges,
      long lives,
      long accepted,
      int fewest,
      long ended,
      SortedMap<String, Long> open,
      SortedMap<String, Long> last,
      long retrievals,
      long hash) {
    /** True when nothing was found. */
    public boolean ok() {
      return failed.isEmpty();
    }

    /** Simulated seconds per real second. */
    public double realTimeFactor() {
      return (double) virtualNanos / Math.max(1, wallNanos);
    }
  }

  /** One seed, run once. */
  public static SeedReport one(long seed, Towers towers) {
    return one(Drawn.scenario(seed, towers.names()), towers);
  }

  /** A scenario, run once. */
  public static SeedReport one(Scenario scenario, Towers towers) {
    try (Hunt hunt = new Hunt(scenario, towers)) {
      return hunt.run();
    }
  }

  /** A scenario under a wall clock that is wrong from the first and jumps all the time. */
  public static SeedReport underJumpingClock(Scenario scenario, Towers towers) {
    try (Hunt hunt = new Hunt(scenario, towers)) {
      hunt.letTheClockJump();
      return hunt.run();
    }
  }

  private SeedReport seed(long seed) {
    SeedReport first = one(seed, towers);
    SeedReport compared = first;
    if (twice) {
      compared = compare(compared, one(seed, towers), Invariant.TWICE, "run twice");
    }
    if (twice || seed % CLOCK_EVERY == 0) {
      SeedReport jumped = underJumpingClock(Drawn.scenario(seed, towers.names()), towers);
      compared = compare(compared, jumped, Invariant.S30, "under another wall clock");
    }
    return compared;
  }

  static SeedReport compare(SeedReport first, SeedReport other, Invariant invariant, String how) {
    TreeMap<String, Long> checks = new TreeMap<>(first.checks());
    checks.merge(invariant.key(), 1L, Long::sum);
    List<Finding> findings = new ArrayList<>(first.findings());
    if (first.hash() != other.hash()) {
      String text = "two hashes, " + how + ": " + first.hashText() + ", " + other.hashText();
      findings.add(new Finding(0, invariant.key(), text));
    }
    return first.compared(findings, checks);
  }

  /**
   * Runs all seeds.
   *
   * @throws InterruptedException when the caller's thread is interrupted
   */
  public Summary run(Listener listener) throws InterruptedException {
    listener.begins(seeds, jobs);
    long began = System.nanoTime();
    @Nullable SeedReport[] reports = new SeedReport[Math.toIntExact(seeds.size())];
    AtomicLong next = new AtomicLong(seeds.first());
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      workers.add(threads.submit(() -> work(next, reports, listener)));
    }
    threads.shutdown();
    try {
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("the simulator itself has failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return sum(reports, System.nanoTime() - began);
  }

  private void work(AtomicLong next, @Nullable SeedReport[] reports, Listener listener) {
    for (long seed = next.getAndIncrement();
        seed <= seeds.last() && !enough && !Thread.currentThread().isInterrupted();
        seed = next.getAndIncrement()) {
      SeedReport report;
      try {
        report = seed(seed);
      } catch (RuntimeException e) {
        throw new IllegalStateException("seed " + seed + ": " + e, e);
      }
      reports[(int) (seed - seeds.first())] = report;
      enough = enough || (first && !report.ok());
      synchronized (this) {
        listener.ended(report);
      }
    }
  }

  private Summary sum(@Nullable SeedReport[] reports, long wallNanos) {
    Totals totals = new Totals();
    for (SeedReport report : reports) {
      if (report != null) {
        totals.add(report);
      }
    }
    return totals.summary(seeds, wallNanos);
  }

  /** Adds up. */
  private static final class Totals {
    private final List<SeedReport> failed = new ArrayList<>();
    private final TreeMap<String, Long> checks = new TreeMap<>();
    private final TreeMap<String, Long> faults = new TreeMap<>();
    private final TreeMap<String, Long> open = new TreeMap<>();
    private final TreeMap<String, Long> last = new TreeMap<>();
    private final long[] figures = new long[6];
    private int fewest = Integer.MAX_VALUE;
    private long hash;

    void add(SeedReport report) {
      if (!report.ok()) {
        failed.add(report);
      }
      report.checks().forEach((name, count) -> checks.merge(name, count, Long::sum));
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
      hash = hash * 0x9E3779B97F4A7C15L + report.hash();
    }

    Summary summary(SeedRange seeds, long wallNanos) {
      return new Summary(
          seeds,
          List.copyOf(failed),
          checks,
          faults,
          figures[0],
          wallNanos,
          figures[1],
          figures[2],
          figures[3],
          fewest,
          figures[4],
          open,
          last,
          figures[5],
          hash);
    }
  }
}
