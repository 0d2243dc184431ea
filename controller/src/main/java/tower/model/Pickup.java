package tower.model;

import org.jspecify.annotations.Nullable;

/**
 * What the shop asked for: a car out.
 *
 * @param id the tower's own id, {@code p-<n>}
 * @param reference the number of the shop's voucher, part of the code's HMAC
 * @param kid the key that signed that voucher
 * @param vin which car
 * @param purpose to be bought, lent for a test drive, or lent to a dealer's service
 * @param codeHash base64url of HMAC-SHA-256(key, reference + ":" + upper-case code)
 * @param terms when it is wanted
 * @param triesLeft wrong codes still allowed, 0..5, for the pickup's life
 * @param redeemed true once its code was right: the point of no return
 * @param portal where it is or will be staged, null before retrieval
 * @param state where in its life
 * @param reason why it is in this state
 * @param createdUtcMs wall time of acceptance
 * @param sinceUtcMs wall time of the last change of state
 */
public record Pickup(
    String id,
    String reference,
    String kid,
    String vin,
    Purpose purpose,
    String codeHash,
    Terms terms,
    int triesLeft,
    boolean redeemed,
    @Nullable String portal,
    PickupState state,
    Reason reason,
    long createdUtcMs,
    long sinceUtcMs) {
  /** The same pickup in another state. */
  public Pickup in(PickupState newState, Reason newReason, long utcMs) {
    return with(triesLeft, redeemed, portal, newState, newReason, utcMs);
  }

  /** The same pickup with a portal. */
  public Pickup at(@Nullable String newPortal) {
    return with(triesLeft, redeemed, newPortal, state, reason, sinceUtcMs);
  }

  /** The same pickup with fewer tries. */
  public Pickup withTriesLeft(int tries) {
    return with(tries, redeemed, portal, state, reason, sinceUtcMs);
  }

  /** The same pickup past the point of no return. */
  public Pickup withCodeAccepted() {
    return with(triesLeft, true, portal, state, reason, sinceUtcMs);
  }

  /** True while the car is with whoever it was lent to. */
  public boolean lent() {
    return state == PickupState.OUT || state == PickupState.LATE;
  }

  private Pickup with(
      int tries,
      boolean accepted,
      @Nullable String newPortal,
      PickupState newState,
      Reason newReason,
      long utcMs) {
    return new Pickup(
        id,
        reference,
        kid,
        vin,
        purpose,
        codeHash,
        terms,
        tries,
        accepted,
        newPortal,
        newState,
        newReason,
        createdUtcMs,
        utcMs);
  }
}
