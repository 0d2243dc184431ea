package tower.core;

/** Who a portal belongs to at the moment. Only {@link #SHUT} lets the carrier in. */
public enum PortalPhase {
  /** Both doors shut, and confirmed from outside that nobody is inside since the last opening. */
  SHUT,
  /** The outer door is being opened for its user. */
  OPENING,
  /** The outer door is open: the portal belongs to its user. */
  OPEN,
  /** The user confirmed outside; the outer door is closing. */
  CLOSING,
  /** Nobody has confirmed that it is empty of people: a person must look and confirm outside. */
  UNCONFIRMED
}
