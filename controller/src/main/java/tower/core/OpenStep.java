package tower.core;

import org.jspecify.annotations.Nullable;
import tower.model.Step;

/**
 * The one step whose intent is on record and whose end is not.
 *
 * @param jobId the job, null for homing and recovery
 * @param number its place in the plan, from 1
 * @param step what was to be done
 */
public record OpenStep(@Nullable String jobId, int number, Step step) {}
