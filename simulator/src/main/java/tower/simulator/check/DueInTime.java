package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.scenario.Scenario;
import tower.simulator.world.World;

/**
 * S30: what is due at a time of day becomes due by a clock that the board may trust and that nobody
 * has touched for a while. That nothing else asks the clock is seen by running seeds again under
 * one that jumps.
 */
final class DueInTime extends Checker {
  /** The tower waits ten seconds, and looks once in one. */
  private static final long STEADY_NANOS = 9 * World.SECOND;

  private static final long LEAD_MS = Scenario.LEAD_S * 1_000L;

  private final Map<String, PickupState> before = new HashMap<>();

  DueInTime(Scene scene) {
    super(Invariant.S30, scene);
  }

  @Override
  void decided(Fact fact) {
    if (!(fact instanceof Fact.PickupSet set)) {
      return;
    }
    Pickup now = set.pickup();
    PickupState from = before.put(now.id(), now.state());
    if (from == now.state()) {
      return;
    }
    if (from == PickupState.SCHEDULED && now.state() == PickupState.QUEUED) {
      due(now, "fetched", now.terms().readyAtUtcMs(), LEAD_MS);
    } else if (now.state() == PickupState.LATE) {
      due(now, "late", now.terms().dueBackUtcMs(), 0);
    } else if (expires(from, now)) {
      due(now, "expired", now.terms().expiresAtUtcMs(), 0);
    }
  }

  /** The way back of an expired car is done in its own time. */
  private static boolean expires(@Nullable PickupState from, Pickup now) {
    boolean begun = from == PickupState.CANCELLING || now.state() == PickupState.RESTOWED;
    return from != null && !begun && now.reason().code().equals("expired");
  }

  private void due(Pickup pickup, String what, @Nullable Long atUtcMs, long earlyMs) {
    World world = scene().world();
    must(atUtcMs != null, "%s is %s and has no such time", pickup.id(), what);
    must(
        world.utcTrusted() && world.utcSteadyFor(STEADY_NANOS),
        "%s is %s by a clock that is not to be believed",
        pickup.id(),
        what);
    must(
        atUtcMs == null || world.utcMs() >= atUtcMs - earlyMs,
        "%s is %s too early",
        pickup.id(),
        what);
  }
}
