package tower.simulator.fault;

import tower.simulator.scenario.What;
import tower.simulator.world.Chance;

/** The power of the tower, and the life of the controller's process. */
public final class PowerFaults implements FaultGroup {
  /** Within so many boundaries a process dies that is to die at one. */
  private static final int BOUNDARIES = 500;

  private final Power power;

  /** The power of a run. */
  public PowerFaults(Power power) {
    this.power = power;
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    boolean now = chance.below(2) == 0;
    switch (what) {
      case POWER_CUT -> {
        if (now) {
          power.cut(lasts);
        } else {
          power.cutAtBoundary(chance.between(1, BOUNDARIES), true);
        }
      }
      case PROCESS_DEATH -> {
        if (now) {
          power.kill(lasts);
        } else {
          power.cutAtBoundary(chance.between(1, BOUNDARIES), false);
        }
      }
      default -> throw Faults.notOurs(what);
    }
    return true;
  }
}
