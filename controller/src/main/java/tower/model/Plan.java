package tower.model;

import java.util.List;

/**
 * A job's list of steps.
 *
 * @param steps what to do, in order; never empty
 * @param to where the car stands afterwards
 */
public record Plan(List<Step> steps, Place to) {
  public Plan {
    steps = List.copyOf(steps);
    Check.that(!steps.isEmpty(), "a plan has at least one step");
  }
}
