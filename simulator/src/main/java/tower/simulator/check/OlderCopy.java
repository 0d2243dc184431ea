package tower.simulator.check;

/** What a run has lost to older copies of its database that were put in its place. */
public final class OlderCopy {
  private boolean facts;
  private boolean office;

  /**
   * One was put in its place.
   *
   * @param lacksFacts false when no fact was committed since it was made
   */
  public void restored(boolean lacksFacts) {
    facts |= lacksFacts;
    office = true;
  }

  /** True when facts are gone: whatever was promised since may be, and the tower holds. */
  boolean facts() {
    return facts;
  }

  /**
   * True when at least what stands beside the facts is gone: how far each webhook was told, and
   * what was asked of them. Nothing of that is promised to outlive an older copy.
   */
  boolean office() {
    return office;
  }
}
