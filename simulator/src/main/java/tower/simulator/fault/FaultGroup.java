package tower.simulator.fault;

import tower.simulator.scenario.What;
import tower.simulator.world.Chance;

/** Lets the faults of one group happen. */
public interface FaultGroup {
  /**
   * A fault begins now, if what it would break can be broken.
   *
   * @param what it is, one of this group's
   * @param lasts how long it is to last, ns; never beyond the calm
   * @param chance draws everything that the scenario does not say
   * @return false when nothing was broken: it has no sense now, or would not be fair
   */
  boolean begin(What what, long lasts, Chance chance);
}
