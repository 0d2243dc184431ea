package tower.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.AxisReport;
import tower.model.InputImage;

/** What happened. */
public sealed interface Event {
  /**
   * One cycle's look at the machine.
   *
   * @param inputs all inputs, debounced
   * @param axes one report per axis, in the layout's sequence
   * @param trouble what the edges complain of (port gone, chip silent, stop not confirmed), empty
   *     when all is well
   */
  record Observed(InputImage inputs, List<AxisReport> axes, String trouble) implements Event {}

  /** Everything up to and including this journal sequence is durable. */
  record Durable(long seq) implements Event {}

  /** The store cannot commit because the disk is full; it tries again by itself. */
  record StoreFull(String text) implements Event {}

  /** A commit failed for another reason: its outcome is unknown and the process must end. */
  record StoreFailed(String text) implements Event {}

  /**
   * A client asks for something.
   *
   * @param requestId the loop's number for the waiting client
   * @param key idempotency key
   * @param bodyHash hash of method, path and body
   * @param by who asks, and from where
   * @param request what is asked
   * @param known what the store knew of the key, null for nothing
   */
  record Requested(
      long requestId, String key, String bodyHash, Asker by, Request request, @Nullable Known known)
      implements Event {}

  /**
   * The planner proposes a sequence.
   *
   * @param revision the ledger's seq that the proposal was made for
   * @param jobs ids of waiting jobs, first to do first
   */
  record Proposed(long revision, List<String> jobs) implements Event {}
}
