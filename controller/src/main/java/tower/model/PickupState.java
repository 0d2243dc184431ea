package tower.model;

/** The life of a pickup, as the shop sees it. */
public enum PickupState {
  /** Accepted for a later time; nothing is done for it yet. A cancel is free. */
  SCHEDULED,
  /** Its turn is to come; its retrieval has not begun. A cancel is free. */
  QUEUED,
  /** The car is on its way to the portal. A cancel becomes a restow. */
  RETRIEVING,
  /** The car stands in the portal behind closed doors and waits for its code. */
  STAGED,
  /** The code was right: the outer door opens, the customer drives out. A cancel is refused. */
  HANDING_OVER,
  /** The car has left for good. */
  COLLECTED,
  /** The car has left and is to come back. */
  OUT,
  /** It should have been back by now. */
  LATE,
  /** It is back: its return has been received. */
  RETURNED,
  /** Cancelled on its way: the car is being brought back to a bay. */
  CANCELLING,
  /** Cancelled; the car is at a named place in the tower. */
  CANCELLED,
  /** Never collected in time, or out of code tries: the car was brought back. */
  RESTOWED,
  /** The car cannot be brought for now; a person is needed. */
  ON_HOLD,
  /** Its code was right, and then the tower could not hand it over: a supervisor must end it. */
  OWED,
  /** Ended without a car, with its cause. */
  FAILED;

  /** True for states that never change again. */
  public boolean terminal() {
    return switch (this) {
      case COLLECTED, RETURNED, CANCELLED, RESTOWED, FAILED -> true;
      case SCHEDULED, QUEUED, RETRIEVING, STAGED, HANDING_OVER -> false;
      case OUT, LATE, CANCELLING, ON_HOLD, OWED -> false;
    };
  }

  /** The name on the API. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
