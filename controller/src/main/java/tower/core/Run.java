package tower.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.Step;

/**
 * A list of steps being done.
 *
 * @param jobId the job it serves, null for homing and recovery
 * @param steps what to do
 * @param index which step is under way, from 0
 * @param phase how far that step is
 */
public record Run(@Nullable String jobId, List<Step> steps, int index, Phase phase) {
  /** The step under way. */
  public Step step() {
    return steps.get(index);
  }

  /** The step before it, null for the first. */
  public @Nullable Step before() {
    return index == 0 ? null : steps.get(index - 1);
  }

  /** True when the step under way is the last. */
  public boolean last() {
    return index == steps.size() - 1;
  }

  /** The same run in another phase. */
  public Run in(Phase next) {
    return new Run(jobId, steps, index, next);
  }

  /** True when the step under way is of this kind and is being done now. */
  public boolean doing(Class<? extends Step> kind) {
    return phase instanceof Phase.Underway && kind.isInstance(step());
  }
}
