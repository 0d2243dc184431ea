package tower.core;

import tower.model.Purpose;
import tower.model.Vehicle;

/** What a client asks for; the API has checked the form, the core decides. */
public sealed interface Request {
  /** A car out. The reference in the code's HMAC is the idempotency key. */
  record NewPickup(String vin, Purpose purpose, String codeHash) implements Request {}

  /** Cancel a pickup. */
  record CancelPickup(String id) implements Request {}

  /** The customer typed a code at the portal. */
  record Handover(String id, String code) implements Request {}

  /** A car in; the vehicle's place is {@link tower.model.Place#OUTSIDE}. */
  record NewIntake(Vehicle vehicle, Purpose purpose) implements Request {}

  /** Cancel an intake. */
  record CancelIntake(String id) implements Request {}
}
