package tower.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.AxisSpec;
import tower.model.Layout;
import tower.model.Portal;
import tower.model.Reach;
import tower.simulator.VirtualTower;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.SeedReport;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.ScenarioFile;

/** Everything that a run's page shows, written down while the run goes on. */
public final class Recording {
  private final Chronicle chronicle = new Chronicle(false);
  private final Motion motion = new Motion();
  private final Lives lives = new Lives();
  private final Waits waits = new Waits();
  private final Exchanges exchanges = new Exchanges();
  private @Nullable Scenario scenario;
  private @Nullable Layout layout;
  private @Nullable SeedReport report;

  /** What looks on for it. */
  public Onlooker onlooker() {
    return Onlooker.all(List.of(new Ends(), chronicle, motion, lives, waits, exchanges));
  }

  private final class Ends implements Onlooker {
    @Override
    public void begins(VirtualTower tower, Scenario begun) {
      scenario = begun;
      layout = tower.plant().layout();
    }

    @Override
    public void over(SeedReport ended) {
      report = ended;
    }
  }

  /**
   * The page.
   *
   * @param name of the run, for people
   * @param replay the command that runs it again
   */
  public String html(String name, String replay) {
    Scenario of = scenario;
    Layout built = layout;
    SeedReport ended = report;
    if (of == null || built == null || ended == null) {
      throw new IllegalStateException("the run is not over");
    }
    ObjectNode data = Json.object().put("kind", "run").put("name", name).put("replay", replay);
    data.put("ok", ended.ok()).put("hash", ended.hashText()).put("tower", ended.tower());
    data.put("lengthMs", ended.figures().virtualNanos() / 1_000_000);
    data.put("calmMs", of.calmS() * 1000L);
    data.set("findings", Json.findings(ended.findings()));
    data.set("figures", figures(ended.figures()));
    data.set("layout", layout(built));
    data.set("tracks", tracks());
    data.set("cars", names(motion.cars()));
    data.set("states", lives(List.of(lives.tower())));
    data.set("jobs", lives(lives.jobs()));
    data.set("visits", lives(lives.visits()));
    data.set("events", events());
    data.set("invariants", Json.invariants(ended.checks(), List.of(ended)));
    Map<String, Long> faults = new TreeMap<>();
    ended.faults().forEach((what, times) -> faults.put(what.key(), (long) times));
    data.set("coverage", Json.coverage(faults));
    data.set("histograms", Json.histograms(waits.all()));
    data.set("exchanges", Json.counted("Exchanges on the line", exchanges.counts()));
    data.put("scenario", ScenarioFile.text(of));
    return Page.of(name + (ended.ok() ? " held" : " FAILED"), data);
  }

  private static ArrayNode figures(SeedReport.Figures f) {
    ArrayNode all = Json.array();
    figure(all, "accepted", f.accepted());
    figure(all, "ended", f.ended());
    figure(all, "cars collected", f.retrievals());
    figure(all, "processes", f.lives());
    figure(all, "exchanges", f.exchanges());
    return all;
  }

  static void figure(ArrayNode to, String name, long value) {
    to.add(Json.array().add(name).add(value));
  }

  private static ArrayNode names(List<String> names) {
    ArrayNode all = Json.array();
    names.forEach(all::add);
    return all;
  }

  private static ObjectNode layout(Layout built) {
    ObjectNode node = Json.object();
    ArrayNode axes = node.putArray("axes");
    for (AxisSpec axis : built.axes()) {
      axes.add(
          Json.object()
              .put("name", axis.name().key())
              .put("min", axis.travelMin())
              .put("max", axis.travelMax()));
    }
    ArrayNode stands = node.putArray("stands");
    built.bays().forEach(b -> stands.add(stand("bay", b.id(), b.reach())));
    for (Portal portal : built.portals()) {
      stands.add(stand("portal", portal.id(), portal.reach()));
    }
    return node;
  }

  private static ObjectNode stand(String kind, String id, Reach reach) {
    return Json.object()
        .put("kind", kind)
        .put("id", id)
        .put("level", reach.level())
        .put("lift", reach.liftMm())
        .put("turn", reach.turnMdeg())
        .put("traverse", reach.traverseMm())
        .put("shuttle", reach.shuttleMm())
        .put("depth", reach.depth());
  }

  private ObjectNode tracks() {
    ObjectNode node = Json.object();
    node.set("axes", Json.tracks(motion.axes()));
    node.set("moving", Json.tracks(motion.moving()));
    node.set("lifter", Json.track(motion.lifter()));
    node.set("borne", Json.track(motion.borne()));
    node.set("chain", Json.track(motion.chain()));
    node.set("alive", Json.track(motion.alive()));
    node.set("doors", Json.tracks(motion.doors()));
    node.set("locks", Json.tracks(motion.locks()));
    node.set("people", Json.tracks(motion.people()));
    node.set("passing", Json.tracks(motion.passing()));
    node.set("stands", Json.tracks(motion.stands()));
    return node;
  }

  private static ArrayNode lives(List<Lives.Life> some) {
    ArrayNode all = Json.array();
    for (Lives.Life life : some) {
      ObjectNode node = Json.object().put("id", life.id()).put("kind", life.kind());
      node.put("about", life.about()).put("ended", life.ended());
      ArrayNode stays = node.putArray("stays");
      for (Lives.Stay stay : life.stays()) {
        stays.add(Json.array().add(Math.round(stay.ms())).add(stay.state()).add(stay.why()));
      }
      all.add(node);
    }
    return all;
  }

  private ArrayNode events() {
    ArrayNode all = Json.array();
    for (Happened one : chronicle.lines()) {
      all.add(Json.array().add(one.nanos() / 1_000_000).add(one.kind().key()).add(one.text()));
    }
    return all;
  }
}
