package tower.simulator.check;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tower.core.Fact;
import tower.model.PickupState;

/**
 * L10: a voucher that was accepted needs nothing more: no keys, no date, nobody far away. With the
 * right code its car is not refused for the voucher's sake, and no pickup ends for it.
 */
final class AcceptedIsEnough extends Checker {
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");

  /** What only a voucher that is new may be told. */
  private static final Set<String> NEEDS =
      Set.of(
          "voucher-not-genuine",
          "voucher-mismatch",
          "voucher-used",
          "voucher-revoked",
          "voucher-expired",
          "voucher-too-early",
          "no-keys",
          "keys-refused",
          "clock-not-trusted");

  private final RightCode codes;

  AcceptedIsEnough(Scene scene) {
    super(Invariant.L10, scene);
    codes = new RightCode(scene);
  }

  @Override
  void issued(Issued issued) {
    codes.issued(issued);
  }

  @Override
  void asked(Asked asked) {
    codes.asked(asked);
  }

  @Override
  void told(Told told) {
    codes
        .answered(told)
        .ifPresent(id -> {
          Matcher code = CODE.matcher(told.answer());
          boolean needs = !told.byTower() && code.find() && NEEDS.contains(code.group(1));
          must(!needs, "the right code of %s was answered %s", id, told.answer());
        });
  }

  @Override
  void durable(Fact fact) {
    // An appointment needs the right date, and may wait for it; that is no need of its voucher.
    if (fact instanceof Fact.PickupSet set && set.pickup().state() != PickupState.SCHEDULED) {
      must(
          !NEEDS.contains(set.pickup().reason().code()),
          "%s, which was accepted, is %s for %s",
          set.pickup().id(),
          set.pickup().state().key(),
          set.pickup().reason().code());
    }
  }
}
