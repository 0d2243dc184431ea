package tower.simulator;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tower.simulator.check.Finding;
import tower.simulator.cuts.BusyDays;
import tower.simulator.cuts.CaseReport;
import tower.simulator.cuts.Cuts;
import tower.simulator.cuts.Kind;
import tower.simulator.cuts.Tally;
import tower.simulator.hunt.Crowd;
import tower.simulator.hunt.Noted;
import tower.simulator.hunt.SeedReport;

/** What the cuts say while they are made and when they are over. */
final class CutsPrinter implements Cuts.Listener, BusyDays.Listener {
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int LAST_FACTS = 12;
  private static final int MOST_SHOWN = 20;

  private final PrintWriter out;
  private final @Nullable PrintWriter json;
  private final boolean first;
  private @Nullable Progress progress;
  private String stage = "";
  private long total;
  private long done;
  private long failed;
  private long lastLine = System.nanoTime();

  /**
   * A printer.
   *
   * @param json where the summary for programs goes, null for nowhere
   * @param first end with the first run that finds something
   */
  CutsPrinter(PrintWriter out, @Nullable PrintWriter json, boolean first) {
    this.out = out;
    this.json = json;
    this.first = first;
  }

  static void kinds(PrintWriter out) {
    for (Kind kind : Kind.values()) {
      out.printf("%-18s %-12s %s%n", kind.key(), kind.tower(), kind.text());
    }
    out.flush();
  }

  @Override
  public void begins(String name, long cases) {
    endBar();
    stage = name;
    total = cases;
    done = 0;
    if (Progress.onTerminal()) {
      progress = new Progress(name);
    }
    out.printf("%s: %,d%n", name, cases);
    out.flush();
  }

  @Override
  public boolean ended(CaseReport report) {
    done++;
    if (!report.ok()) {
      failed++;
      if (failed <= MOST_SHOWN) {
        failure(report, LAST_FACTS);
      }
    }
    Progress bar = progress;
    if (bar != null) {
      bar.show(done, total, failed == 0 ? "" : failed + " failed");
    } else {
      line(stage + " " + done + " of " + total);
    }
    out.flush();
    return report.ok() || !first;
  }

  private void line(String text) {
    if (System.nanoTime() - lastLine > LINE_NANOS) {
      lastLine = System.nanoTime();
      out.printf("%s, %d failed%n", text, failed);
    }
  }

  private void failure(CaseReport report, int facts) {
    out.println("FAILED");
    report.findings().forEach(finding -> out.println("  " + finding));
    out.println("  last facts:");
    facts(report.journal(), facts);
    out.println("  replay: simulator/" + report.name().replay());
  }

  private void facts(List<Noted> journal, int most) {
    journal
        .subList(Math.max(0, journal.size() - most), journal.size())
        .forEach(fact -> out.println("    " + fact));
  }

  /** One run that was asked for by its name. */
  void one(CaseReport report, boolean journal) {
    if (journal) {
      facts(report.journal(), Integer.MAX_VALUE);
    }
    out.printf(
        Locale.ROOT,
        "%s: %.1f simulated seconds, boundaries of each life %s, hash %s%n",
        report.name().replay(),
        report.virtualNanos() / 1e9,
        report.lives().stream().map(life -> life.boundaries()).toList(),
        report.hashText());
    if (report.ok()) {
      out.println("nothing found");
    } else {
      failure(report, journal ? 0 : LAST_FACTS);
    }
    out.flush();
  }

  void summary(Tally tally, long wallNanos) {
    endBar();
    out.println();
    checks(tally.checks());
    out.println();
    out.printf(
        "%-18s %-12s %7s %10s %6s %8s %9s %7s%n",
        "job", "tower", "seconds", "boundaries", "coins", "singles", "pairs", "failed");
    for (Map.Entry<Kind, Tally.Row> entry : tally.rows().entrySet()) {
      Tally.Row row = entry.getValue();
      out.printf(
          "%-18s %-12s %7d %,10d %,6d %,8d %,9d %,7d%n",
          entry.getKey().key(),
          entry.getKey().tower(),
          row.nanos() / 1_000_000_000,
          row.boundaries(),
          row.coins(),
          row.singles(),
          row.pairs(),
          row.failed());
    }
    out.printf(
        Locale.ROOT,
        "%,d runs, %,d processes, %,.0f simulated minutes in %.1f s: %,.0f x real time, hash %016x%n",
        tally.cases(),
        tally.lives(),
        tally.virtualNanos() / 60e9,
        wallNanos / 1e9,
        (double) tally.virtualNanos() / wallNanos,
        tally.hash());
    out.printf("there are %,d pairs behind these single cuts%n", tally.allPairs());
    out.printf("%,d of %,d runs failed%n", tally.failures(), tally.cases());
    out.flush();
    PrintWriter programs = json;
    if (programs != null) {
      programs.println(json(tally, wallNanos));
      programs.flush();
    }
  }

