package tower.core;

import java.util.Locale;

/** What is being done for a pickup or intake at this moment, in words for its customer. */
public enum Stage {
  /** It is for a later time. */
  SCHEDULED,
  /** Others come first. */
  WAITING,
  /** Another car is moved out of the way first. */
  CLEARING_THE_WAY,
  /** The carrier goes to the car. */
  FETCHING,
  /** The shuttle takes the car. */
  LIFTING,
  /** The car travels in the shaft. */
  CARRYING,
  /** The car is set down where it is to stand. */
  SETTING_DOWN,
  /** The car stands in the portal, behind shut doors. */
  AT_PORTAL,
  /** The outer door opens. */
  OPENING,
  /** The outer door is open. */
  OPEN,
  /** The outer door closes. */
  CLOSING,
  /** The car is brought back to a bay. */
  RETURNING,
  /** The car is with whoever it was lent to. */
  AWAY,
  /** Nothing goes on before a person has acted. */
  STOPPED,
  /** It has ended. */
  ENDED;

  /** The name on the API. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
