package tower.model;

import org.jspecify.annotations.Nullable;

/**
 * What the shop asked for: a car out.
 *
 * @param id the tower's own id, {@code p-<n>}
 * @param reference the shop's reference (the idempotency key), part of the code's HMAC
 * @param vin which car
 * @param purpose buy, later test drive
 * @param codeHash base64url of HMAC-SHA-256(key, reference + ":" + upper-case code)
 * @param triesLeft wrong codes still allowed, 0..5, for the pickup's life
 * @param portal where it is or will be staged, null before retrieval
 * @param state where in its life
 * @param reason why it is in this state
 * @param createdUtcMs wall time of acceptance
 * @param sinceUtcMs wall time of the last change of state
 */
public record Pickup(
    String id,
    String reference,
    String vin,
    Purpose purpose,
    String codeHash,
    int triesLeft,
    @Nullable String portal,
    PickupState state,
    Reason reason,
    long createdUtcMs,
    long sinceUtcMs) {
  /** The same pickup in another state. */
  public Pickup in(PickupState newState, Reason newReason, long utcMs) {
    return new Pickup(
        id,
        reference,
        vin,
        purpose,
        codeHash,
        triesLeft,
        portal,
        newState,
        newReason,
        createdUtcMs,
        utcMs);
  }

  /** The same pickup with a portal. */
  public Pickup at(@Nullable String newPortal) {
    return new Pickup(
        id,
        reference,
        vin,
        purpose,
        codeHash,
        triesLeft,
        newPortal,
        state,
        reason,
        createdUtcMs,
        sinceUtcMs);
  }

  /** The same pickup with fewer tries. */
  public Pickup withTriesLeft(int tries) {
    return new Pickup(
        id,
        reference,
        vin,
        purpose,
        codeHash,
        tries,
        portal,
        state,
        reason,
        createdUtcMs,
        sinceUtcMs);
  }
}
