package tower.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.SeedRange;
import tower.simulator.hunt.SeedReport;

/** What a campaign's page shows. A night's campaign takes no more room than a minute's. */
public final class CampaignReport {
  private static final int MOST_SHOWN = 100;

  private final Waits waits = new Waits();
  private final Histogram accepted =
      new Histogram("Pickups and intakes accepted, by seed", "", 5, 6, 7, 8, 9, 10, 12, 15, 20);
  private final Histogram collected =
      new Histogram("Cars collected, by seed", "", 1, 2, 3, 4, 5, 6, 8, 10);
  private final Histogram lives =
      new Histogram("Processes started, by seed", "", 2, 3, 4, 5, 6, 8, 10);
  private final SortedMap<String, Long> exchanges = new TreeMap<>();

  /** The same listener, and this one beside it. */
  public Campaign.Listener beside(Campaign.Listener listener) {
    return new Campaign.Listener() {
      @Override
      public void begins(SeedRange seeds, int jobs) {
        listener.begins(seeds, jobs);
      }

      @Override
      public Onlooker onlooker(long seed) {
        Waits own = new Waits();
        Exchanges line = new Exchanges();
        return Onlooker.all(List.of(own, line, new Adds(own, line)));
      }

      @Override
      public void ended(SeedReport report) {
        listener.ended(report);
      }
    };
  }

  /** Adds a seed's numbers when it is over. */
  private final class Adds implements Onlooker {
    private final Waits own;
    private final Exchanges line;

    Adds(Waits own, Exchanges line) {
      this.own = own;
      this.line = line;
    }

    @Override
    public void over(SeedReport report) {
      add(report, own, line);
    }
  }

  private synchronized void add(SeedReport report, Waits own, Exchanges line) {
    waits.add(own);
    accepted.add(report.figures().accepted());
    collected.add(report.figures().retrievals());
    lives.add(report.figures().lives());
    line.counts().forEach((name, count) -> exchanges.merge(name, count, Long::sum));
  }

  /** The page. */
  public synchronized String html(Campaign.Summary s) {
    ObjectNode data = Json.object().put("kind", "campaign").put("ok", s.ok());
    data.put("name", "Seeds " + s.seeds());
    data.put("replay", "simulator/tower-sim fuzz --seeds " + s.seeds());
    data.put("hash", String.format(java.util.Locale.ROOT, "%016x", s.hash()));
    data.put("interrupted", s.interrupted()).put("ran", s.ran()).put("failures", s.failures());
    data.put("simulatedHours", Math.round(s.virtualNanos() / 3.6e11) / 10.0);
    data.put("wallSeconds", Math.round(s.wallNanos() / 1e8) / 10.0);
    data.put("factor", Math.round(s.realTimeFactor()));
    data.set("figures", figures(s));
    data.set("failed", failed(s.failed()));
    data.set("invariants", Json.invariants(s.checks(), s.failed()));
    data.set("coverage", Json.coverage(s.faults()));
    ArrayNode histograms = Json.histograms(waits.all());
    histograms.addAll(Json.histograms(List.of(accepted, collected, lives)));
    data.set("histograms", histograms);
    data.set("exchanges", Json.counted("Exchanges on the line", exchanges));
    data.set("last", Json.counted("Towers ended in", s.last()));
    data.set("open", Json.counted("Not ended, by state and reason", s.open()));
    return Page.of("seeds " + s.seeds() + (s.ok() ? " held" : " FAILED"), data);
  }

  private static ArrayNode figures(Campaign.Summary s) {
    ArrayNode all = Json.array();
    Recording.figure(all, "seeds", s.ran());
    Recording.figure(all, "failed", s.failures());
    Recording.figure(all, "accepted", s.accepted());
    Recording.figure(all, "ended", s.ended());
    Recording.figure(all, "cars collected", s.retrievals());
    Recording.figure(all, "processes", s.lives());
    Recording.figure(all, "exchanges", s.exchanges());
    return all;
  }

  private static ArrayNode failed(List<SeedReport> reports) {
    ArrayNode all = Json.array();
    for (SeedReport report : reports.subList(0, Math.min(MOST_SHOWN, reports.size()))) {
      ObjectNode node = Json.object().put("seed", report.seed()).put("tower", report.tower());
      node.put("replay", "simulator/tower-sim replay " + report.seed());
      node.set("findings", Json.findings(report.findings()));
      all.add(node);
    }
    return all;
  }
}
