package tower.simulator;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tower.simulator.check.Finding;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedRange;
import tower.simulator.hunt.SeedReport;

/** What a campaign says while it runs and when it is over. */
final class FuzzPrinter implements Campaign.Listener {
  private static final long LINE_NANOS = 10_000_000_000L;

  private final PrintWriter out;
  private final boolean verbose;
  private final boolean journal;
  private final @Nullable Progress progress;
  private long total;
  private long done;
  private long failed;
  private long lastLine;

  FuzzPrinter(PrintWriter out, boolean verbose, boolean journal) {
    this.out = out;
    this.journal = journal;
    this.verbose = verbose;
    progress = !verbose && onTerminal() ? new Progress() : null;
  }

  // From JDK 22 to 24 there was always a console; since 25 there is again none without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void begins(SeedRange seeds, int jobs) {
    total = seeds.size();
    lastLine = System.nanoTime();
    out.printf("seeds %s, %d at a time%n", seeds, jobs);
    out.flush();
  }

  @Override
  public void ended(SeedReport report) {
    done++;
    if (!report.ok()) {
      failed++;
      failure(report);
    } else if (verbose) {
      line(report);
      if (journal) {
        facts(report, Integer.MAX_VALUE);
      }
    }
    if (progress != null) {
      progress.show(done, total, failed);
    } else if (!verbose && System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      out.printf("%d of %d seeds, %d failed%n", done, total, failed);
    }
    out.flush();
  }

  private void line(SeedReport report) {
    SeedReport.Figures f = report.figures();
    out.printf(
        "seed %d %s %s: %d of %d ended, %d collected, %d lives, %s, faults %s%n",
        report.seed(),
        report.hashText(),
        report.tower(),
        f.ended(),
        f.accepted(),
        f.retrievals(),
        f.lives(),
        f.last(),
        report.faults().keySet());
  }

  private void failure(SeedReport report) {
    out.printf("seed %d FAILED%n", report.seed());
    line(report);
    for (Finding finding : report.findings()) {
      out.println("  " + finding);
    }
    out.println("  last facts:");
    facts(report, verbose ? 40 : 8);
    out.printf("  replay: simulator/tower-sim fuzz --seeds %1$d..%1$d --verbose%n", report.seed());
  }

  private void facts(SeedReport report, int most) {
    int all = report.journal().size();
    int shown = journal ? all : Math.min(most, all);
    report.journal().subList(all - shown, all).forEach(l -> out.println("    " + l));
  }

  void summary(Campaign.Summary s) {
    if (progress != null) {
      progress.end();
    }
    out.println();
    out.println("invariant   checks");
    s.checks().forEach((name, count) -> out.printf("%-8s %,9d%n", name, count));
    out.println();
    out.println("faults, so often: " + counts(s.faults()));
    out.printf(
        "%,d processes, %,d pickups and intakes accepted (%d or more a seed), %,d ended, %,d cars collected%n",
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
    out.printf("%d of %d seeds failed%n", s.failed().size(), s.seeds().size());
  }

  private static String found(long seed, Finding finding) {
    return String.format(
        Locale.ROOT,
        "{\"seed\":%d,\"invariant\":\"%s\",\"seconds\":%.3f}",
        seed,
        finding.invariant(),
        finding.nanos() / 1e9);
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The summary for programs. */
  static String json(Campaign.Summary s) {
    String found =
        s.failed().stream()
            .flatMap(r -> r.findings().stream().map(f -> found(r.seed(), f)))
            .collect(Collectors.joining(","));
    String checks =
        s.checks().entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "{\"seeds\":%d,\"failed\":%d,\"found\":[%s],\"realTimeFactor\":%.0f,\"wallSeconds\":%.2f,"
            + "\"busExchanges\":%d,\"retrievals\":%d,\"accepted\":%d,\"ended\":%d,"
            + "\"hash\":\"%016x\",\"checks\":{%s}}",
        s.seeds().size(),
        s.failed().size(),
        found,
        s.realTimeFactor(),
        s.wallNanos() / 1e9,
        s.exchanges(),
        s.retrievals(),
        s.accepted(),
        s.ended(),
        s.hash(),
        checks);
  }
}
