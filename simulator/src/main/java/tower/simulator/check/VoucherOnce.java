package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;

/**
 * S21: a voucher makes one pickup, whatever became of it, and lets one car out: through crashes,
 * repeats and whatever the clock says. By the voucher itself too, whatever number the record has.
 */
final class VoucherOnce extends Checker {
  private static final Pattern ID = Pattern.compile("\"id\":\"(p-[0-9]+)\"");

  /** What was made for a voucher, by what its bearer was told. */
  private final Map<String, String> promised = new HashMap<>();

  private final Map<String, String> pickups = new HashMap<>();
  private final Map<String, PickupState> states = new HashMap<>();
  private final Set<String> out = new HashSet<>();

  VoucherOnce(Scene scene) {
    super(Invariant.S21, scene);
  }

  @Override
  void told(Told told) {
    Matcher id = ID.matcher(told.answer());
    boolean made = told.byTower() && told.path().equals("/v1/pickups") && id.find();
    if (!made || scene().recordLost()) {
      return;
    }
    Presented.in(told.body())
        .ifPresent(voucher -> {
          String first = promised.putIfAbsent(voucher.jti(), id.group(1));
          must(
              first == null || first.equals(id.group(1)),
              "for voucher %s its bearer was promised %s and %s",
              voucher.jti(),
              first,
              id.group(1));
        });
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
