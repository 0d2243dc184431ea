package tower.simulator.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** So long its clock must have been right for the tower to believe it: ten seconds and a look. */
  private static final long STEADY_NANOS = 12 * World.SECOND;

  private static final Pattern VOUCHER =
      Pattern.compile("\"voucher\":\"[\\w-]+\\.([\\w-]+)\\.[\\w-]+\"");
  private static final Pattern JTI = Pattern.compile("\"jti\":\"([^\"]*)\"");
  private static final Pattern NBF = Pattern.compile("\"nbf\":([0-9]{1,12})[,}]");
  private static final Pattern EXP = Pattern.compile("\"exp\":([0-9]{1,12})[,}]");

  /** From when until when, UTC ms since 1970. */
  private record Window(long fromMs, long untilMs) {}

  private final Scene scene;
  private final Map<String, Window> windows = new HashMap<>();
  private final Set<String> made = new HashSet<>();

  VoucherWindow(Scene scene) {
    this.scene = scene;
  }

  void asked(Asked asked) {
    Matcher voucher = VOUCHER.matcher(asked.body());
    if (asked.nonsense() || !asked.path().equals("/v1/pickups") || !voucher.find()) {
      return;
    }
    String claims =
        new String(Base64.getUrlDecoder().decode(voucher.group(1)), StandardCharsets.UTF_8);
    Matcher jti = JTI.matcher(claims);
    Matcher nbf = NBF.matcher(claims);
    Matcher exp = EXP.matcher(claims);
    if (jti.find() && nbf.find() && exp.find()) {
      windows.put(jti.group(1), new Window(ms(nbf), ms(exp)));
    }
  }

  private static long ms(Matcher seconds) {
    return Long.parseLong(seconds.group(1)) * 1_000;
  }

  /** A new pickup whose voucher is not valid now, in a few words; null for any other. */
  @Nullable String outside(Pickup pickup) {
    Window window = windows.get(pickup.reference());
    boolean isNew = made.add(pickup.reference() + " " + pickup.id());
    if (!isNew || window == null || !knowsTheTime()) {
      return null;
    }
    long now = scene.world().trueUtcMs();
    if (now < window.fromMs - SKEW_MS) {
      return (window.fromMs - now) + " ms before its nbf";
    }
    return now - LOOK_MS >= window.untilMs + SKEW_MS
        ? (now - window.untilMs) + " ms after its exp"
        : null;
  }

  private boolean knowsTheTime() {
    World world = scene.world();
    return world.utcTrusted()
        && Math.abs(world.utcMs() - world.trueUtcMs()) < UNSEEN_MS
        && world.utcSteadyFor(STEADY_NANOS)
        && scene.nanos() - scene.lifeBeganAt() > STEADY_NANOS
        && scene.ranSince(scene.nanos() - STEADY_NANOS);
  }
}
