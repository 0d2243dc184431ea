package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tower.model.Pickup;
import tower.model.PickupState;

/**
 * Who typed the right code of a car that waits behind its door, under a voucher that nobody has
 * withdrawn: whatever else the tower says to that, it is not about the voucher.
 */
final class RightCode {
  static final Pattern HANDOVER = Pattern.compile("/v1/pickups/([^/]+)/handover");
  static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]*)\"");

  private final Scene scene;
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, String> typed = new HashMap<>();

  RightCode(Scene scene) {
    this.scene = scene;
  }

  void issued(Issued issued) {
    codes.put(issued.reference(), issued.code());
  }

  void asked(Asked asked) {
    Matcher path = HANDOVER.matcher(asked.path());
    if (!path.matches() || asked.nonsense()) {
      return;
    }
    Pickup pickup = scene.record().pickups().get(path.group(1));
    Matcher code = CODE.matcher(asked.body());
    boolean right =
        pickup != null
            && pickup.state() == PickupState.STAGED
            && code.find()
            && code.group(1).equals(codes.get(pickup.reference()))
            && !withdrawn(pickup);
    if (right && pickup != null) {
      typed.put(asked.key(), pickup.id());
    }
  }

  private boolean withdrawn(Pickup pickup) {
    return !pickup.redeemed() && scene.record().keys().revokes(pickup.reference(), pickup.kid());
  }

  /**
   * The pickup whose right code this is the answer to; empty for any other answer, and for one that
   * was withdrawn meanwhile.
   */
  Optional<String> answered(Told told) {
    String id = HANDOVER.matcher(told.path()).matches() ? typed.get(told.key()) : null;
    Pickup pickup = id == null ? null : scene.record().pickups().get(id);
    return pickup == null || withdrawn(pickup) ? Optional.empty() : Optional.of(pickup.id());
  }
}
