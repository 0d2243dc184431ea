package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;

/**
 * Who may not: whom the tower does not know is told 401, whom it knows 403, each with the problem's
 * code, and the journal has nothing of what was wanted.
 */
final class Uninvited {
  private static final int UNAUTHENTICATED = 401;
  private static final int MISSING_SCOPE = 403;

  private final Map<String, Intrusion> intrusions = new HashMap<>();
  private final Set<String> vouchers = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  void intrudes(Intrusion intrusion) {
    intrusions.put(intrusion.key(), intrusion);
    if (!intrusion.voucher().isEmpty()) {
      vouchers.add(intrusion.voucher());
    }
    if (!intrusion.who().isEmpty()) {
      names.add(intrusion.who());
    }
  }

  /** Who was told something else than that he may not; null for anybody else. */
  @Nullable Intrusion letIn(Told told) {
    Intrusion intrusion = intrusions.get(told.key());
    if (intrusion == null) {
      return null;
    }
    boolean known = !intrusion.who().isEmpty();
    boolean refused =
        told.status() == (known ? MISSING_SCOPE : UNAUTHENTICATED)
            && told.answer()
                .contains(known ? "\"code\":\"missing-scope\"" : "\"code\":\"unauthenticated\"");
    return refused ? null : intrusion;
  }

  /** True for what only he can have brought about. */
  boolean wrote(Fact fact) {
    return switch (fact) {
      case Fact.Answered f -> intrusions.containsKey(f.key()) || names.contains(f.by());
      case Fact.PickupSet f -> vouchers.contains(f.pickup().reference());
      case Fact.IntakeSet f -> intrusions.containsKey(f.intake().reference());
      default -> false;
    };
  }
}
