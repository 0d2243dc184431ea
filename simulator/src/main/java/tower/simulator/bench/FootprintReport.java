package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What the controller costs, for people and for machines. */
final class FootprintReport {
  /** The most memory that may be resident. */
  static final long GOAL_KB = 128 * 1024;

  private FootprintReport() {}

  static boolean reached(Footprint.Kept kept) {
    return Math.max(kept.loadedKb(), kept.startKb()) <= GOAL_KB;
  }

  static String text(Footprint.Result r) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT, "Controller in the demo, flags: %s%n%n", String.join(" ", r.flags())));
    out.append(
        String.format(
            Locale.ROOT, "Start to a good /livez, %d rounds%n", r.own().wallMs().count()));
    starts(out, "floor: tower-sim --version", r.floor());
    starts(out, "production flags", r.own());
    starts(out, "no flags", r.plain());
    out.append(
        String.format(
            Locale.ROOT,
            "  production to no flags, paired: wall x%.2f (%.2f..%.2f), CPU x%.2f (%.2f..%.2f)%n",
            r.wallRatio().median(),
            r.wallRatio().min(),
            r.wallRatio().max(),
            r.cpuRatio().median(),
            r.cpuRatio().min(),
            r.cpuRatio().max()));
    out.append("  ").append(Floor.verdict(r.floor().wallMs(), "the floor")).append("\n\n");
    kept(out, r);
    return out.toString();
  }

  private static void starts(StringBuilder out, String name, Footprint.Starts s) {
    out.append(
        String.format(
            Locale.ROOT,
            "  %-27s wall %6.0f ms (%.0f..%.0f)   CPU %6.0f ms (%.0f..%.0f)%n",
            name,
            s.wallMs().median(),
            s.wallMs().min(),
            s.wallMs().max(),
            s.cpuMs().median(),
            s.cpuMs().min(),
            s.cpuMs().max()));
  }

  private static void kept(StringBuilder out, Footprint.Result r) {
    Footprint.Kept k = r.kept();
    out.append(
        String.format(Locale.ROOT, "Kept for %d s under %d requests/s%n", r.seconds(), r.rate()));
    out.append(
        String.format(
            Locale.ROOT,
            "  resident: %.1f MB after the start, %.1f MB at the end, peak %.1f MB; goal %d MB: %s%n",
            k.startKb() / 1024.0,
            k.loadedKb() / 1024.0,
            k.peakKb() / 1024.0,
            GOAL_KB / 1024,
            reached(k) ? "reached" : "MISSED"));
    out.append(
        String.format(
            Locale.ROOT, "  %d threads, %.1f %% of one core%n", k.threads(), 100 * k.cpuShare()));
    double cycles = metric(k, "tower_cycles_total");
    out.append(
        String.format(
            Locale.ROOT,
            "  %.0f cycles, mean %.1f ms, longest %.1f ms, %.0f overruns; %.0f exchanges, %.0f"
                + " without a good answer%n",
            cycles,
            1000 * metric(k, "tower_cycle_seconds_total") / cycles,
            1000 * metric(k, "tower_cycle_longest_seconds"),
            metric(k, "tower_cycle_overruns_total"),
            metric(k, "tower_bus_exchanges_total"),
            metric(k, "tower_bus_failures_total")));
    out.append(String.format(Locale.ROOT, "  load: %s%n", k.load()));
  }

  private static double metric(Footprint.Kept kept, String name) {
    return kept.metrics().getOrDefault(name, Double.NaN);
  }

  static ObjectNode json(Footprint.Result r) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("flags", String.join(" ", r.flags())).put("void", Floor.moved(r.floor().wallMs()));
    starts(root.putObject("floor"), r.floor());
    starts(root.putObject("production"), r.own());
    starts(root.putObject("noFlags"), r.plain());
    root.set("wallRatio", r.wallRatio().json());
    root.set("cpuRatio", r.cpuRatio().json());
    Footprint.Kept k = r.kept();
    ObjectNode kept = root.putObject("kept");
    kept.put("seconds", r.seconds())
        .put("requestsPerSecond", r.rate())
        .put("rssStartKb", k.startKb())
        .put("rssLoadedKb", k.loadedKb())
        .put("rssPeakKb", k.peakKb())
        .put("goalKb", GOAL_KB)
        .put("goalReached", reached(k))
        .put("threads", k.threads())
        .put("cpuShareOfOneCore", k.cpuShare());
    kept.set("load", k.load());
    ObjectNode metrics = kept.putObject("metrics");
    k.metrics().forEach(metrics::put);
    return root;
  }

  private static void starts(ObjectNode node, Footprint.Starts s) {
    node.set("wallMs", s.wallMs().json());
    node.set("cpuMs", s.cpuMs().json());
  }
}
