package tower.simulator.hunt;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tower.core.Fact;
import tower.model.Place;
import tower.simulator.line.LineFault;
import tower.simulator.scenario.What;

/**
 * What of the tower's ways to go wrong and to come right again a run has really been: a mark for
 * every fault that began, and for every branch of recovery that the journal shows.
 */
final class Coverage {
  private static final String NEW = "(new)";

  private final TreeMap<String, Long> marks = new TreeMap<>();
  private final Map<String, String> last = new HashMap<>();

  /** One mark more. */
  private void hit(String mark) {
    marks.merge(mark, 1L, Long::sum);
  }

  /** A change of something that lives through states; the same state again is no change. */
  private void moves(String what, String id, String to, String because) {
    String from = last.put(what + id, to);
    if (!to.equals(from)) {
      hit(transition(what, from == null ? NEW : from, to, because));
    }
  }

  /** The mark of a transition. */
  static String transition(String what, String from, String to, String because) {
    return what + ": " + from + " -> " + to + (because.isEmpty() ? "" : " (" + because + ")");
  }

  /** The mark of a fault. */
  static String fault(What what) {
    return "fault: " + what.key();
  }

  /** The mark of a spoilt exchange. */
  static String line(LineFault.Kind kind) {
    return "line: " + LineFault.of(kind);
  }

  /** What no store took: that the tower holds because of its store. */
  void decided(Fact fact) {
    if (fact instanceof Fact.StateChanged f && f.reason().code().equals("store-failed")) {
      hit(transition("tower", f.from(), f.to(), f.reason().code()));
    }
  }

  /** What has become durable. */
  void durable(Fact fact) {
    switch (fact) {
      case Fact.StateChanged f -> hit(transition("tower", f.from(), f.to(), f.reason().code()));
      case Fact.PickupSet f ->
          moves("pickup", f.pickup().id(), f.pickup().state().key(), f.pickup().reason().code());
      case Fact.IntakeSet f ->
          moves("intake", f.intake().id(), f.intake().state().key(), f.intake().reason().code());
      case Fact.JobSet f ->
          moves("job", f.job().id(), name(f.job().state()), f.job().reason().code());
      case Fact.PortalSet f -> {
        String phase = name(f.use().phase());
        moves(
            "portal", f.use().portal(), phase + (f.use().user() == null ? "" : " for a user"), "");
      }
      case Fact.StepClosed f -> {
        String how = f.finding().startsWith("not begun") ? "not begun" : "interrupted";
        hit("step closed: " + f.step().getClass().getSimpleName() + " " + how);
      }
      case Fact.VehicleMoved f -> moved(f);
      case Fact.BayDoubted f -> hit(f.doubted() ? "bay: doubted" : "bay: trusted again");
      case Fact.PersonActed f -> hit("person: " + f.act());
      case Fact.Started f -> {}
      case Fact.VehicleSet f -> {}
      case Fact.StepIntended f -> {}
      case Fact.StepConfirmed f -> {}
      case Fact.VehicleWithheld f -> hit("vehicle: " + (f.withheld() ? "withheld" : "released"));
      case Fact.KeysSet f -> {}
      case Fact.FloorRaised f -> {}
      case Fact.Answered f -> {}
      case Fact.TurnedAway f -> {}
      case Fact.Published f -> {}
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Where the sensors said what the record did not: the branches of the reconcile. */
  private void moved(Fact.VehicleMoved f) {
    if (f.from() instanceof Place.AtPortal && f.to() instanceof Place.Quarantined) {
      hit("portal: its car is missing");
    }
    String found = found(f);
    if (!found.isEmpty()) {
      hit("reconcile: " + found);
    }
  }

  private static String found(Fact.VehicleMoved f) {
    if (f.to() instanceof Place.Quarantined) {
      return f.from() instanceof Place.OnCarrier ? "lost on its way" : "";
    }
    if (f.from() instanceof Place.Quarantined) {
      return "found again";
    }
    if (f.witness().startsWith("carrier sees a car")) {
      return "had been taken";
    }
    return f.witness().startsWith("carrier sees none") ? "had been set down" : "";
  }

  /** All marks of the run, with the faults that really began and the exchanges that were spoilt. */
  SortedMap<String, Long> marks(Map<What, Integer> faults, Map<LineFault.Kind, Integer> spoilt) {
    faults.forEach((what, times) -> marks.merge(fault(what), (long) times, Long::sum));
    spoilt.forEach((kind, times) -> marks.merge(line(kind), (long) times, Long::sum));
    return marks;
  }
}
