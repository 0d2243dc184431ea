package tower.model;

import org.jspecify.annotations.Nullable;

/**
 * What the shop asked for: a car in.
 *
 * @param id the tower's own id, {@code i-<n>}
 * @param reference the shop's reference (the idempotency key)
 * @param vehicle the car as declared
 * @param purpose new stock, or a lent car that comes back
 * @param report what the shop says of a car that comes back
 * @param portal where it comes in, null before a portal is given
 * @param state where in its life
 * @param reason why it is in this state
 * @param createdUtcMs wall time of acceptance
 * @param sinceUtcMs wall time of the last change of state
 */
public record Intake(
    String id,
    String reference,
    Vehicle vehicle,
    Purpose purpose,
    ReturnReport report,
    @Nullable String portal,
    IntakeState state,
    Reason reason,
    long createdUtcMs,
    long sinceUtcMs) {
  /** The same intake in another state. */
  public Intake in(IntakeState newState, Reason newReason, long utcMs) {
    return new Intake(
        id, reference, vehicle, purpose, report, portal, newState, newReason, createdUtcMs, utcMs);
  }

  /** The same intake with its car as it was measured. */
  public Intake of(Vehicle measured) {
    return new Intake(
        id, reference, measured, purpose, report, portal, state, reason, createdUtcMs, sinceUtcMs);
  }

  /** The same intake with a portal. */
  public Intake at(@Nullable String newPortal) {
    return new Intake(
        id,
        reference,
        vehicle,
        purpose,
        report,
        newPortal,
        state,
        reason,
        createdUtcMs,
        sinceUtcMs);
  }
}
