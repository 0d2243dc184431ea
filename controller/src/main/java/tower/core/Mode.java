package tower.core;

/**
 * The mode matrix: for each state, who is in control and what is taken. Terms after VDA 5050 (table
 * of operating modes) and PackML.
 *
 * @param control who decides what moves
 * @param permit true when the motion permit may be on
 * @param takesWork true when new pickups and intakes are accepted
 * @param takesCancel true when cancellations are accepted
 * @param takesHandover true when a code may open an outer door
 */
public record Mode(
    Control control,
    boolean permit,
    boolean takesWork,
    boolean takesCancel,
    boolean takesHandover) {
  /** Who decides what moves. */
  public enum Control {
    /** The tower by itself. */
    AUTOMATIC,
    /** Nothing moves until a person at the panel has acted. */
    OPERATOR,
    /** A technician with the key. */
    TECHNICIAN
  }

  /** The row of the matrix for a state. */
  public static Mode of(State state) {
    return switch (state) {
      case State.Looking s -> new Mode(Control.OPERATOR, false, false, true, false);
      case State.AwaitingResume s -> new Mode(Control.OPERATOR, false, true, true, false);
      case State.Homing s -> new Mode(Control.AUTOMATIC, true, true, true, false);
      case State.Recovering s -> new Mode(Control.AUTOMATIC, true, true, true, false);
      case State.Ready s -> new Mode(Control.AUTOMATIC, true, true, true, true);
      case State.Executing s -> new Mode(Control.AUTOMATIC, true, true, true, true);
      case State.Faulted s -> new Mode(Control.OPERATOR, false, false, true, false);
      case State.Held s -> new Mode(Control.OPERATOR, false, false, s.resettable(), false);
      case State.Manual s -> new Mode(Control.TECHNICIAN, false, false, true, false);
    };
  }
}
