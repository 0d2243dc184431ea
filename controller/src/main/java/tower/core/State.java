package tower.core;

import tower.model.Reason;

/**
 * What the tower is waiting for. {@link Tower} has one method per state, and each answers every
 * event; the table of transitions is generated into the documents.
 */
public sealed interface State {
  /**
   * Waits until every input, drive and witness can be seen and a person has pressed reset, because
   * a tower that has just started, or has just been hurt, knows nothing.
   *
   * @param resetSeen true once reset was pressed with the safety chain closed
   * @param reason what it is still waiting for
   */
  record Looking(boolean resetSeen, Reason reason) implements State {}

  /**
   * Waits for a person's resume: all is seen, but return of power or reset never moves anything.
   *
   * @param sinceMs since when, or since the last time the button was let go in vain: one that was
   *     down before, or does not rest for a while first, is no consent
   */
  record AwaitingResume(long sinceMs) implements State {}

  /** Waits for the axes to find their reference and the shuttle and doors to come home. */
  record Homing(Run run) implements State {}

  /** Waits for the sensors to settle, then compares them with the record. */
  record Recovering(long untilMs) implements State {}

  /** Waits for work. */
  record Ready() implements State {}

  /** Waits for the step under way to be confirmed by its witnesses. */
  record Executing(Run run) implements State {}

  /** Stopped by a fault; waits for its end and a person's reset. */
  record Faulted(Reason reason) implements State {}

  /**
   * Stopped by something that only a person can decide; waits for that person's reset, or, where
   * the record itself cannot be trusted, for a new start on a mended one.
   */
  record Held(Reason reason, boolean resettable) implements State {}

  /** The key is in maintenance: the technician is in control, nothing automatic moves. */
  record Manual() implements State {}

  /** The name in the journal, on the API and in the documents. */
  default String key() {
    return switch (this) {
      case Looking s -> "looking";
      case AwaitingResume s -> "awaiting-resume";
      case Homing s -> "homing";
      case Recovering s -> "recovering";
      case Ready s -> "ready";
      case Executing s -> "executing";
      case Faulted s -> "faulted";
      case Held s -> "held";
      case Manual s -> "manual";
    };
  }
}
