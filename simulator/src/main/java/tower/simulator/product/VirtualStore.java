package tower.simulator.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tower.core.Known;
import tower.model.Intake;
import tower.model.Pickup;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.Outbox;
import tower.store.SqliteStore;
import tower.store.Store;
import tower.store.StoreException;

/**
 * The store's thread in virtual time: group commit of whatever has queued, one commit at a time,
 * the real database in memory.
 *
 * <p>What was confirmed is durable. A group is one transaction, and SQLite keeps of a transaction
 * all or nothing: what was in flight at a cut is a coin, what was torn is gone. After a commit that
 * failed nothing more is written, and whether it is there shows at the next start: a coin again.
 */
public final class VirtualStore implements Store, Outbox {
  private static final long RETRY_NANOS = 500 * World.MS;

  private final Incarnation life;
  private final SqliteStore database;
  private final StoreFaults faults;
  private final int capacity;
  private final CommitWatch watch;
  private final List<Batch> queued = new ArrayList<>();
  private List<Batch> inFlight = List.of();
  private @Nullable Listener listener;
  private boolean failed;
  private boolean gone;
  private boolean faulted;

  /** Sees what became durable, and when. */
  @FunctionalInterface
  public interface CommitWatch {
    /** These are durable now. */
    void committed(List<Batch> batches);

    /**
     * This was decided just now; it is not durable yet, and may be lost. What the store refuses is
     * offered again.
     */
    default void decided(Batch batch) {}
  }

  /**
   * A store of one process on a database that outlives it.
   *
   * @param capacity most batches that may wait, the ones in flight among them
   */
  public VirtualStore(
      Incarnation life, SqliteStore database, StoreFaults faults, int capacity, CommitWatch watch) {
    this.life = life;
    this.database = database;
    this.faults = faults;
    this.capacity = capacity;
    this.watch = watch;
  }

  /** Names who is told; before the first submit. */
  public void listener(Listener told) {
    listener = told;
  }

  @Override
  public boolean submit(Batch batch) {
    life.alive();
    watch.decided(batch);
    if (failed || queued.size() + inFlight.size() >= capacity) {
      return false;
    }
    queued.add(batch);
    if (inFlight.isEmpty()) {
      begin();
    }
    // With the record in flight both ends of a cut are possible; before it was, only one of them.
    life.boundary();
    return true;
  }

  private void begin() {
    inFlight = List.copyOf(queued);
    queued.clear();
    World world = life.world();
    long takes = faults.commitNanos(world.nanos());
    Runnable cut = faults.takeCutInCommit();
    if (cut != null) {
      world.in(faults.torn(takes), () -> tear(cut));
    }
    world.in(takes, this::end);
  }

  private void tear(Runnable cut) {
    if (life.isAlive() && !inFlight.isEmpty()) {
      gone = true;
      cut.run();
    }
  }

  private void end() {
    if (!life.isAlive() || inFlight.isEmpty()) {
      return;
    }
    World world = life.world();
    if (life.stopped()) {
      world.at(life.stoppedUntil(), this::end);
      return;
    }
    Listener told = listener;
    String failure = faults.failure(world.nanos());
    if (failure != null) {
      // What was in flight stays so: the process's end tosses the coin.
      failed = true;
      faulted = true;
      gone = faults.readOnly(world.nanos());
      if (told != null) {
        told.failed(failure);
      }
      return;
    }
    if (faults.full(world.nanos())) {
      if (told != null) {
        told.full("the disk is full");
      }
      world.in(RETRY_NANOS, this::end);
      return;
    }
    long last = inFlight.getLast().lastSeq();
    if (!commit()) {
      return;
    }
    life.mark();
    if (told != null && life.isAlive()) {
      told.durable(last);
    }
    if (life.isAlive() && !queued.isEmpty()) {
      begin();
    }
  }

  /** True while a commit is under way: at a cut now it would be a coin. */
  public boolean inFlight() {
    return !inFlight.isEmpty();
  }

  /** As the store's thread does: after a failure nothing more is written, and the loop is told. */
  private boolean commit() {
    List<Batch> group = inFlight;
    inFlight = List.of();
    try {
      database.commit(group);
    } catch (StoreException e) {
      failed = true;
      if (listener != null) {
        listener.failed(e.text());
      }
      return false;
    }
    watch.committed(group);
    life.world().trace(17, group.getLast().lastSeq());
    return true;
  }

  /** True when a fault of the run made a commit fail: the process must end. */
  public boolean faulted() {
    return faulted;
  }

  /** The process has ended in good order: what had queued is committed. */
  void close() {
    if (failed) {
      return;
    }
    if (!inFlight.isEmpty()) {
      commit();
    }
    if (!failed && !queued.isEmpty()) {
      inFlight = List.copyOf(queued);
      queued.clear();
      commit();
    }
  }

  /** The process is gone: what was in flight reached the disk, or did not. */
  public void cut() {
    inFlight = inFlight.isEmpty() || gone ? List.of() : faults.reachedTheDisk(inFlight);
    if (!inFlight.isEmpty()) {
      commit();
    }
    inFlight = List.of();
    queued.clear();
  }

  @Override
  public CompletableFuture<Optional<Known>> known(String key) {
    life.alive();
    return CompletableFuture.completedFuture(database.known(key));
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickup(String id) {
    life.alive();
    return CompletableFuture.completedFuture(database.pickup(id));
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickupOfVoucher(String jti) {
    life.alive();
    return CompletableFuture.completedFuture(database.pickupOfVoucher(jti));
  }

  @Override
  public CompletableFuture<Optional<Intake>> intake(String id) {
    life.alive();
    return CompletableFuture.completedFuture(database.intake(id));
  }

  @Override
  public CompletableFuture<List<Outbox.Event>> events(long afterSeq, int limit) {
    life.alive();
    return CompletableFuture.completedFuture(database.events(afterSeq, limit));
  }
}
