package tower.core;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tower.model.Intake;
import tower.model.Job;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Vehicle;

/** Writes down which events led from where to where, and why. */
final class Deeds implements Watcher {
  private static final String NEW = "(new)";

  /** "from | to" and the codes of the reasons. */
  final Map<String, SortedSet<String>> states = new TreeMap<>();

  final Map<String, SortedSet<String>> pickups = new TreeMap<>();
  final Map<String, SortedSet<String>> intakes = new TreeMap<>();
  final Map<String, SortedSet<String>> vehicles = new TreeMap<>();
  final Map<String, SortedSet<String>> portals = new TreeMap<>();
  final Map<String, SortedSet<String>> jobs = new TreeMap<>();
  private final Map<String, SortedSet<String>> byEvent = new TreeMap<>();

  @Override
  public void saw(Event event, TowerState before, Outcome outcome) {
    String state = before.state().key();
    String kind = event.getClass().getSimpleName();
    SortedSet<String> targets = byEvent.computeIfAbsent(state + " " + kind, k -> new TreeSet<>());
    Ledger ledger = before.ledger();
    for (Fact fact : outcome.facts()) {
      saw(fact, ledger);
      ledger = ledger.apply(fact);
      if (fact instanceof Fact.StateChanged change) {
        targets.add(change.to());
      }
    }
  }

  private void saw(Fact fact, Ledger ledger) {
    if (fact instanceof Fact.StateChanged f) {
      note(states, f.from(), f.to(), f.reason().code());
    } else if (fact instanceof Fact.PickupSet f) {
      Pickup old = ledger.pickups().get(f.pickup().id());
      String from = old == null ? NEW : old.state().key();
      note(pickups, from, f.pickup().state().key(), f.pickup().reason().code());
    } else if (fact instanceof Fact.IntakeSet f) {
      Intake old = ledger.intakes().get(f.intake().id());
      String from = old == null ? NEW : old.state().key();
      note(intakes, from, f.intake().state().key(), f.intake().reason().code());
    } else if (fact instanceof Fact.VehicleMoved f) {
      note(vehicles, f.from().kind().key(), f.to().kind().key(), "");
    } else if (fact instanceof Fact.VehicleSet f) {
      Vehicle old = ledger.vehicles().get(f.vehicle().vin());
      String from = old == null ? NEW : old.place().kind().key();
      // A lent car went outside a fact before, and is only remembered here.
      if (!(f.vehicle().place() instanceof Place.Outside)) {
        note(vehicles, from, f.vehicle().place().kind().key(), "");
      }
    } else if (fact instanceof Fact.PortalSet f) {
      PortalUse old = ledger.portals().get(f.use().portal());
      note(portals, old == null ? NEW : name(old), name(f.use()), "");
    } else if (fact instanceof Fact.JobSet f) {
      Job old = ledger.jobs().get(f.job().id());
      String from = old == null ? NEW : name(old.state());
      note(jobs, from, name(f.job().state()), f.job().reason().code());
    }
  }

  private static String name(PortalUse use) {
    return name(use.phase()) + (use.user() == null ? "" : " for a user");
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static void note(
      Map<String, SortedSet<String>> into, String from, String to, String reason) {
    if (!from.equals(to)) {
      into.computeIfAbsent(from + " | " + to, k -> new TreeSet<>()).add(reason);
    }
  }

  /** Where an event led to from a state. */
  List<String> targets(String state, String event) {
    return List.copyOf(byEvent.getOrDefault(state + " " + event, new TreeSet<>()));
  }

  /** Where any event led to from a state. */
  List<String> targets(String state) {
    return byEvent.entrySet().stream()
        .filter(e -> e.getKey().startsWith(state + " "))
        .flatMap(e -> e.getValue().stream())
        .distinct()
        .collect(Collectors.toList());
  }

  /** True when the event has come in the state at all. */
  boolean met(String state, String event) {
    return byEvent.containsKey(state + " " + event);
  }
}
