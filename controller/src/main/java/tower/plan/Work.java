package tower.plan;

import org.jspecify.annotations.Nullable;
import tower.model.JobKind;

/**
 * Something that the machine is to do.
 *
 * @param kind what
 * @param vin for which car
 * @param owner the pickup or intake that waits for it, null for nobody
 * @param from when it may begin at the earliest, from now
 * @param portalFirst true for a car out that was refused a portal: it gets one before any car in
 *     that was announced later
 * @param age rises with the time at which it was asked for
 */
public record Work(
    JobKind kind,
    String vin,
    @Nullable String owner,
    Spread from,
    boolean portalFirst,
    String age) {
  Work refusedAPortal() {
    return new Work(kind, vin, owner, from, true, age);
  }
}
