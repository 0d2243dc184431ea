package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tower.core.Fact;
import tower.core.Ledger;
import tower.model.Pickup;
import tower.model.PickupState;

/**
 * S22: five wrong codes a pickup for its life. Counted from what clients were told, so that no
 * restart forgets one.
 */
final class FewTries extends Checker {
  private static final int TRIES = 5;
  private static final Pattern HANDOVER = Pattern.compile("/v1/pickups/([^/]+)/handover");

  /** By pickup: the keys whose code was called wrong. */
  private final Map<String, Set<String>> wrong = new HashMap<>();

  private final Map<String, Integer> left = new HashMap<>();

  FewTries(Scene scene) {
    super(Invariant.S22, scene);
  }

  @Override
  void told(Told told) {
    Matcher path = HANDOVER.matcher(told.path());
    boolean counted =
        told.answer().contains("\"wrong-code\"") || told.answer().contains("that was the last try");
    if (!path.matches() || !counted) {
      return;
    }
    String id = path.group(1);
    Set<String> keys = wrong.computeIfAbsent(id, i -> new HashSet<>());
    keys.add(told.key());
    must(keys.size() <= TRIES, "%s had %d wrong codes", id, keys.size());
    Pickup pickup = scene().record().pickups().get(id);
    if (pickup != null) {
      counted(pickup, "the journal");
    }
  }

  private void counted(Pickup pickup, String where) {
    if (scene().recordLost()) {
      return; // the older copy knows of fewer: S29 asks that the tower holds on it
    }
    int told = wrong.getOrDefault(pickup.id(), Set.of()).size();
    must(
        pickup.triesLeft() <= TRIES - told,
        "%s had %d wrong codes, %s leaves %d",
        pickup.id(),
        told,
        where,
        pickup.triesLeft());
  }

  @Override
  void durable(Fact fact) {
    if (!(fact instanceof Fact.PickupSet set)) {
      return;
    }
    Pickup pickup = set.pickup();
    int before = left.getOrDefault(pickup.id(), TRIES);
    left.put(pickup.id(), pickup.triesLeft());
    must(
        pickup.triesLeft() >= 0 && pickup.triesLeft() <= before,
        "%s has %d tries left after %d",
        pickup.id(),
        pickup.triesLeft(),
        before);
    must(
        pickup.state() != PickupState.HANDING_OVER || pickup.triesLeft() > 0,
        "%s is handed over after its last try",
        pickup.id());
  }

  @Override
  void loaded(Ledger ledger) {
    ledger.pickups().values().forEach(p -> counted(p, "the database"));
  }
}
