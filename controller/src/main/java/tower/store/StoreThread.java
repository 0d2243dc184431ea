package tower.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import tower.core.Known;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Time;
import tower.store.StoreException.Code;

/**
 * The store on its own thread, the only one that touches the database once it runs. A group is
 * whatever has queued while the commit before was under way: no timer.
 *
 * <p>Lookups have a queue of their own, so that they cannot take a batch's place; they run between
 * two commits. What depends on a lookup's future runs on this thread: it must not block.
 */
public final class StoreThread implements Store, Outbox, AutoCloseable {
  /** Lookups that may wait at a time. */
  static final int LOOKUPS = 256;

  /** Batches of one transaction, so that one hanging group does not grow without limit. */
  private static final int GROUP = 256;

  /** Lookups between two commits. */
  private static final int LOOKUPS_PER_TURN = 32;

  /** How long a full disk is left alone before the next try. */
  private static final long RETRY_MS = 500;

  private final SqliteStore store;
  private final Time time;
  private final int capacity;
  private final Listener listener;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  // All of the following are guarded by the lock.
  private final ArrayDeque<Waiting> batches = new ArrayDeque<>();
  private final ArrayDeque<Lookup<?>> lookups = new ArrayDeque<>();
  private int inCommit;
  private long oldestInCommitMs;
  private boolean full;
  private long retryAtMs;
  private boolean failed;
  private boolean closing;
  private long commits;
  private long facts;
  private long lastCommitNanos;
  private long longestCommitNanos;

