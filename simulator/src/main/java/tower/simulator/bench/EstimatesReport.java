package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What became of the tower's estimates.
 *
 * @param hours simulated
 * @param failed runs in which a checker found something
 * @param unknown pickups of which the tower said that it does not know
 * @param accepted of those said at acceptance
 * @param begun of those said when the retrieval began
 */
record EstimatesReport(int hours, int failed, int unknown, Figures accepted, Figures begun) {
  private static final int LEAST_PERMILLE = 850;

  /**
   * One kind of promise.
   *
   * @param count how many
   * @param keptPermille of a thousand cars so many came within the time that nine of ten should
   * @param offHalfMs the middle was off by less as often as not
   * @param offNineOfTenMs the middle was off by less in nine of ten cases
   * @param waitNineOfTenMs so long nine of ten waited
   */
  record Figures(
      int count, int keptPermille, long offHalfMs, long offNineOfTenMs, long waitNineOfTenMs) {
    static Figures of(List<Promised.Kept> kept) {
      int count = kept.size();
      long good = kept.stream().filter(Promised.Kept::kept).count();
      List<Long> off = kept.stream().map(Promised.Kept::offMs).sorted().toList();
      List<Long> waits = kept.stream().map(Promised.Kept::tookMs).sorted().toList();
      return new Figures(
          count,
          count == 0 ? 0 : (int) (good * 1000 / count),
          at(off, 50),
          at(off, 90),
          at(waits, 90));
    }

    private static long at(List<Long> sorted, int percent) {
      return sorted.isEmpty()
          ? 0
          : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    String text(String name) {
      return String.format(
          Locale.ROOT,
          "%-12s %4d promises, %5.1f %% came within p90, p50 off by %5.1f s (half) %5.1f s (nine of"
              + " ten), nine of ten waited %5.1f s%n",
          name,
          count,
          keptPermille / 10.0,
          offHalfMs / 1000.0,
          offNineOfTenMs / 1000.0,
          waitNineOfTenMs / 1000.0);
    }

    ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("count", count).put("keptPermille", keptPermille);
      node.put("offHalfMs", offHalfMs).put("offNineOfTenMs", offNineOfTenMs);
      return node.put("waitNineOfTenMs", waitNineOfTenMs);
    }
  }

  static EstimatesReport of(int hours, Promised promised, int failed) {
    return new EstimatesReport(
        hours,
        failed,
        promised.unknown(),
        figures(promised, Promised.Made.AT_ACCEPTANCE),
        figures(promised, Promised.Made.AT_RETRIEVAL));
  }

  private static Figures figures(Promised promised, Promised.Made made) {
    return Figures.of(promised.ended().stream().filter(k -> k.made() == made).toList());
  }

  /** Promises that are kept, and a middle that is one. */
  boolean honest(long mostOffMs) {
    boolean kept = accepted.keptPermille >= LEAST_PERMILLE;
    return failed == 0 && kept && accepted.offNineOfTenMs <= mostOffMs;
  }

  String text() {
    return String.format(Locale.ROOT, "%d simulated hours, %d unknown%n", hours, unknown)
        + accepted.text("acceptance")
        + begun.text("retrieval");
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("hours", hours).put("failed", failed).put("unknown", unknown);
    node.set("acceptance", accepted.json());
    node.set("retrieval", begun.json());
    return node;
  }
}
