package tower.simulator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedRange;
import tower.simulator.hunt.SeedReport;

/** What a campaign says while it runs and when it is over. */
final class FuzzPrinter implements Campaign.Listener {
  private static final long LINE_NANOS = 10_000_000_000L;

  private final PrintWriter out;
  private final RunPrinter run;
  private final boolean verbose;
  private final boolean journal;
  private final @Nullable Duration time;
  private final @Nullable Progress progress;
  private long total;
  private long done;
  private long failed;
  private long began;
  private long lastLine;

  /**
   * A printer of one campaign.
   *
   * @param time how long the campaign lasts, null for one that ends with its last seed
   */
  FuzzPrinter(PrintWriter out, boolean verbose, boolean journal, @Nullable Duration time) {
    this.out = out;
    run = new RunPrinter(out);
    this.journal = journal;
    this.verbose = verbose;
    this.time = time;
    progress =
        !verbose && Progress.onTerminal() ? new Progress(time == null ? "seeds" : "seconds") : null;
  }

  @Override
  public void begins(SeedRange seeds, int jobs) {
    total = time == null ? seeds.size() : time.toSeconds();
    began = System.nanoTime();
    lastLine = began;
    if (time == null) {
      out.printf("seeds %s, %d at a time%n", seeds, jobs);
    } else {
      out.printf("seeds from %d for %s, %d at a time%n", seeds.first(), TimeSpan.text(time), jobs);
    }
    out.flush();
  }

  @Override
  public void ended(SeedReport report) {
    done++;
    if (!report.ok()) {
      failed++;
      run.failure(report, journal ? Integer.MAX_VALUE : verbose ? 40 : 8);
      out.println("  replay: " + RunPrinter.replay(report.seed()));
    } else if (verbose) {
      run.line(report);
      run.facts(report, journal ? Integer.MAX_VALUE : 0);
    }
    progress();
    out.flush();
  }

  private void progress() {
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    if (progress != null) {
      String more = failed == 0 ? "" : failed + " failed";
      if (time == null) {
        progress.show(done, total, more);
      } else {
        progress.show(seconds, total, done + " seeds " + more);
      }
    } else if (!verbose && System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      if (time == null) {
        out.printf("%d of %d seeds, %d failed%n", done, total, failed);
      } else {
        out.printf("%d of %d s, %d seeds, %d failed%n", seconds, total, done, failed);
      }
    }
  }

  void summary(Campaign.Summary s, CoverageText coverage) {
    if (progress != null) {
      progress.end();
    }
    out.println();
    out.println("invariant   checks");
    s.checks().forEach((name, count) -> out.printf("%-8s %,9d%n", name, count));
    coverage.print(out, s.coverage());
    out.println("faults, so often: " + counts(s.faults()));
    out.printf(
        "%,d processes, %,d pickups and intakes accepted (%d or more a seed), %,d ended, %,d cars"
            + " collected%n",
        s.lives(), s.accepted(), s.fewest(), s.ended(), s.retrievals());
    out.println("not ended, by state and reason: " + counts(s.open()));
    out.println("towers ended in: " + counts(s.last()));
    out.printf(
        Locale.ROOT,
        "%,.0f simulated minutes in %.1f s: %,.0f x real time, %,d exchanges, hash %016x%n",
        s.virtualNanos() / 60e9,
        s.wallNanos() / 1e9,
        s.realTimeFactor(),
        s.exchanges(),
        s.hash());
    out.printf(
        "%sseeds %s: %d of %d failed%n",
        s.interrupted() ? "interrupted; " : "", s.seeds(), s.failures(), s.ran());
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The summary for programs. */
  static String json(Campaign.Summary s, CoverageText coverage) {
    String found =
        s.failed().stream()
            .flatMap(r -> r.findings().stream().map(f -> RunPrinter.found(r.seed(), f)))
            .collect(Collectors.joining(","));
    String checks =
        s.checks().entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "{\"seeds\":%d,\"first\":%d,\"last\":%d,\"interrupted\":%b,\"failed\":%d,\"found\":[%s],"
            + "\"realTimeFactor\":%.0f,\"wallSeconds\":%.2f,"
            + "\"busExchanges\":%d,\"retrievals\":%d,\"accepted\":%d,\"ended\":%d,"
            + "\"hash\":\"%016x\",\"checks\":{%s},%s}",
        s.ran(),
        s.seeds().first(),
        s.seeds().last(),
        s.interrupted(),
        s.failures(),
        found,
        s.realTimeFactor(),
        s.wallNanos() / 1e9,
        s.exchanges(),
        s.retrievals(),
        s.accepted(),
        s.ended(),
        s.hash(),
        checks,
        coverage.json(s.coverage()));
  }
}
