package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.model.Pickup;
import tower.simulator.world.World;

/**
 * When a voucher may make its pickup: between its own {@code nbf} and {@code exp}, by the time that
 * it truly is, as long as the tower could know that. A clock that is wrong and trusted, or not to
 * be believed, is nobody's witness.
 */
final class VoucherWindow {
  /** By so much the clocks of shop and tower may differ. */
  private static final long SKEW_MS = 60_000;

  /** The tower looks at its clock once a second. */
  private static final long LOOK_MS = 1_500;

  /** A clock that has stood for longer the tower may have seen standing. */
  private static final long UNSEEN_MS = 500;

  /**
   * So long nothing may have happened to its clock for the tower to believe it: ten seconds and a
   * look. What may have gone unseen may have been seen, too.
   */
  private static final long STEADY_NANOS = 12 * World.SECOND;

  private final Scene scene;
  private final Map<String, Presented> windows = new HashMap<>();
  private final Set<String> made = new HashSet<>();

  VoucherWindow(Scene scene) {
    this.scene = scene;
  }

  void asked(Asked asked) {
    if (!asked.nonsense() && asked.path().equals("/v1/pickups")) {
      Presented.in(asked.body()).ifPresent(v -> windows.put(v.jti(), v));
    }
  }

  /** A new pickup whose voucher is not valid now, in a few words; null for any other. */
  @Nullable String outside(Pickup pickup) {
    Presented window = windows.get(pickup.reference());
    boolean isNew = made.add(pickup.reference() + " " + pickup.id());
    if (!isNew || window == null || !knowsTheTime()) {
      return null;
    }
    long now = scene.world().trueUtcMs();
    if (now < window.fromMs() - SKEW_MS) {
      return (window.fromMs() - now) + " ms before its nbf";
    }
    return now - LOOK_MS >= window.untilMs() + SKEW_MS
        ? (now - window.untilMs()) + " ms after its exp"
        : null;
  }

  private boolean knowsTheTime() {
    World world = scene.world();
    return world.utcTrusted()
        && Math.abs(world.utcMs() - world.trueUtcMs()) < UNSEEN_MS
        && world.utcUntouchedFor(STEADY_NANOS)
        && scene.nanos() - scene.lifeBeganAt() > STEADY_NANOS
        && scene.ranSince(scene.nanos() - STEADY_NANOS);
  }
}
