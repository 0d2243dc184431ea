package tower.core;

/**
 * A person's consent by a button: it counts when the button is let go, so that one that sticks, or
 * is leaned on, gives none (ISO 13849-1, 5.2.2, asks that of a manual reset).
 */
final class Press {
  /** A finger is on a button for longer than a contact that shakes. */
  private static final long LEAST_MS = 50;

  /** Whoever presses for longer leans on it. */
  private static final long MOST_MS = 3_000;

  private Press() {}

  /**
   * True when the button has just been let go after a press that a person makes.
   *
   * @param earliestMs monotonic time from which a press counts: before it nobody was asked
   */
  static boolean letGo(Turn t, int button, long earliestMs) {
    if (!t.fell(button)) {
      return false;
    }
    long pressedMs = t.inputsBefore().changedMs(button);
    long heldMs = t.inputs().changedMs(button) - pressedMs;
    return pressedMs >= earliestMs && heldMs >= LEAST_MS && heldMs <= MOST_MS;
  }
}
