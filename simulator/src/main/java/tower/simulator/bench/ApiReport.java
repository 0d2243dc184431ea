package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API costs and bears, for people and for machines. */
final class ApiReport {
  /** Most syncs of one client's acknowledged command. */
  static final double MOST_SYNCS = 1.01;

  /** How many times more commands than with one commit each. */
  static final double LEAST_TIMES = 15;

  /** Least share of a bare server's reads. */
  static final double LEAST_READS = 0.9;

  private ApiReport() {}

  static boolean reached(ApiBench.Single single) {
    return single.commands() >= single.asked() && single.each() <= MOST_SYNCS;
  }

  static boolean durable(ApiBench.Pair pair) {
    return pair.ratio().median() >= LEAST_TIMES;
  }

  static boolean reads(ApiBench.Pair pair) {
    return pair.ratio().median() >= LEAST_READS;
  }

  /**
   * What was not shown, a line each: goals that were missed, and those of a run that says nothing
   * because the floor under it moved. Empty when all is well.
   *
   * @param result null when it was not asked for
   * @param stops by what went on meanwhile
   */
  static List<String> missed(
      ApiBench.@Nullable Result result, Map<String, EdgeBench.Result> stops) {
    List<String> missed = new ArrayList<>();
    if (result != null) {
      if (!reached(result.single())) {
        missed.add(
            String.format(
                Locale.ROOT,
                "syncs of one client's commands: %.4f each, %d of %d acknowledged; goal %.2f",
                result.single().each(),
                result.single().commands(),
                result.single().asked(),
                MOST_SYNCS));
      }
      judge(missed, result.commands(), LEAST_TIMES);
      result.reads().forEach(pair -> judge(missed, pair, LEAST_READS));
    }
    stops.forEach((name, stop) -> {
      if (!EdgeReport.within(stop)) {
        missed.add("edge to stop frame while " + name + ": p99.9 is not within the bound");
      }
    });
    return missed;
  }

  private static void judge(List<String> missed, ApiBench.Pair pair, double goal) {
    double median = pair.ratio().median();
    boolean moved = Floor.moved(pair.floor());
    if (median < goal || moved) {
      missed.add(
          String.format(
              Locale.ROOT,
              "%s: x%.2f of %s, goal x%.1f%s",
              pair.ownName(),
              median,
              pair.floorName(),
              goal,
              moved ? "; the floor moved: not judged" : ""));
    }
  }

  private static String goal(boolean reached) {
    return reached ? "reached" : "MISSED";
  }

  static String text(ApiBench.Result r) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "API of a tower at rest, %d rounds, flags of controller and floor: %s%n%n",
            r.rounds(),
            String.join(" ", r.flags())));
    out.append(
        String.format(
            Locale.ROOT,
            "One client: %,d acknowledged commands, %,d syncs, %.4f each; goal %.2f: %s%n  %s%n%n",
            r.single().commands(),
            r.single().syncs(),
            r.single().each(),
            MOST_SYNCS,
            goal(reached(r.single())),
            r.single().millis()));
    out.append(
        String.format(
            Locale.ROOT,
            "%d in flight, %d ms more a sync; the floor commits each request by itself%n",
            ApiBench.CLIENTS,
            ApiBench.SYNC_MICROS / 1_000));
    pair(out, r.commands(), LEAST_TIMES, durable(r.commands()));
    out.append("\nReads beside a bare Javalin that says hello\n");
    r.reads().forEach(pair -> pair(out, pair, LEAST_READS, reads(pair)));
    return out.toString();
  }

  private static void pair(StringBuilder out, ApiBench.Pair pair, double goal, boolean reached) {
    row(out, "floor, " + pair.floorName(), pair.floor());
    row(out, "product, " + pair.ownName(), pair.own());
    out.append(
        String.format(
            Locale.ROOT,
            "  x%.2f (%.2f..%.2f), goal x%.1f: %s%n  %s%n  %s%n",
            pair.ratio().median(),
            pair.ratio().min(),
            pair.ratio().max(),
            goal,
            goal(reached),
            pair.last(),
            Floor.verdict(pair.floor(), "the floor")));
  }

  private static void row(StringBuilder out, String name, Sample perSecond) {
    out.append(
        String.format(
            Locale.ROOT,
            "  %-20s %,9.0f/s (%,.0f..%,.0f)%n",
            name,
            perSecond.median(),
            perSecond.min(),
            perSecond.max()));
  }

  static ObjectNode json(ApiBench.Result r) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("rounds", r.rounds()).put("flags", String.join(" ", r.flags()));
    ObjectNode single = root.putObject("oneClient");
    single
        .put("commands", r.single().commands())
        .put("syncs", r.single().syncs())
        .put("syncsEach", r.single().each())
        .put("goal", MOST_SYNCS)
        .put("goalReached", reached(r.single()));
    single.set("last", r.single().millis());
    root.set("durable", json(r.commands(), LEAST_TIMES, durable(r.commands())));
    ObjectNode reads = root.putObject("reads");
    r.reads().forEach(pair -> reads.set(pair.ownName(), json(pair, LEAST_READS, reads(pair))));
    return root;
  }

  private static ObjectNode json(ApiBench.Pair pair, double goal, boolean reached) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("floorPerSecond", pair.floor().json());
    node.set("perSecond", pair.own().json());
    node.set("ratio", pair.ratio().json());
    node.put("void", Floor.moved(pair.floor())).put("goal", goal).put("goalReached", reached);
    node.set("last", pair.last());
    return node;
  }
}
