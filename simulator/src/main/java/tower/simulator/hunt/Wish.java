package tower.simulator.hunt;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Vehicle;
import tower.simulator.world.Chance;

/** One pickup or intake, from the shop's side. */
final class Wish {
  final String key;
  final boolean pickup;
  final Vehicle vehicle;
  final String code;
  final String body;

  /** Everything that is random about it. */
  final Chance chance;

  /** The tower's id, once it was accepted. */
  @Nullable String id;

  /** The return of its lent car, once the shop has announced it. */
  @Nullable Wish back;

  /** When its lent car comes back, 0 when that is not decided. */
  long outUntil;

  /** The answer to the wish was a refusal, or it is settled otherwise. */
  boolean over;

  /** Its customer or driver is there or on the way. */
  boolean there;

  /** When its customer or driver last left. */
  long leftAt = Long.MIN_VALUE / 2;

  /** Nobody comes before that time. */
  long awayUntil;

  Wish(String key, boolean pickup, Vehicle vehicle, String code, String body, Chance chance) {
    this.key = key;
    this.pickup = pickup;
    this.vehicle = vehicle;
    this.code = code;
    this.body = body;
    this.chance = chance;
  }

  /** It was refused, and then a copy of it came late and was taken: the events tell the shop. */
  void hear(Ledger facts) {
    if (!over || id != null) {
      return;
    }
    Stream<String> taken =
        pickup
            ? facts.pickups().values().stream()
                .filter(p -> p.reference().equals(key))
                .map(Pickup::id)
            : facts.intakes().values().stream()
                .filter(i -> i.reference().equals(key))
                .map(Intake::id);
    id = taken.findFirst().orElse(null);
    over = id == null;
  }

  String path() {
    return pickup ? "/v1/pickups" : "/v1/intakes";
  }
}
