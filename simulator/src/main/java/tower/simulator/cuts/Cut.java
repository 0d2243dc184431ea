package tower.simulator.cuts;

/**
 * The end of one life.
 *
 * @param at the boundary of that life at which it ends, counted from 1
 * @param lost true when a commit in flight does not reach the disk
 */
public record Cut(int at, boolean lost) {
  public Cut {
    if (at < 1) {
      throw new IllegalArgumentException("a cut at " + at + ": the first boundary is 1");
    }
  }
}
