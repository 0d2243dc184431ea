package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** The bus figures for people and for machines. */
final class ThroughputReport {
  /** The share of the wire's limit that the product shall reach. */
  static final double GOAL = 0.90;

  private ThroughputReport() {}

  static String text(List<Throughput.Result> results) {
    StringBuilder out = new StringBuilder();
    for (Throughput.Result result : results) {
      head(result.wire(), out);
      out.append(
          String.format(
              Locale.ROOT,
              "  %-16s %8s %7s %7s %7s %9s %9s %6s %6s %7s%n",
              "master",
              "limit/s",
              "median",
              "min",
              "max",
              "of limit",
              "to floor",
              "errors",
              "early",
              "cpu us"));
      result.arms().forEach(arm -> row(arm, out));
      out.append("  ")
          .append(Floor.verdict(result.arms().getFirst().perSecond(), "the floor"))
          .append('\n');
      goal(result, out);
      out.append('\n');
    }
    return out.toString();
  }

  private static void head(WireLimit wire, StringBuilder out) {
    out.append(
        String.format(
            Locale.ROOT,
            "%,d baud, %s (%d bits a character as paced), FC03 x10: wire limit %.1f/s%n"
                + "  with the drive's own answer time of %.2f ms and t3.5 of %.2f ms in it%n",
            wire.baud(),
            wire.frame(),
            wire.bits(),
            wire.readsPerSecond(Arms.REGISTERS),
            Math.max(wire.answerMicros(), wire.silenceMicros()) / 1000,
            wire.silenceMicros() / 1000));
  }

  private static void row(Throughput.ArmResult arm, StringBuilder out) {
    Sample rate = arm.perSecond();
    out.append(
        String.format(
            Locale.ROOT,
            "  %-16s %8.1f %7.1f %7.1f %7.1f %7.1f %% %9.3f %6d %6d %7.0f%n",
            arm.name(),
            arm.limit(),
            rate.median(),
            rate.min(),
            rate.max(),
            100 * arm.share(),
            arm.toFloor().median(),
            arm.errors(),
            arm.early(),
            arm.cpuMicros().median()));
  }

  private static void goal(Throughput.Result result, StringBuilder out) {
    for (Throughput.ArmResult arm : result.arms()) {
      if (isOurs(arm)) {
        out.append(
            String.format(
                Locale.ROOT,
                "  %s: %.1f %% of the limit, goal %.0f %%: %s%n",
                arm.name(),
                100 * arm.share(),
                100 * GOAL,
                reached(arm) ? "reached" : "MISSED"));
      }
    }
  }

  private static boolean isOurs(Throughput.ArmResult arm) {
    return arm.name().startsWith("product");
  }

  private static boolean reached(Throughput.ArmResult arm) {
    return arm.share() >= GOAL && arm.errors() == 0;
  }

  static ArrayNode json(List<Throughput.Result> results) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    for (Throughput.Result result : results) {
      ObjectNode line = lines.addObject();
      line.put("baud", result.wire().baud())
          .put("frame", result.wire().frame())
          .put("answerMicros", result.wire().answerMicros())
          .put("limitRead10PerSecond", result.wire().readsPerSecond(Arms.REGISTERS))
          .put("void", result.isVoid());
      ArrayNode arms = line.putArray("masters");
      for (Throughput.ArmResult arm : result.arms()) {
        ObjectNode node =
            arms.addObject().put("name", arm.name()).put("limitPerSecond", arm.limit());
        node.set("perSecond", arm.perSecond().json());
        node.put("shareOfLimit", arm.share());
        node.set("ratioToFloor", arm.toFloor().json());
        node.put("errors", arm.errors()).put("early", arm.early());
        node.set("cpuMicrosEach", arm.cpuMicros().json());
        if (isOurs(arm)) {
          node.put("goalReached", reached(arm));
        }
      }
    }
    return lines;
  }
}
