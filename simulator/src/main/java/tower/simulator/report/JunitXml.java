package tower.simulator.report;

import java.util.List;
import java.util.Locale;
import tower.simulator.check.Finding;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.SeedReport;

/** Results as build servers read them: JUnit's XML. */
public final class JunitXml {
  private final StringBuilder xml =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  private JunitXml() {}

  /** A campaign: a case for each seed that failed, and one for all of them. */
  public static String of(Campaign.Summary s) {
    JunitXml file = new JunitXml();
    double seconds = s.wallNanos() / 1e9;
    file.suite(
        "tower-sim fuzz", s.failed().size() + 1, s.failed().size() + (s.ok() ? 0 : 1), seconds);
    file.open("all seeds", "fuzz", seconds);
    if (s.ok()) {
      file.xml.append("/>\n");
    } else {
      file.failure(
          "seeds",
          s.failures() + " of " + s.ran() + " seeds failed",
          "seeds " + s.seeds() + String.format(Locale.ROOT, ", hash %016x", s.hash()));
    }
    for (SeedReport report : s.failed()) {
      file.run(
          report, "seed " + report.seed(), "fuzz", "simulator/tower-sim replay " + report.seed());
    }
    return file.end();
  }

  /** One run: one case. */
  public static String of(SeedReport report, String name, String replay, double seconds) {
    JunitXml file = new JunitXml();
    file.suite("tower-sim run", 1, report.ok() ? 0 : 1, seconds);
    file.run(report, name, "run", replay);
    return file.end();
  }

  private void suite(String name, int tests, int failures, double seconds) {
    xml.append(
        String.format(
            Locale.ROOT,
            "<testsuites>%n<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\""
                + " skipped=\"0\" time=\"%.3f\">%n",
            escape(name),
            tests,
            failures,
            seconds));
  }

  private void open(String name, String className, double seconds) {
    xml.append(
        String.format(
            Locale.ROOT,
            "<testcase name=\"%s\" classname=\"tower.simulator.%s\" time=\"%.3f\"",
            escape(name),
            className,
            seconds));
  }

  private void run(SeedReport report, String name, String className, String replay) {
    open(name, className, report.figures().virtualNanos() / 1e9);
    if (report.ok()) {
      xml.append("/>\n");
      return;
    }
    Finding first = report.findings().getFirst();
    StringBuilder text = new StringBuilder();
    report.findings().forEach(f -> text.append(f).append('\n'));
    text.append("replay: ").append(replay).append('\n');
    last(report.journal(), 20).forEach(l -> text.append(l).append('\n'));
    failure(first.invariant(), first.toString(), text.toString());
  }

  private static <T> List<T> last(List<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private void failure(String type, String message, String text) {
    xml.append(">\n<failure type=\"")
        .append(escape(type))
        .append("\" message=\"")
        .append(escape(message))
        .append("\">")
        .append(escape(text))
        .append("</failure>\n</testcase>\n");
  }

  private String end() {
    return xml.append("</testsuite>\n</testsuites>\n").toString();
  }

  /** What XML 1.0 cannot say at all becomes a question mark. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\n', '\t' -> out.append(Character.toString(c));
            default -> {
              boolean sayable =
                  c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF);
              out.append(sayable ? Character.toString(c) : "?");
            }
          }
        });
    return out.toString();
  }
}
