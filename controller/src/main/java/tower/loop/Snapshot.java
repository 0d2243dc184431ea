package tower.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.core.Outlook;
import tower.model.AxisReport;
import tower.model.Reason;

/**
 * What the loop shows to everyone else after a cycle. Immutable; readers keep the reference as long
 * as they like.
 *
 * @param facts the ledger as of the last durable fact: {@code facts.seq()} is durable, nothing
 *     newer may be told to a client
 * @param live what is true right now and is written nowhere
 * @param outlook what can be foreseen from here
 */
public record Snapshot(Ledger facts, Live live, Outlook outlook) {
  /** One that foresees nothing. */
  public Snapshot(Ledger facts, Live live) {
    this(facts, live, Outlook.NONE);
  }

  /**
   * The living part.
   *
   * @param publishedMs monotonic time of the cycle that published it
   * @param state the tower's state, kebab-case: {@code looking}, {@code ready}, ...
   * @param mode who is in control, kebab-case: {@code automatic}, {@code maintenance}, ...
   * @param taking true when new pickups and intakes are taken
   * @param reasons why it does not work, or not fully; empty when all is well
   * @param axes one report per axis, in the layout's sequence
   * @param jobId the job under way, null for none
   * @param disk how the store does
   * @param counts figures since the process began
   */
  public record Live(
      long publishedMs,
      String state,
      String mode,
      boolean taking,
      List<Reason> reasons,
      List<AxisReport> axes,
      @Nullable String jobId,
      Disk disk,
      Counts counts) {
    public Live {
      reasons = List.copyOf(reasons);
      axes = List.copyOf(axes);
    }
  }

  /** How the store does, as the loop sees it. */
  public enum Disk {
    /** Commits return in time. */
    OK,
    /** A commit has been under way for longer than it should; nothing new starts. */
    SLOW,
    /** The disk is full; the same commit is tried again. */
    FULL,
    /** A commit failed with an unknown outcome; the process is ending. */
    FAILED
  }

  /**
   * Figures since the process began; counters only rise.
   *
   * @param cycles finished cycles
   * @param cycleMicrosSum time spent in them, µs
   * @param cycleMicrosLast the last one, µs
   * @param cycleMicrosMax the longest one, µs
   * @param overruns cycles that took longer than their period
   * @param busExchanges exchanges on the drives' line
   * @param busFailures of these, without a good answer
   * @param inboxQueued events waiting for the loop
   * @param storeQueued batches submitted and not yet durable
   */
  public record Counts(
      long cycles,
      long cycleMicrosSum,
      long cycleMicrosLast,
      long cycleMicrosMax,
      long overruns,
      long busExchanges,
      long busFailures,
      int inboxQueued,
      int storeQueued) {}
}
