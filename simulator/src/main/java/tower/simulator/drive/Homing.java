package tower.simulator.drive;

import tower.simulator.plant.Axis;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * A drive's search for its zero. Method 17: fast onto the negative limit switch, slowly off it, and
 * from its edge to zero. Methods 19 (cam on the positive half) and 21 (negative half): fast to the
 * edge of the home switch, slowly back to it. Method 35: zero is here.
 */
final class Homing {
  /** So near to the home edge it first goes aside, in windows of 1 mm or 0.1 degree. */
  private static final double ASIDE = 3;

  private final Axis axis;
  private final Done done;
  private final Timer edge;
  private Phase phase = Phase.NONE;
  private double fast;
  private double slow;
  private double edgeAt;
  private int searchDirection;

  Homing(World world, Axis axis, Done done) {
    this.axis = axis;
    this.done = done;
    edge = world.timer(this::edgeFound);
  }

  /** How it ended. */
  interface Done {
    void ended(boolean well);
  }

  private enum Phase {
    NONE,
    /** Off the edge, because the switch cannot say on which side it is. */
    ASIDE,
    /** Fast toward the edge. */
    SEARCH,
    /** Over the edge; ramping down. */
    OVERSHOOT,
    /** Slowly back to the edge. */
    BACK,
    /** From the edge to zero. */
    TO_ZERO
  }

  boolean active() {
    return phase != Phase.NONE;
  }

  /** Forgets the search; the axis is stopped by whoever calls. */
  void stop() {
    phase = Phase.NONE;
    edge.cancel();
  }

  /** Begins; speeds in the axis's units per second. */
  void start(int method, double fastSpeed, double slowSpeed) {
    fast = fastSpeed;
    slow = slowSpeed;
    if (method == 35) {
      axis.setEncoder(0);
      done.ended(true);
    } else if (fast <= 0 || slow <= 0) {
      done.ended(false);
    } else if (method == 17) {
      edgeAt = axis.traits().limitNegative();
      searchDirection = -1;
      search(axis.limitNegative());
    } else if (method == 19 || method == 21) {
      edgeAt = 0;
      boolean pressed = axis.homeSwitch();
      searchDirection = (method == 21) == pressed ? 1 : -1;
      if (Math.abs(axis.position()) < ASIDE * unit()) {
        phase = Phase.ASIDE;
        axis.moveTo(axis.encoder() - searchDirection * 2 * ASIDE * unit(), slow, ramp(), ramp());
      } else {
        search(false);
      }
    } else {
      done.ended(false);
    }
  }

  /** The axis has come to rest. */
  void standstill() {
    switch (phase) {
      case ASIDE -> search(false);
      case OVERSHOOT -> {
        phase = Phase.BACK;
        axis.run(-searchDirection * slow, ramp());
        edge.set(axis.reaches(edgeAt));
      }
      case TO_ZERO -> {
        stop();
        done.ended(true);
      }
      case NONE, SEARCH, BACK -> {}
    }
  }

  private void search(boolean alreadyOver) {
    phase = alreadyOver ? Phase.OVERSHOOT : Phase.SEARCH;
    if (alreadyOver) {
      standstill();
      return;
    }
    axis.run(searchDirection * fast, ramp());
    edge.set(axis.reaches(edgeAt));
  }

  private void edgeFound() {
    if (phase == Phase.SEARCH) {
      phase = Phase.OVERSHOOT;
      axis.halt(4 * ramp()); // a switch stops the axis as quickly as the motor can
    } else if (phase == Phase.BACK) {
      phase = Phase.TO_ZERO;
      axis.setEncoder(edgeAt);
      axis.moveTo(0, slow, ramp(), ramp());
    }
  }

  private double ramp() {
    return axis.spec().acceleration();
  }

  private double unit() {
    return axis.name() == tower.model.AxisName.TURN ? 100 : 1;
  }
}
