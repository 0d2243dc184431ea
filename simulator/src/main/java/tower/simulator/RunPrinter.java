package tower.simulator;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import tower.simulator.check.Finding;
import tower.simulator.hunt.SeedReport;

/** What is said about one run. */
final class RunPrinter {
  private final PrintWriter out;

  RunPrinter(PrintWriter out) {
    this.out = out;
  }

  /** The command that runs a seed again and tells everything about it. */
  static String replay(long seed) {
    return "simulator/tower-sim replay " + seed;
  }

  void line(SeedReport report) {
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

  /** The findings, and the last facts before the first of them. */
  void failure(SeedReport report, int facts) {
    out.printf("seed %d FAILED%n", report.seed());
    line(report);
    for (Finding finding : report.findings()) {
      out.println("  " + finding);
    }
    out.println("  last facts:");
    facts(report, facts);
  }

  void facts(SeedReport report, int most) {
    int all = report.journal().size();
    int shown = Math.min(most, all);
    report.journal().subList(all - shown, all).forEach(l -> out.println("    " + l));
  }

  /** A run for programs. */
  static String json(SeedReport report) {
    SeedReport.Figures f = report.figures();
    return String.format(
        Locale.ROOT,
        "{\"seed\":%d,\"tower\":\"%s\",\"hash\":\"%s\",\"found\":[%s],\"accepted\":%d,"
            + "\"ended\":%d,\"retrievals\":%d,\"lives\":%d,\"busExchanges\":%d}",
        report.seed(),
        report.tower(),
        report.hashText(),
        report.findings().stream()
            .map(finding -> found(report.seed(), finding))
            .collect(Collectors.joining(",")),
        f.accepted(),
        f.ended(),
        f.retrievals(),
        f.lives(),
        f.exchanges());
  }

  static String found(long seed, Finding finding) {
    return String.format(
        Locale.ROOT,
        "{\"seed\":%d,\"invariant\":\"%s\",\"seconds\":%.3f}",
        seed,
        finding.invariant(),
        finding.nanos() / 1e9);
  }
}
