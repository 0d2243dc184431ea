package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What slow clients cost the others, for people and for machines. */
final class SlowReport {
  /** How long an honest client may wait, at p99. */
  static final double MOST_MILLIS = 250;

  private SlowReport() {}

  /** What one mode has cost that it must not, in words. */
  static List<String> wrong(SlowBench.Attacked one) {
    List<String> wrong = new ArrayList<>();
    if (one.connections() == 0) {
      wrong.add("the attacker had no connection: nothing was tried");
    }
    if (one.looks().missed() > 0 || one.looks().exchanges() == 0) {
      wrong.add(one.looks().missed() + " control deadlines missed");
    }
    if (one.honest().millis().percentile(99) > MOST_MILLIS) {
      wrong.add("honest clients waited too long");
    }
    if (!one.honest().allAnswered()) {
      wrong.add("honest clients were not served: " + one.honest().unanswered());
    }
    if (!one.collected()) {
      wrong.add("the car that was on its way was not handed over");
    }
    return wrong;
  }

  static boolean ok(SlowBench.Result result) {
    return result.faults().isEmpty()
        && !result.modes().isEmpty()
        && result.modes().stream().allMatch(one -> wrong(one).isEmpty());
  }

  static String text(SlowBench.Result result) {
    StringBuilder out = new StringBuilder();
    for (SlowBench.Attacked one : result.modes()) {
      Sample millis = one.honest().millis();
      out.append(
          String.format(
              Locale.ROOT,
              "%-8s %4d connections, %d streams that nobody reads; longest between two looks %.1f ms"
                  + " of %d (a sleeping thread was %.1f ms late); %,d honest requests, p50 %.1f, p99"
                  + " %.1f, max %.1f ms of %.0f: %s%n",
              one.mode().name().toLowerCase(Locale.ROOT),
              one.connections(),
              one.deaf(),
              one.looks().longestNanos() / 1e6,
              LookWatch.DEADLINE_NANOS / 1_000_000,
              one.machineNanos() / 1e6,
              millis.count(),
              millis.percentile(50),
              millis.percentile(99),
              millis.max(),
              MOST_MILLIS,
              wrong(one).isEmpty() ? "borne, and the car was collected" : wrong(one)));
      if (SlowBench.machineWasLate(one)) {
        out.append("         the machine itself was late: THE RUN IS VOID\n");
      }
    }
    result.faults().forEach(fault -> out.append("the tower stopped: ").append(fault).append('\n'));
    out.append(ok(result) ? "nothing missed\n" : "NOT BORNE\n");
    return out.toString();
  }

  static ObjectNode json(SlowBench.Result result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("borne", ok(result));
    result.faults().forEach(root.putArray("faults")::add);
    ObjectNode modes = root.putObject("modes");
    for (SlowBench.Attacked one : result.modes()) {
      ObjectNode node = modes.putObject(one.mode().name().toLowerCase(Locale.ROOT));
      node.put("connections", one.connections())
          .put("deafStreams", one.deaf())
          .put("exchanges", one.looks().exchanges())
          .put("longestBetweenLooksMillis", one.looks().longestNanos() / 1e6)
          .put("missedDeadlines", one.looks().missed())
          .put("machineLateMillis", one.machineNanos() / 1e6)
          .put("void", SlowBench.machineWasLate(one))
          .put("collected", one.collected());
      node.set("honestMillis", one.honest().millis().latencyJson());
      wrong(one).forEach(node.putArray("wrong")::add);
    }
    return root;
  }
}
