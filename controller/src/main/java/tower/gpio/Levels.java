package tower.gpio;

import java.util.Arrays;

/**
 * Raw levels as just read, before debounce, with the active level already applied: true means what
 * the point's name says. A buffer that the loop owns and the pins fill.
 */
public final class Levels {
  private final boolean[] on;
  private final boolean[] valid;

  /** A buffer for so many points, none valid. */
  public Levels(int points) {
    on = new boolean[points];
    valid = new boolean[points];
  }

  /** Sets a point that was read. */
  public void set(int point, boolean level) {
    on[point] = level;
    valid[point] = true;
  }

  /** Marks a point whose chip did not answer. */
  public void invalidate(int point) {
    valid[point] = false;
  }

  /** True when the point was on at the last good read. */
  public boolean on(int point) {
    return on[point];
  }

  /** True when the point's chip answered at the last read. */
  public boolean valid(int point) {
    return valid[point];
  }

  /** How many points. */
  public int size() {
    return on.length;
  }

  /** Marks every point unread. */
  public void clear() {
    Arrays.fill(valid, false);
  }
}
