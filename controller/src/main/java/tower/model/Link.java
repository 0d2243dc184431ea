package tower.model;

/** How a drive answers on the line. */
public enum Link {
  /** Never asked since the last (re)connect, or identity not yet verified. */
  UNPROVEN,
  /** Identity and node guard verified, last poll answered. */
  UP,
  /** The last poll was not answered well; the line is in quarantine. */
  DOUBTFUL,
  /** Three polls in a row unanswered, or the port is gone; asked once a second. */
  LOST,
  /** It answers, but it is another drive, or its node guard is not as configured. */
  FOREIGN
}