  private void checks(Map<String, Long> checks) {
    out.println("invariant   checks");
    checks.forEach((name, count) -> out.printf("%-8s %,13d%n", name, count));
  }

  private void endBar() {
    Progress bar = progress;
    if (bar != null) {
      bar.end();
      progress = null;
    }
  }

  private static String json(Tally tally, long wallNanos) {
    String kinds =
        tally.rows().entrySet().stream()
            .map(e ->
                String.format(
                    Locale.ROOT,
                    "\"%s\":{\"boundaries\":%d,\"coins\":%d,\"singles\":%d,\"pairs\":%d,\"failed\":%d}",
                    e.getKey().key(),
                    e.getValue().boundaries(),
                    e.getValue().coins(),
                    e.getValue().singles(),
                    e.getValue().pairs(),
                    e.getValue().failed()))
            .collect(Collectors.joining(","));
    String replays =
        tally.failed().stream()
            .map(r -> "\"" + r.name().replay() + "\"")
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "{\"runs\":%d,\"failed\":%d,\"replay\":[%s],\"allPairs\":%d,\"wallSeconds\":%.2f,"
            + "\"hash\":\"%016x\",\"kinds\":{%s},\"checks\":{%s}}",
        tally.cases(),
        tally.failures(),
        replays,
        tally.allPairs(),
        wallNanos / 1e9,
        tally.hash(),
        kinds,
        counts(tally.checks()));
  }

  private static String counts(Map<String, Long> checks) {
    return checks.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
        .collect(Collectors.joining(","));
  }

  // Busy days.

  @Override
  public void ended(long cuts, SeedReport report) {
    if (!report.ok()) {
      failed++;
      out.printf("day %d FAILED%n", report.seed());
      for (Finding finding : report.findings()) {
        out.println("  " + finding);
      }
      facts(report.journal(), LAST_FACTS);
    }
    line(cuts + " cuts");
    out.flush();
  }

  void days(List<SeedReport> days, int clients, Crowd.Tally tally, long wallNanos) {
    TreeMap<String, Long> checks = new TreeMap<>();
    days.forEach(d -> d.checks().forEach((name, n) -> checks.merge(name, n, Long::sum)));
    long cuts = days.stream().mapToLong(BusyDays::cuts).sum();
    long accepted = days.stream().mapToLong(d -> d.figures().accepted()).sum();
    long ended = days.stream().mapToLong(d -> d.figures().ended()).sum();
    out.println();
    checks(checks);
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d cuts in %d busy days in %.1f s, %,d pickups and intakes accepted, %,d ended%n",
        cuts,
        days.size(),
        wallNanos / 1e9,
        accepted,
        ended);
    out.printf(
        Locale.ROOT,
        "%d clients at once, at most %d of them in flight: %,d commands acknowledged, %,d lost,"
            + " %,d doubled%n",
        clients,
        tally.mostInFlight(),
        tally.acknowledged(),
        tally.lost(),
        tally.doubled());
    out.printf(
        "lost acknowledgements (S24) %d, double moves (S14) %d, lost cars (S9) %d, others %d%n",
        found(days, "S24"),
        found(days, "S14"),
        found(days, "S9"),
        days.stream().mapToLong(d -> d.findings().size()).sum()
            - found(days, "S24")
            - found(days, "S14")
            - found(days, "S9"));
    out.flush();
    PrintWriter programs = json;
    if (programs != null) {
      programs.printf(
          Locale.ROOT,
          "{\"cuts\":%d,\"days\":%d,\"failed\":%d,\"clients\":%d,\"acknowledged\":%d,"
              + "\"lost\":%d,\"doubled\":%d,\"wallSeconds\":%.2f,\"checks\":{%s}}%n",
          cuts,
          days.size(),
          days.stream().filter(d -> !d.ok()).count(),
          clients,
          tally.acknowledged(),
          tally.lost(),
          tally.doubled(),
          wallNanos / 1e9,
          counts(checks));
      programs.flush();
    }
  }

  private static long found(List<SeedReport> days, String invariant) {
    return days.stream()
        .flatMap(d -> d.findings().stream())
        .filter(f -> f.invariant().equals(invariant))
        .count();
  }
}
