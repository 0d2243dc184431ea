package tower.model;

import org.jspecify.annotations.Nullable;

/**
 * What the machine does for one car.
 *
 * @param id {@code j-<n>}, rising
 * @param kind retrieval, storage or relocation
 * @param vin which car
 * @param owner id of the pickup or intake it serves, null for a relocation
 * @param to where the car shall go; for storage and relocation chosen anew at every plan, then null
 *     until planned
 * @param state where in its life
 * @param attempt how often a step of it failed, 0 at first
 * @param reason why it is in this state
 */
public record Job(
    String id,
    JobKind kind,
    String vin,
    @Nullable String owner,
    @Nullable Place to,
    JobState state,
    int attempt,
    Reason reason) {
  /** The same job in another state. */
  public Job in(JobState newState, Reason newReason) {
    return new Job(id, kind, vin, owner, to, newState, attempt, newReason);
  }

  /** The same job, under way to a destination. */
  public Job started(Place destination, Reason newReason) {
    return new Job(id, kind, vin, owner, destination, JobState.RUNNING, attempt, newReason);
  }

  /** The same job, one try the poorer. */
  public Job triedInVain(JobState newState, Reason newReason) {
    return new Job(id, kind, vin, owner, to, newState, attempt + 1, newReason);
  }
}
