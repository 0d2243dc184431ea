package tower.simulator.real;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tower.core.Fact;

/**
 * What the journal says was answered: every key once, every voucher for one pickup, and all that
 * any client was told.
 */
final class Answers {
  private final Findings findings;
  private final Set<String> answered = new HashSet<>();
  private final Map<String, String> pickups = new HashMap<>();
  private final Set<String> lost = new HashSet<>();

  Answers(Findings findings) {
    this.findings = findings;
  }

  /** One more fact of the journal. */
  void note(Fact fact) {
    if (fact instanceof Fact.Answered one && !answered.add(one.key())) {
      findings.found("S23: key " + one.key() + " was answered a second time");
    } else if (fact instanceof Fact.PickupSet set) {
      String id = set.pickup().id();
      String first = pickups.putIfAbsent(set.pickup().reference(), id);
      if (first != null && !first.equals(id)) {
        findings.found(
            "S20: voucher " + set.pickup().reference() + " made " + first + " and " + id);
      }
    }
  }

  /** While the process is dead: what clients were told with a 2xx stands in its files. */
  void mustHold(List<String> keys) {
    for (String key : keys) {
      if (!answered.contains(key) && lost.add(key)) {
        findings.found(
            "S24: key " + key + " was acknowledged, and the journal has no answer to it");
      }
    }
  }
}
