package tower.core;

import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Vehicle;

/**
 * What the tower answers to a request. Every result but {@link Refused} is an effect: it is stored
 * under its idempotency key in the transaction of that effect and given again to a repeat.
 */
public sealed interface Result {
  /** A pickup was accepted. */
  record PickupTaken(Pickup pickup) implements Result {}

  /** A pickup was cancelled, or its car is on its way back. */
  record PickupCancelled(Pickup pickup) implements Result {}

  /** Other keys are believed from now on. */
  record KeysSet(long version) implements Result {}

  /** A supervisor has ended a pickup. */
  record PickupSettled(Pickup pickup) implements Result {}

  /** The car is offered again. */
  record VehicleReleased(Vehicle vehicle) implements Result {}

  /** The code was right; the outer door opens. */
  record HandoverBegun(Pickup pickup) implements Result {}

  /** The code was wrong and a try is gone. */
  record CodeWrong(Pickup pickup) implements Result {}

  /** An intake was accepted. */
  record IntakeTaken(Intake intake) implements Result {}

  /** An intake was cancelled. */
  record IntakeCancelled(Intake intake) implements Result {}

  /** The portal opens for a car that could not be stored. */
  record IntakeSettled(Intake intake) implements Result {}

  /** The refusals are written down. */
  record RefusalsNoted() implements Result {}

  /** Nothing was changed. */
  record Refused(Problem problem, String detail) implements Result {}
}
