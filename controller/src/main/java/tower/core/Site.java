package tower.core;

import tower.model.Layout;
import tower.plan.Planner;

/**
 * What never changes while the process runs.
 *
 * @param layout the tower as built
 * @param settings the numbers that decide
 * @param planner how jobs are done
 */
public record Site(Layout layout, Settings settings, Planner planner) {
  /** A site with the planner for its layout. */
  public static Site of(Layout layout, Settings settings) {
    return new Site(layout, settings, new Planner(layout));
  }
}
