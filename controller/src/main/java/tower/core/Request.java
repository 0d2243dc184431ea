package tower.core;

import java.util.List;
import tower.model.KeyRing;
import tower.model.Purpose;
import tower.model.Release;
import tower.model.ReturnReport;
import tower.model.Terms;
import tower.model.Vehicle;

/** What a client asks for; the API has checked the form, the core decides. */
public sealed interface Request {
  /** A car out, released by a genuine voucher that names the same car and purpose. */
  record NewPickup(String vin, Purpose purpose, Release release, Terms terms) implements Request {}

  /** Believe other keys from now on; the list is genuine. */
  record SetKeys(KeyRing ring) implements Request {}

  /** Cancel a pickup. */
  record CancelPickup(String id) implements Request {}

  /** The customer typed a code at the portal. */
  record Handover(String id, String code) implements Request {}

  /** A car in; the vehicle's place is {@link tower.model.Place#OUTSIDE}. */
  record NewIntake(Vehicle vehicle) implements Request {}

  /**
   * A lent car comes back.
   *
   * @param chargePercent its battery now, -1 when nobody says
   */
  record ReturnIntake(String vin, Purpose purpose, int chargePercent, ReturnReport report)
      implements Request {}

  /**
   * A supervisor says what became of a pickup that the tower cannot end.
   *
   * @param delivered true when the customer has the car for good
   */
  record SettlePickup(String id, boolean delivered, String note) implements Request {}

  /** Offer a car again that came back damaged. */
  record ReleaseVehicle(String vin) implements Request {}

  /** Cancel an intake. */
  record CancelIntake(String id) implements Request {}

  /** A supervisor has a car let out again that stands in its portal and cannot be stored. */
  record SettleIntake(String id, String note) implements Request {}

  /** Write down whom the API has turned away: the API's own wish, kept under no key. */
  record NoteRefusals(List<Fact.TurnedAway> refusals) implements Request {
    public NoteRefusals {
      refusals = List.copyOf(refusals);
    }
  }
}
