package tower.plan;

import tower.model.Plan;
import tower.model.Reason;

/** The planner's answer for one job. */
public sealed interface Planned {
  /** This is how. */
  record Go(Plan plan) implements Planned {}

  /**
   * Another car must be elsewhere first.
   *
   * @param vin the car to relocate
   * @param why what it stands in the way of
   */
  record RelocateFirst(String vin, Reason why) implements Planned {}

  /** Not now, and why. */
  record Refused(Reason reason) implements Planned {}
}
