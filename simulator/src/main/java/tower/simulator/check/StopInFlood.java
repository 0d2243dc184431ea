package tower.simulator.check;

import java.util.EnumSet;
import java.util.Set;
import tower.model.AxisName;
import tower.simulator.plant.Axis;
import tower.simulator.plant.SafetyChain;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * L9: in a flood of calls an emergency stop takes permit and torque away as fast as ever. In
 * virtual time calls cost nothing, so this holds the order of things: no call, however many wait,
 * comes before a stop; and the number: no cycle decides more of them than the contract lets be open
 * at a time. What a call costs on a processor is for the benchmark of edges.
 */
final class StopInFlood extends Checker {
  private static final long STOP_NANOS = 100 * World.MS;

  /** Requests that may be open at a time, all clients together. */
  private static final int AT_A_TIME = 64;

  private final Timer deadline;
  private final Set<AxisName> underTorque = EnumSet.noneOf(AxisName.class);
  private final Set<AxisName> owed = EnumSet.noneOf(AxisName.class);
  private boolean open = true;
  private long cycleAt = -1;
  private int decided;
  private String askedNow = "";
  private long askedAt = -1;

  StopInFlood(Scene scene) {
    super(Invariant.L9, scene);
    deadline = scene.world().timer(this::deadline);
  }

  @Override
  void settled() {
    SafetyChain chain = scene().plant().chain();
    boolean now = !chain.channelA() || !chain.channelB();
    if (now && !open && scene().calm().flooded() && scene().alive()) {
      owed.clear();
      owed.addAll(underTorque);
      deadline.set(scene().nanos() + STOP_NANOS);
    }
    open = now;
    if (!now && scene().calm().flooded()) {
      remember();
    }
  }

  @Override
  void asked(Asked asked) {
    askedNow = asked.key();
    askedAt = scene().nanos();
  }

  /**
   * What is answered in the instant in which it is asked has not been in the inbox: it was refused
   * before, for want of a place or because the tower is ending, and costs the loop nothing.
   */
  @Override
  void told(Told told) {
    boolean atOnce = told.key().equals(askedNow) && askedAt == scene().nanos();
    if (!atOnce) {
      decided = cycleAt == scene().nanos() ? decided + 1 : 1;
      cycleAt = scene().nanos();
      must(decided <= AT_A_TIME, "a cycle answers %d calls", decided);
    }
  }

  private void remember() {
    underTorque.clear();
    for (Axis axis : scene().plant().carrier().axes()) {
      if (axis.torque()) {
        underTorque.add(axis.name());
      }
    }
  }

  @Override
  void written(Frame frame) {
    if (frame.stops()) {
      owed.remove(frame.axis().name());
    }
  }

  @Override
  void lifeEnded() {
    deadline.cancel();
  }

  private void deadline() {
    if (!scene().ranSince(scene().nanos() - STOP_NANOS)) {
      return; // who is stopped stops nothing: chain, relay and node guard do
    }
    must(
        !scene().plant().chain().permit() && owed.isEmpty(),
        "100 ms after an emergency stop in a flood of calls: permit %s, not stopped %s",
        scene().plant().chain().permit(),
        owed);
  }
}
