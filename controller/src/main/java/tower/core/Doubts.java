package tower.core;

import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.Bay;
import tower.model.Place;
import tower.model.Vehicle;

/**
 * Bays whose sensor contradicts the record are not used, and why is written. One that has agreed
 * again for a while is used again; the others serve meanwhile.
 */
final class Doubts {
  static final long BELIEVE_DISAGREEMENT_MS = 1_000;
  static final long BELIEVE_AGREEMENT_MS = 5_000;

  private Doubts() {}

  /** Compares every bay but the one that is being worked at, when anything may have changed. */
  static void observe(Turn t) {
    boolean news = t.inputsChanged() || t.hasFacts() || !t.disagreeing.isEmpty();
    if (news && (t.state instanceof State.Ready || t.state instanceof State.Executing)) {
      compare(t, Outputs.run(t.state));
    }
  }

  private static void compare(Turn t, @Nullable Run run) {
    List<Bay> bays = t.layout().bays();
    boolean[] recorded = new boolean[bays.size()];
    for (Vehicle v : t.ledger.vehicles().values()) {
      if (v.place() instanceof Place.InBay p) {
        recorded[t.layout().bayIndex(p.bay())] = true;
      }
    }
    // A car over the stand is seen there before it is set down and after it is raised.
    boolean shuttleOut = !t.inputs().on(t.layout().inputs().shuttleHome());
    Place busy =
        run != null && (shuttleOut || run.phase() instanceof Phase.Underway)
            ? Runner.workplace(run.step())
            : null;
    for (int i = 0; i < bays.size(); i++) {
      int point = t.layout().inputs().bays().get(i);
      boolean agrees = recorded[i] ? t.inputs().on(point) : t.inputs().off(point);
      String id = bays.get(i).id();
      boolean worked = busy instanceof Place.InBay b && inTheWay(t, bays.get(i), b.bay());
      if (t.inputs().valid(point) && !worked) {
        weigh(t, id, agrees);
      }
    }
  }

  /** The bay that is worked at, and the one in front of it through which shuttle and car pass. */
  private static boolean inTheWay(Turn t, Bay bay, String workedAt) {
    Bay goal = t.layout().bays().get(t.layout().bayIndex(workedAt));
    return bay.equals(goal) || t.layout().inFront(goal).filter(bay::equals).isPresent();
  }

  private static void weigh(Turn t, String bay, boolean agrees) {
    boolean doubted = !t.ledger.doubted().isEmpty() && t.ledger.doubted().contains(bay);
    if (agrees != doubted) {
      if (!t.disagreeing.isEmpty() && t.disagreeing.containsKey(bay)) {
        since(t, bay, null);
      }
      return;
    }
    Long since = t.disagreeing.get(bay);
    if (since == null) {
      since(t, bay, t.stamp.nowMs());
      return;
    }
    long limit = agrees ? BELIEVE_AGREEMENT_MS : BELIEVE_DISAGREEMENT_MS;
    if (t.stamp.nowMs() - since >= limit) {
      since(t, bay, null);
      String why = agrees ? "sensor and record agree again" : "sensor contradicts the record";
      t.fact(new Fact.BayDoubted(bay, !agrees, why));
    }
  }

  private static void since(Turn t, String bay, @Nullable Long sinceMs) {
    TreeMap<String, Long> next = new TreeMap<>(t.disagreeing);
    if (sinceMs == null) {
      next.remove(bay);
    } else {
      next.put(bay, sinceMs);
    }
    t.disagreeing = Collections.unmodifiableSortedMap(next);
  }
}
