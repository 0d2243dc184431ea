package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;

/**
 * S21: a voucher makes one pickup, whatever became of it, and lets one car out: through crashes,
 * repeats and whatever the clock says.
 */
final class VoucherOnce extends Checker {
  private final Map<String, String> pickups = new HashMap<>();
  private final Map<String, PickupState> states = new HashMap<>();
  private final Set<String> out = new HashSet<>();

  VoucherOnce(Scene scene) {
    super(Invariant.S21, scene);
  }

  @Override
  void durable(Fact fact) {
    if (!(fact instanceof Fact.PickupSet set) || scene().recordLost()) {
      return; // in an older record the tower holds, and gives nothing out
    }
    Pickup pickup = set.pickup();
    String first = pickups.putIfAbsent(pickup.reference(), pickup.id());
    must(
        first == null || first.equals(pickup.id()),
        "voucher %s has made %s and %s",
        pickup.reference(),
        first,
        pickup.id());
    PickupState before = states.put(pickup.id(), pickup.state());
    boolean leaves = pickup.state() == PickupState.COLLECTED || pickup.state() == PickupState.OUT;
    if (leaves && before == PickupState.HANDING_OVER) {
      must(out.add(pickup.reference()), "voucher %s has let two cars out", pickup.reference());
    }
  }
}
