package tower.simulator.hunt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import tower.simulator.check.Finding;
import tower.simulator.check.Invariant;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.Scenario;

/** Many seeds, several at a time, each by itself on one thread. */
public final class Campaign {
  /** No limit of time. */
  public static final Duration FOR_EVER = Duration.ofDays(10_000);

  /** One seed in so many is run a second time under another wall clock. */
  private static final int CLOCK_EVERY = 40;

  private final Towers towers;
  private final SeedRange seeds;
  private final int jobs;
  private final boolean twice;
  private final boolean first;
  private final long mostNanos;
  private final Totals totals = new Totals();
  private volatile boolean enough;
  private volatile boolean interrupted;

  /**
   * A campaign that has not begun.
   *
   * @param seeds from the first on; those that the time does not suffice for are left out
   * @param most for so long seeds are begun, in real time
   * @param jobs seeds at a time
   * @param twice run each seed twice and compare
   * @param first end with the first seed that finds something
   */
  public Campaign(
      Towers towers, SeedRange seeds, Duration most, int jobs, boolean twice, boolean first) {
    this.towers = towers;
    mostNanos = most.toNanos();
    this.seeds = seeds;
    this.jobs = Math.max(1, jobs);
    this.twice = twice;
    this.first = first;
  }

  /**
   * A campaign of all the seeds that has not begun.
   *
   * @param jobs seeds at a time
   * @param twice run each seed twice and compare
   * @param first end with the first seed that finds something
   */
  public Campaign(Towers towers, SeedRange seeds, int jobs, boolean twice, boolean first) {
    this(towers, seeds, FOR_EVER, jobs, twice, first);
  }

  /** Who is told how it goes; calls come one at a time, in the order in which seeds end. */
  public interface Listener {
    /** The campaign begins. */
    void begins(SeedRange seeds, int jobs);

    /** Who looks on at a seed; asked from the thread that runs it. */
    default Onlooker onlooker(long seed) {
      return Onlooker.NOBODY;
    }

    /** A seed has ended. */
    void ended(SeedReport report);
  }

  /**
   * Everything at once.
   *
   * @param seeds from the first to the last that were run
   * @param ran how many were run
   * @param interrupted true when somebody did not want to wait any longer
   * @param failed reports of the seeds that found something, the first of them with their last
   *     facts
   * @param failures how many seeds found something
   * @param checks how often each checker has looked, by name
   * @param faults how often each fault has happened
   * @param coverage how often each mark was hit: faults that began, branches of recovery
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
   * @param hash of all seeds' hashes
   */
  public record Summary(
      SeedRange seeds,
      long ran,
      boolean interrupted,
      List<SeedReport> failed,
      long failures,
      SortedMap<String, Long> checks,
      SortedMap<String, Long> faults,
      SortedMap<String, Long> coverage,
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
      return failures == 0;
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
    return one(scenario, towers, Onlooker.NOBODY);
  }

  /** A scenario, run once, with somebody who looks on. */
  public static SeedReport one(Scenario scenario, Towers towers, Onlooker onlooker) {
    try (Hunt hunt = new Hunt(scenario, towers, onlooker)) {
      return hunt.run();
    }
  }

  /** A scenario under a right wall clock that nobody trusts. */
  public static SeedReport underUntrustedClock(Scenario scenario, Towers towers) {
    try (Hunt hunt = new Hunt(scenario, towers)) {
      hunt.trustNoClock();
      return hunt.run();
    }
  }

  /** The same under one that is wrong from the first and jumps all the time. */
  public static SeedReport underJumpingClock(Scenario scenario, Towers towers) {
    try (Hunt hunt = new Hunt(scenario, towers)) {
      hunt.letTheClockJump();
      return hunt.run();
    }
  }

  /** Somebody does not want to wait any longer: what is under way is finished, no more begun. */
  public void interrupt() {
    interrupted = true;
    enough = true;
  }

  private SeedReport seed(long seed, Onlooker onlooker) {
    Scenario drawn = Drawn.scenario(seed, towers.names());
    SeedReport first = one(drawn, towers, onlooker);
    SeedReport compared = first;
    if (twice) {
      compared = compare(compared, one(seed, towers), Invariant.TWICE, "run twice");
    }
    if (twice || seed % CLOCK_EVERY == 0) {
      // Appointments are due, and vouchers judged, by a clock that is trusted; nothing else is.
      Scenario undated = drawn.undated();
      SeedReport still = underUntrustedClock(undated, towers);
      SeedReport jumped = underJumpingClock(undated, towers);
      compared = compare(compared, still, jumped, Invariant.S30, "under another wall clock");
    }
    return compared;
  }

  static SeedReport compare(SeedReport first, SeedReport other, Invariant invariant, String how) {
    return compare(first, first, other, invariant, how);
  }

  /** The report of a seed, with what the comparison of two other runs has found. */
  private static SeedReport compare(
      SeedReport report, SeedReport first, SeedReport other, Invariant invariant, String how) {
    TreeMap<String, Long> checks = new TreeMap<>(report.checks());
    checks.merge(invariant.key(), 1L, Long::sum);
    List<Finding> findings = new ArrayList<>(report.findings());
    if (first.hash() != other.hash()) {
      String text = "two hashes, " + how + ": " + first.hashText() + ", " + other.hashText();
      findings.add(new Finding(0, invariant.key(), text));
    }
    return report.compared(findings, checks);
  }

  /**
   * Runs all seeds, until the time is over or the caller's thread is interrupted: then what is
   * under way is finished, and the summary says so.
   */
  public Summary run(Listener listener) {
    listener.begins(seeds, jobs);
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong(seeds.first());
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      workers.add(threads.submit(() -> work(next, began, listener)));
    }
    threads.shutdown();
    try {
      for (Future<?> worker : workers) {
        await(worker);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulator itself has failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return totals.summary(seeds, System.nanoTime() - began, interrupted);
  }

  private void await(Future<?> worker) throws ExecutionException {
    while (true) {
      try {
        worker.get();
        return;
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  private void work(AtomicLong next, long began, Listener listener) {
    while (!enough && System.nanoTime() - began < mostNanos) {
      long seed = next.getAndIncrement();
      if (seed > seeds.last()) {
        return;
      }
      SeedReport report;
      try {
        report = seed(seed, listener.onlooker(seed));
      } catch (RuntimeException | Error e) {
        enough = true;
        throw new IllegalStateException("seed " + seed + ": " + e, e);
      }
      enough = enough || (first && !report.ok());
      synchronized (this) {
        totals.add(report);
        listener.ended(report);
      }
    }
  }
}