  /**
   * Takes over a store that has been loaded.
   *
   * @param store used by this object alone from now on; closed by it at the end
   * @param time for the age of what waits and the duration of commits
   * @param capacity most batches that may wait
   * @param listener told from the store's thread; must not block
   */
  public StoreThread(SqliteStore store, Time time, int capacity, Listener listener) {
    this.store = store;
    this.time = time;
    this.capacity = capacity;
    this.listener = listener;
    thread = new Thread(this::run, "store");
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  @Override
  public boolean submit(Batch batch) {
    lock.lock();
    try {
      if (closing || failed || batches.size() + inCommit >= capacity) {
        return false;
      }
      batches.add(new Waiting(batch, time.millis()));
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Optional<Known>> known(String key) {
    return look(() -> store.known(key));
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickup(String id) {
    return look(() -> store.pickup(id));
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickupOfVoucher(String jti) {
    return look(() -> store.pickupOfVoucher(jti));
  }

  @Override
  public CompletableFuture<Optional<Intake>> intake(String id) {
    return look(() -> store.intake(id));
  }

  @Override
  public CompletableFuture<List<Outbox.Event>> events(long afterSeq, int limit) {
    return look(() -> store.events(afterSeq, limit));
  }

  /** How far each webhook has been told. */
  public Deliveries deliveries() {
    return new DeliveryDesk(this::look, this::maintain, store.deliveryTables());
  }

  /** A bounded page of the journal. */
  public CompletableFuture<List<JournalRow>> journal(long afterSeq, int limit) {
    return look(() -> store.journal(afterSeq, limit));
  }

  /** Monotonic ms since when the oldest batch has been waiting to become durable, -1 for none. */
  public long pendingSinceMs() {
    lock.lock();
    try {
      return pendingSince();
    } finally {
      lock.unlock();
    }
  }

  /** What it has done and has before it. */
  public StoreMetrics metrics() {
    lock.lock();
    try {
      return new StoreMetrics(
          batches.size() + inCommit,
          lookups.size(),
          pendingSince(),
          commits,
          facts,
          lastCommitNanos / 1_000,
          longestCommitNanos / 1_000,
          full,
          failed);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    close(5_000);
  }

  /**
   * Takes nothing more, commits what has queued and closes the database.
   *
   * @param limitMs how long to wait for it
   * @return false when a commit still hangs: the database is left as after a crash
   */
  public boolean close(long limitMs) {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(limitMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void run() {
    try {
      while (turn()) {}
      store.close();
    } catch (RuntimeException | Error e) {
      Logger.error(e, "the store's thread failed");
      fail(String.valueOf(e.getMessage()));
    } finally {
      refuseLookups();
    }
  }

  /** Lookups first: they have waited for the commit before. False when all is done. */
  private boolean turn() {
    List<Lookup<?>> asked = new ArrayList<>();
    lock.lock();
    try {
      awaitWork();
      if (closing && lookups.isEmpty() && !mayCommit()) {
        return false;
      }
      while (!lookups.isEmpty() && asked.size() < LOOKUPS_PER_TURN) {
        asked.add(lookups.remove());
      }
    } finally {
      lock.unlock();
    }
    asked.forEach(this::answer);
    commit(group());
    return true;
  }

  /** Whatever has queued, if it may be committed now. */
  private List<Waiting> group() {
    List<Waiting> group = new ArrayList<>();
    lock.lock();
    try {
      while (mayCommit() && group.size() < GROUP) {
        group.add(batches.remove());
      }
      inCommit = group.size();
      oldestInCommitMs = group.isEmpty() ? -1 : group.getFirst().sinceMs();
    } finally {
      lock.unlock();
    }
    return group;
  }

  /**
   * A question that the disk cannot answer is a disk that nothing more can be promised on. What is
   * written beside the tower's own transactions was rolled back, and only its asker hears of it.
   */
  private void answer(Lookup<?> lookup) {
    try {
      lookup.run();
    } catch (StoreException e) {
      lookup.answer().completeExceptionally(e);
      if (e.code() != Code.FULL && e.code() != Code.ASSERTION) {
        fail(e.text());
      }
    }
  }

  /** Waits until there is something to do; with a full disk at most until the next try. */
  private void awaitWork() {
    while (!closing && lookups.isEmpty() && !mayCommit()) {
      try {
        if (full) {
          work.await(Math.max(1, retryAtMs - time.millis()), TimeUnit.MILLISECONDS);
        } else {
          work.await();
        }
      } catch (InterruptedException e) {
        // Nobody interrupts this thread: it would close the journal's second record under it.
        throw new IllegalStateException("the store's thread was interrupted", e);
      }
    }
  }

  private boolean mayCommit() {
    return !failed && !batches.isEmpty() && (!full || time.millis() >= retryAtMs);
  }

  private void commit(List<Waiting> group) {
    if (group.isEmpty()) {
      return;
    }
    List<Batch> all = group.stream().map(Waiting::batch).toList();
    long began = time.nanos();
    try {
      store.commit(all);
    } catch (StoreException e) {
      if (e.code() == Code.FULL) {
        putBack(group, e);
      } else {
        fail(e.text());
      }
      return;
    }
    done(all, time.nanos() - began);
    listener.durable(all.getLast().lastSeq());
    maintain();
  }

  /** Acknowledged first: nobody waits for the checkpoint's three syncs. */
  private void maintain() {
    try {
      store.maintain();
    } catch (StoreException e) {
      if (e.code() == Code.FULL) {
        Logger.warn("no checkpoint: {}", e.text());
      } else {
        fail(e.text());
      }
    }
  }

  private void done(List<Batch> group, long nanos) {
    lock.lock();
    try {
      inCommit = 0;
      full = false;
      commits++;
      for (Batch batch : group) {
        facts += batch.facts().size();
      }
      lastCommitNanos = nanos;
      longestCommitNanos = Math.max(longestCommitNanos, nanos);
    } finally {
      lock.unlock();
    }
  }

  private void putBack(List<Waiting> group, StoreException cause) {
    boolean first;
    lock.lock();
    try {
      group.reversed().forEach(batches::addFirst);
      inCommit = 0;
      first = !full;
      full = true;
      retryAtMs = time.millis() + RETRY_MS;
    } finally {
      lock.unlock();
    }
    if (first) {
      listener.full(cause.text());
    }
  }

  private void fail(String text) {
    boolean first;
    lock.lock();
    try {
      first = !failed;
      failed = true;
    } finally {
      lock.unlock();
    }
    if (first) {
      listener.failed(text);
    }
  }

  /** Asks a question on the store's thread, between two commits. */
  <T> CompletableFuture<T> look(Supplier<T> question) {
    Lookup<T> lookup = new Lookup<>(question, new CompletableFuture<>());
    lock.lock();
    try {
      if (closing || failed || lookups.size() >= LOOKUPS) {
        return CompletableFuture.failedFuture(busy());
      }
      lookups.add(lookup);
      work.signal();
    } finally {
      lock.unlock();
    }
    return lookup.answer();
  }

  private void refuseLookups() {
    List<Lookup<?>> left;
    lock.lock();
    try {
      closing = true;
      left = List.copyOf(lookups);
      lookups.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(lookup -> lookup.answer().completeExceptionally(busy()));
  }

  private static StoreException busy() {
    return new StoreException(
        Code.BUSY, "The store takes no more questions now", "Ask again later.");
  }

  private long pendingSince() {
    @Nullable Waiting oldest = batches.peek();
    long queued = oldest == null ? -1 : oldest.sinceMs();
    return inCommit > 0 ? oldestInCommitMs : queued;
  }

  private record Waiting(Batch batch, long sinceMs) {}

  private record Lookup<T>(Supplier<T> question, CompletableFuture<T> answer) {
    void run() {
      answer.complete(question.get());
    }
  }
}
