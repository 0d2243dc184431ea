package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The stop figures for people and for machines. */
final class EdgeReport {
  /** What the controller may take for itself. */
  private static final double OWN_MICROS = 1_000;

  private EdgeReport() {}

  /** The edges whose stop had the same number of frames, and the bound for them. */
  record Group(int frames, Sample micros, double boundMicros) {
    boolean within() {
      return micros.percentile(99.9) <= boundMicros;
    }
  }

  /**
   * The longest time allowed from an edge to the last byte of the last of so many stop frames.
   *
   * @param exchangeMicros the exchange in flight
   * @param stopAnswerMicros a drive's answer to a stop frame, which the next frame waits for
   * @param floorMicros how late a loop in C is, at the same percentile
   */
  static double boundMicros(
      WireLimit wire,
      int frames,
      int frameBytes,
      double exchangeMicros,
      double stopAnswerMicros,
      double floorMicros) {
    double each = wire.silenceMicros() + frameBytes * wire.characterMicros();
    return exchangeMicros
        + frames * each
        + (frames - 1) * stopAnswerMicros
        + OWN_MICROS
        + floorMicros;
  }

  static List<Group> groups(EdgeBench.Result result) {
    TreeMap<Integer, List<Double>> byFrames = new TreeMap<>();
    for (EdgeWatch.Stop stop : result.stops()) {
      byFrames.computeIfAbsent(stop.frames(), f -> new ArrayList<>()).add(stop.nanos() / 1e3);
    }
    List<Group> groups = new ArrayList<>();
    byFrames.forEach((frames, micros) ->
        groups.add(
            new Group(
                frames,
                Sample.of(micros),
                boundMicros(
                    result.wire(),
                    frames,
                    result.frameBytes(),
                    result.longestExchangeMicros(),
                    result.longestStopAnswerMicros(),
                    result.floorMicros().percentile(99.9)))));
    return groups;
  }

  /** What the line's own time does not explain; null when no stop was seen. */
  private static Sample over(EdgeBench.Result result) {
    return Sample.of(result.stops().stream().map(s -> s.overNanos() / 1e3).toList());
  }

  private static boolean overWithin(EdgeBench.Result result) {
    return over(result).percentile(99.9) <= OWN_MICROS + result.floorMicros().percentile(99.9);
  }

  static boolean within(EdgeBench.Result result) {
    return result.silent() == 0
        && !result.stops().isEmpty()
        && groups(result).stream().allMatch(Group::within);
  }

  static String text(EdgeBench.Result result) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "Edge to last stop frame, %d edges while an axis moved, line %,d baud at %d bits a"
                + " character%n",
            result.stops().size() + result.silent(),
            result.wire().baud(),
            result.wire().bits()));
    out.append(
        String.format(Locale.ROOT, "  controller's flags: %s%n", String.join(" ", result.flags())));
    out.append(String.format(Locale.ROOT, "  load on the API: %s%n", result.load()));
    out.append(
        String.format(
            Locale.ROOT,
            "  longest exchange %.2f ms, longest answer to a stop %.2f ms%n",
            result.longestExchangeMicros() / 1e3,
            result.longestStopAnswerMicros() / 1e3));
    row(out, "C loop's lateness", result.floorMicros(), Double.NaN, "");
    if (!result.stops().isEmpty()) {
      for (Group group : groups(result)) {
        row(
            out,
            group.frames() + (group.frames() == 1 ? " stop frame" : " stop frames"),
            group.micros(),
            group.boundMicros(),
            group.within() ? "within" : "NOT WITHIN");
      }
      row(
          out,
          "over line's time",
          over(result),
          OWN_MICROS + result.floorMicros().percentile(99.9),
          overWithin(result) ? "within" : "NOT WITHIN");
    }
    out.append("  ").append(Floor.verdict(result.floorParts(), "the C loop's median")).append('\n');
    double tail = result.floorMicros().percentile(99.9);
    if (tail > OWN_MICROS) {
      out.append(
          String.format(
              Locale.ROOT,
              "  the C loop itself is %.1f ms late at p99.9: on this machine the bound says little%n",
              tail / 1e3));
    }
    int missed = result.stops().stream().mapToInt(EdgeWatch.Stop::missedLooks).max().orElse(0);
    out.append(
        String.format(
            Locale.ROOT,
            "  edges without a stop: %d; exchanges begun after an edge: at most %d (1 may have just"
                + " missed it)%n",
            result.silent(),
            missed));
    out.append(
        String.format(
            Locale.ROOT, "  p99.9 within the bound: %s%n", within(result) ? "yes" : "NO"));
    return out.toString();
  }

  private static void row(StringBuilder out, String name, Sample micros, double bound, String end) {
    out.append(
        String.format(
            Locale.ROOT,
            "  %-18s n %6d  p50 %7.2f  p99 %7.2f  p99.9 %7.2f  max %7.2f ms",
            name,
            micros.count(),
            micros.percentile(50) / 1e3,
            micros.percentile(99) / 1e3,
            micros.percentile(99.9) / 1e3,
            micros.max() / 1e3));
    out.append(
        Double.isNaN(bound)
            ? "\n"
            : String.format(Locale.ROOT, "  bound %7.2f  %s%n", bound / 1e3, end));
  }

  static ObjectNode json(EdgeBench.Result result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("edges", result.stops().size() + result.silent())
        .put("withoutStop", result.silent())
        .put("longestExchangeMicros", result.longestExchangeMicros())
        .put("longestStopAnswerMicros", result.longestStopAnswerMicros())
        .put("void", Floor.moved(result.floorParts()))
        .put("within", within(result));
    root.put("flags", String.join(" ", result.flags()));
    root.set("load", result.load());
    root.set("floorMicros", result.floorMicros().latencyJson());
    ArrayNode groups = root.putArray("byFrames");
    if (!result.stops().isEmpty()) {
      for (Group group : groups(result)) {
        ObjectNode node = groups.addObject().put("frames", group.frames());
        node.set("micros", group.micros().latencyJson());
        node.put("boundMicros", group.boundMicros()).put("within", group.within());
      }
      root.set("overLineMicros", over(result).latencyJson());
      root.put("overLineWithin", overWithin(result));
    }
    return root;
  }
}
