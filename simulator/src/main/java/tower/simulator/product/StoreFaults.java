package tower.simulator.product;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.Batch;

/** How long the simulated disk takes, and what it does wrong. */
public final class StoreFaults {
  private static final long SLOW_LOW = World.SECOND / 4;
  private static final long SLOW_HIGH = 5 * World.SECOND;

  private final Chance chance;
  private final long usualNanos;
  private UnaryOperator<List<Batch>> atCut;
  private long hangUntil;
  private long slowUntil;
  private long fullUntil;
  private long readOnlyUntil;
  private @Nullable String failsNext;
  private @Nullable Runnable cutInCommit;

  /**
   * A disk.
   *
   * @param usualNanos most time of a commit that meets no trouble
   */
  public StoreFaults(Chance chance, long usualNanos) {
    this.chance = chance;
    this.usualNanos = usualNanos;
    atCut = group -> chance.below(2) == 0 ? group : List.of();
  }

  /** Decides from now on what of a commit in flight at a cut reached the disk: all or nothing. */
  public void atCut(UnaryOperator<List<Batch>> reaches) {
    atCut = reaches;
  }

  /** Commits begun before that time end after it. */
  public void hangUntil(long nanos) {
    hangUntil = nanos;
  }

  /** A slow card: until that time each sync takes 0.25 to 5 s. */
  public void slowUntil(long nanos) {
    slowUntil = nanos;
  }

  /** Commits fail for want of space until that time. */
  public void fullUntil(long nanos) {
    fullUntil = nanos;
  }

  /** The file system takes no write until that time; no process can start on it meanwhile. */
  public void readOnlyUntil(long nanos) {
    readOnlyUntil = nanos;
  }

  /**
   * The next commit fails, and nobody knows how far it came: a write or a sync that failed, a
   * store's thread that died.
   *
   * @param text what the product is told
   */
  public void failNext(String text) {
    failsNext = text;
  }

  /**
   * The power fails while the next commit is being written, so that the WAL ends in the middle of
   * it. SQLite believes a transaction only by its last frame and that frame's checksum over all
   * before it: of a group that is one transaction, a torn end leaves nothing.
   *
   * @param cut ends the process
   */
  public void tearNext(Runnable cut) {
    cutInCommit = cut;
  }

  /** True when nothing can be written now, nor a process start. */
  public boolean readOnly(long now) {
    return now < readOnlyUntil;
  }

  /** How long the commit that begins now takes. */
  long commitNanos(long now) {
    long usual = usualNanos / 4 + chance.below(usualNanos);
    long slow = now < slowUntil ? chance.between(SLOW_LOW, SLOW_HIGH) : 0;
    return Math.max(usual + slow, hangUntil - now);
  }

  boolean full(long now) {
    return now < fullUntil;
  }

  /** Why the commit that ends now fails, null when it does not. */
  @Nullable String failure(long now) {
    if (readOnly(now)) {
      return "the file system is read-only";
    }
    String why = failsNext;
    failsNext = null;
    return why;
  }

  /** Who cuts the power in the middle of the commit that begins now, null for nobody. */
  @Nullable Runnable takeCutInCommit() {
    Runnable cut = cutInCommit;
    cutInCommit = null;
    return cut;
  }

  /** When within a commit of that length it is torn. */
  long torn(long commitNanos) {
    return chance.below(Math.max(1, commitNanos));
  }

  /** What of a commit that nobody saw end had reached the disk. */
  List<Batch> reachedTheDisk(List<Batch> group) {
    return atCut.apply(group);
  }
}
