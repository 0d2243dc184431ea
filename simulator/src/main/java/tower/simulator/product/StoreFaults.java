package tower.simulator.product;

import tower.simulator.world.Chance;

/** How long the simulated disk takes, and what it does wrong. */
public final class StoreFaults {
  private final Chance chance;
  private final long usualNanos;
  private long hangUntil;
  private long fullUntil;

  /**
   * A disk.
   *
   * @param usualNanos most time of a commit that meets no trouble
   */
  public StoreFaults(Chance chance, long usualNanos) {
    this.chance = chance;
    this.usualNanos = usualNanos;
  }

  /** Commits begun before that time end after it. */
  public void hangUntil(long nanos) {
    hangUntil = nanos;
  }

  /** Commits fail for want of space until that time. */
  public void fullUntil(long nanos) {
    fullUntil = nanos;
  }

  /** How long the commit that begins now takes. */
  long commitNanos(long now) {
    long usual = usualNanos / 4 + chance.below(usualNanos);
    return Math.max(usual, hangUntil - now);
  }

  boolean full(long now) {
    return now < fullUntil;
  }

  /** Whether a commit that the power cut caught in flight had reached the disk. */
  boolean reachedTheDisk() {
    return chance.below(2) == 0;
  }
}
