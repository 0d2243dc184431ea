package tower.model;

/** What the machine does for one car. */
public enum JobKind {
  /** From a bay to a portal. */
  RETRIEVAL,
  /** From a portal to a bay. */
  STORAGE,
  /** From a bay to another bay, to clear a lane. */
  RELOCATION
}
