package tower.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a pickup, as the shop sees it. {@link #next()} is all that may follow: the ledger
 * refuses every other change, and the diagram in {@code docs/states.md} is drawn from it.
 */
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

  /** How a life begins. */
  public static Set<PickupState> first() {
    return EnumSet.of(SCHEDULED, QUEUED);
  }

  /** What may follow. Nobody is put on hold today; who is, waits for a person. */
  public Set<PickupState> next() {
    return switch (this) {
      case SCHEDULED -> EnumSet.of(QUEUED, CANCELLED, FAILED);
      case QUEUED -> EnumSet.of(RETRIEVING, CANCELLED, FAILED);
      case RETRIEVING -> EnumSet.of(STAGED, CANCELLING, FAILED);
      case STAGED -> EnumSet.of(HANDING_OVER, CANCELLING, FAILED, OWED);
      case HANDING_OVER -> EnumSet.of(COLLECTED, OUT, STAGED, OWED);
      case OUT -> EnumSet.of(LATE, RETURNED, COLLECTED, CANCELLED);
      case LATE -> EnumSet.of(RETURNED, COLLECTED, CANCELLED);
      case CANCELLING -> EnumSet.of(CANCELLED, RESTOWED, FAILED, OWED);
      case OWED -> EnumSet.of(COLLECTED, CANCELLED);
      case ON_HOLD, COLLECTED, RETURNED, CANCELLED, RESTOWED, FAILED -> none();
    };
  }

  /** What becomes of a cancel. */
  public enum Cancel {
    /** The car has not moved for it. */
    FREE,
    /** The car is brought back to a bay. */
    BRINGS_BACK,
    /** The code was accepted, or it is over. */
    REFUSED
  }

  /** What a cancel does, unless the code was accepted before: then it is refused. */
  public Cancel cancel() {
    return switch (this) {
      case SCHEDULED, QUEUED -> Cancel.FREE;
      case RETRIEVING, STAGED -> Cancel.BRINGS_BACK;
      case HANDING_OVER, COLLECTED, OUT, LATE, RETURNED, CANCELLING -> Cancel.REFUSED;
      case CANCELLED, RESTOWED, ON_HOLD, OWED, FAILED -> Cancel.REFUSED;
    };
  }

  private static Set<PickupState> none() {
    return Collections.unmodifiableSet(EnumSet.noneOf(PickupState.class));
  }

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
