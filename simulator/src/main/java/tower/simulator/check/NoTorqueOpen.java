package tower.simulator.check;

import java.util.EnumMap;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Points;
import tower.simulator.plant.Axis;
import tower.simulator.plant.SafetyChain;
import tower.simulator.plant.Sensors;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * S1: nothing has torque while the chain is open, nothing is commanded to move after that was to be
 * seen, and the stop is on the wire in time, before everything else.
 */
final class NoTorqueOpen extends Checker {
  /** From the edge to the last stop frame, while the process runs and the line is up. */
  private static final long STOP_NANOS = 100 * World.MS;

  /** The header is read before every exchange; the exchange that is under way may end. */
  private static final long SEEN_NANOS = 20 * World.MS;

  private final Timer deadline;
  private final Map<AxisName, Boolean> hadTorque = new EnumMap<>(AxisName.class);
  private final Map<AxisName, Long> stoppedAt = new EnumMap<>(AxisName.class);
  private final Map<AxisName, Boolean> owed = new EnumMap<>(AxisName.class);
  private boolean open = true;
  private long openSince;

  NoTorqueOpen(Scene scene) {
    super(Invariant.S1, scene);
    deadline = scene.world().timer(this::deadline);
  }

  private boolean chainOpen() {
    SafetyChain chain = scene().plant().chain();
    return !chain.channelA() || !chain.channelB();
  }

  @Override
  void settled() {
    boolean now = chainOpen();
    if (now) {
      must(!scene().plant().anyTorque(), "an axis has torque while the safety chain is open");
    }
    if (now && !open) {
      opened();
    }
    if (!now) {
      remember();
      deadline.cancel();
    }
    open = now;
  }

  private void remember() {
    for (Axis axis : scene().plant().carrier().axes()) {
      hadTorque.put(axis.name(), axis.torque());
    }
  }

  private void opened() {
    openSince = scene().nanos();
    owed.clear();
    if (scene().alive()) {
      hadTorque.forEach((axis, torque) -> owed.put(axis, torque));
      deadline.set(openSince + STOP_NANOS);
    }
  }

  private void deadline() {
    boolean lineWasUp = scene().lately().lineFaultAt() < openSince - STOP_NANOS;
    boolean unharmed = scene().alive() && scene().lifeBeganAt() < openSince && lineWasUp;
    if (!unharmed || !scene().ranSince(openSince)) {
      return;
    }
    for (AxisSpec axis : scene().layout().axes()) {
      if (owed.getOrDefault(axis.name(), false)) {
        boolean stopped = stoppedAt.getOrDefault(axis.name(), Long.MIN_VALUE) >= openSince;
        must(stopped, "no stop for the %s within 100 ms of the open chain", axis.name().key());
      }
    }
  }

  @Override
  boolean wantsReads() {
    return true;
  }

  @Override
  void read(int unit) {
    before("a read");
  }

  /** Nothing may stand between an edge and its stop but the exchange that is under way. */
  private void before(String what) {
    if (!deadline.pending() || scene().nanos() - openSince <= SEEN_NANOS) {
      return;
    }
    boolean owes = owed.containsValue(true);
    boolean none = stoppedAt.values().stream().allMatch(at -> at < openSince);
    must(
        !(owes && none && seenOpen() && ranWell()),
        "%s goes out %d ms after the chain opened, before any stop",
        what,
        (scene().nanos() - openSince) / World.MS);
  }

  /** An open channel has an input that does not lie. */
  private boolean seenOpen() {
    Points points = scene().layout().inputs();
    SafetyChain chain = scene().plant().chain();
    Sensors sensors = scene().plant().sensors();
    return (!chain.channelA() && !sensors.faulty(points.chainA()))
        || (!chain.channelB() && !sensors.faulty(points.chainB()));
  }

  private boolean ranWell() {
    return scene().alive()
        && scene().lifeBeganAt() < openSince
        && scene().ranSince(openSince)
        && !scene().wakes();
  }

  @Override
  void written(Frame frame) {
    if (frame.stops()) {
      stoppedAt.put(frame.axis().name(), scene().nanos());
    } else {
      before("a write");
    }
    if (frame.enables()) {
      boolean late = open && chainOpen() && scene().nanos() - openSince > SEEN_NANOS;
      must(
          !late || scene().wakes(),
          "the %s is commanded to move %d ms after the chain opened",
          frame.axis().name().key(),
          (scene().nanos() - openSince) / World.MS);
    }
  }
}
