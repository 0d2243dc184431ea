package tower.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tower.core.Known;
import tower.model.Intake;
import tower.model.Pickup;

/**
 * The disk, as the loop and the API see it: nothing here blocks. The store's own thread commits
 * whatever has queued in one transaction (group commit, no timer) and tells the listener.
 */
public interface Store {
  /** Told from the store's thread; must not block. */
  interface Listener {
    /** Everything up to and including this sequence is durable. */
    void durable(long seq);

    /** The disk is full; the same batch is tried again by the store. Nothing is lost. */
    void full(String text);

    /** A commit failed otherwise: its outcome is unknown, no further commit is tried. */
    void failed(String text);
  }

  /**
   * Queues a batch for commit, in sequence.
   *
   * @return false when the bounded queue is full: nothing was queued
   */
  boolean submit(Batch batch);

  /** What was answered to an idempotency key; fails with an exception when the queue is full. */
  CompletableFuture<Optional<Known>> known(String place);

  /** A pickup of any age. */
  CompletableFuture<Optional<Pickup>> pickup(String id);

  /** The pickup that a voucher has made, of any age, by the voucher's {@code jti}. */
  CompletableFuture<Optional<Pickup>> pickupOfVoucher(String jti);

  /** An intake of any age. */
  CompletableFuture<Optional<Intake>> intake(String id);
}
