package tower.plan;

import tower.model.Plan;
import tower.model.Reason;

/** The planner's answer for one job. */
public sealed interface Planned {
  /** This is how. */
  record Go(Plan plan) implements Planned {}

  /** A car stands in front: it must be relocated first. */
  record RelocateFirst(String vin) implements Planned {}

  /** Not now, and why. */
  record Refused(Reason reason) implements Planned {}
}
