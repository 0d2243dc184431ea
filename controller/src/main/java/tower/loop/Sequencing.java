package tower.loop;

import java.util.List;
import tower.core.Event;
import tower.model.Job;

/**
 * The planner beside the loop. It gets an immutable copy and answers later, or never; the loop does
 * not wait for it.
 */
@FunctionalInterface
public interface Sequencing {
  /** Takes a proposal back into the loop. */
  @FunctionalInterface
  interface Reply {
    void propose(Event.Proposed proposal);
  }

  /**
   * Asks for a sequence of the waiting jobs.
   *
   * @param revision the ledger's sequence, echoed in the proposal
   * @param waiting the jobs that wait
   * @param reply where the proposal goes, from any thread
   */
  void ask(long revision, List<Job> waiting, Reply reply);
}
