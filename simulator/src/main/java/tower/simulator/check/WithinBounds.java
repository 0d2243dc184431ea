package tower.simulator.check;

import tower.core.Ledger;
import tower.loop.Snapshot;

/**
 * S33, as far as virtual time can see it: what waits for the loop, for the disk and for an answer,
 * what is kept in memory, and how long an answer gets. Threads, sockets and the heap are bounded
 * where there are some: in the tests of the real process.
 */
final class WithinBounds extends Checker {
  /** Requests that wait for the loop: no tower is configured to more. */
  private static final int INBOX = 256;

  /** Facts that wait for the disk: while it hangs hardly anything new is decided. */
  private static final int UNDURABLE = 512;

  /** Requests that a client may have sent and not been answered, all clients together. */
  private static final int UNANSWERED = 64;

  /** Open pickups and intakes that no tower is configured to exceed. */
  private static final int OPEN = 64;

  private static final int ANSWER_CHARACTERS = 64 * 1024;

  private int unanswered;

  WithinBounds(Scene scene) {
    super(Invariant.S33, scene);
  }

  @Override
  void shown(Snapshot snapshot) {
    Snapshot.Counts counts = snapshot.live().counts();
    must(counts.inboxQueued() <= INBOX, "%d requests wait for the loop", counts.inboxQueued());
    must(counts.storeQueued() <= UNDURABLE, "%d batches wait for the disk", counts.storeQueued());
    Ledger facts = snapshot.facts();
    int kept = OPEN + Ledger.ENDED_KEPT;
    must(facts.pickups().size() <= kept, "%d pickups in memory", facts.pickups().size());
    must(facts.intakes().size() <= kept, "%d intakes in memory", facts.intakes().size());
    must(facts.jobs().size() <= 2 * OPEN, "%d jobs have not ended", facts.jobs().size());
  }

  /** What can be refused at once has been, when the next request comes. */
  @Override
  void asked(Asked asked) {
    must(unanswered <= UNANSWERED, "%d requests are not answered", unanswered);
    unanswered++;
  }

  @Override
  void told(Told told) {
    unanswered--;
    must(
        told.answer().length() <= ANSWER_CHARACTERS,
        "%s was answered with %d characters",
        told.path(),
        told.answer().length());
  }

  @Override
  void lifeBegan() {
    unanswered = 0;
  }
}
