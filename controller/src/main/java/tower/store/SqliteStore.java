package tower.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.Known;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Reason;
import tower.store.StoreException.Code;

/**
 * The database: one connection, to be used by one thread at a time. {@link StoreThread} gives it
 * its own thread; the simulator calls it directly.
 *
 * <p>Every method throws {@link StoreException}. After a commit that failed for another reason than
 * a full disk its outcome is unknown and this handle refuses everything: only a new start, which
 * reads anew what is there, may go on.
 */
public final class SqliteStore implements AutoCloseable {
  /** The database in the data folder. */
  public static final String FILE = "tower.db";

  private static final String MARK_FILE = "tower.seq";

  /** How many of the last rows have their hashes verified at a start: bounded in time. */
  static final int TAIL_ROWS = 10_000;

  /**
   * Some 16 MB of WAL at most. Its three syncs are 0.3 % of those of a thousand commands, that have
   * four facts each.
   */
  private static final int FACTS_PER_CHECKPOINT = 4_000;

  private final Db db;
  private final Journal journal;
  private final Tables tables;
  private final Rows rows;
  private final DeliveryTables deliveries;
  private final @Nullable HighMark mark;
  private final boolean file;
  private boolean loaded;
  private long lastSeq;
  private String lastHash = "";
  // What the transaction under way has written last; becomes lastSeq and lastHash with the commit.
  private long writtenSeq;
  private String writtenHash = "";
  private long factsSinceCheckpoint;
  private @Nullable StoreException broken;

  SqliteStore(Db db, String towerId, @Nullable HighMark mark, boolean file) {
    this.db = db;
    this.mark = mark;
    this.file = file;
    journal = new Journal(db, towerId);
    tables = new Tables(db);
    rows = new Rows(db);
    deliveries = new DeliveryTables(this, db, rows);
  }

  /**
   * Opens or creates the database in a data folder and keeps every other process out of it.
   *
   * @param folder the data folder, must exist
   * @param towerId the tower that the configuration describes
   * @param utcMs wall time, for the record of a new database
   * @throws StoreException when it cannot be used; nothing was changed then
   */
  public static SqliteStore open(Path folder, String towerId, long utcMs) {
    Db db = Opening.file(folder, towerId, utcMs);
    try {
      return new SqliteStore(db, towerId, HighMarkFile.open(folder.resolve(MARK_FILE)), true);
    } catch (StoreException e) {
      db.close();
      throw e;
    }
  }

  /** The same store without a file, for the simulator: what is committed lasts as the object. */
  public static SqliteStore inMemory(String towerId, long utcMs) {
    return new SqliteStore(Opening.memory(towerId, utcMs), towerId, null, false);
  }

  /** A store without a file whose second place outlives its processes as well. */
  public static SqliteStore inMemory(String towerId, long utcMs, HighMark mark) {
    return new SqliteStore(Opening.memory(towerId, utcMs), towerId, mark, false);
  }

  /**
   * Reads the ledger and verifies the end of the journal. To be called before the first commit, and
   * again by a simulated process that starts on the same store; an open transaction is rolled back.
   *
   * @throws StoreException when the tables cannot be read
   */
  public Loaded load() {
    if (!file) {
      broken = null; // without a file this is how a simulated process opens it anew
    }
    refuseBroken();
    db.rollback();
    Head head = readHead();
    lastSeq = head.seq();
    lastHash = head.hash();
    Reason hold = head.hold();
    if (hold == null) {
      Optional<String> wrong = findWrong();
      if (wrong.isPresent()) {
        hold = hold(wrong.get());
      }
    }
    loaded = true;
    return new Loaded(rows.ledger(lastSeq), hold);
  }

  /**
   * Commits batches in one transaction: journal, tables and outbox.
   *
   * @param batches in sequence, following the last committed one without a gap
   * @throws StoreException {@link Code#FULL}: nothing was written and the same may be tried again;
   *     any other code: this handle is of no more use
   */
  public void commit(List<Batch> batches) {
    refuseBroken();
    if (!loaded) {
      throw new IllegalStateException("commit before load");
    }
    try {
      db.transaction(() -> write(batches));
    } catch (StoreException e) {
      if (e.code() != Code.FULL) {
        broken = e;
      }
      throw e;
    }
    lastSeq = writtenSeq;
    lastHash = writtenHash;
    if (mark != null) {
      mark.write(lastSeq, lastHash);
    }
  }

  /**
   * Bounds the WAL; to be called between commits, when nobody waits for an answer. Does nothing
   * most of the time.
   *
   * @throws StoreException as {@link #commit}
   */
  public void maintain() {
    if (!file || factsSinceCheckpoint < FACTS_PER_CHECKPOINT) {
      return;
    }
    refuseBroken();
    try {
      Opening.checkpoint(db);
      factsSinceCheckpoint = 0;
    } catch (StoreException e) {
      if (e.code() != Code.FULL) {
        broken = e;
      }
      throw e;
    }
  }

  /** What was answered to an idempotency key, by its {@link Known#place}. */
  public Optional<Known> known(String place) {
    refuseBroken();
    return rows.known(place);
  }

  /** A pickup of any age. */
  public Optional<Pickup> pickup(String id) {
    refuseBroken();
    return rows.pickup(id);
  }

  /** The pickup that a voucher has made, of any age. */
  public Optional<Pickup> pickupOfVoucher(String jti) {
    refuseBroken();
    return rows.pickupOfVoucher(jti);
  }

  /** An intake of any age. */
  public Optional<Intake> intake(String id) {
    refuseBroken();
    return rows.intake(id);
  }

  /** At most so many events for the shop after the given sequence. */
  public List<Outbox.Event> events(long afterSeq, int limit) {
    refuseBroken();
    return rows.events(afterSeq, limit);
  }

  /** How far each webhook has been told, answered at once on the caller's thread. */
  public Deliveries deliveries() {
    return new DeliveryDesk(SqliteStore::now, this::maintain, deliveries);
  }

  private static <T> CompletableFuture<T> now(Supplier<T> question) {
    try {
      return CompletableFuture.completedFuture(question.get());
    } catch (StoreException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  DeliveryTables deliveryTables() {
    return deliveries;
  }

  /**
   * Writes what is not the tower's truth, in a transaction of its own.
   *
   * @param synced false when a power cut may take it: then no commit ever waits for a sync of it
   * @throws StoreException {@link Code#FULL}, {@link Code#ASSERTION}: nothing was written and the
   *     tower goes on; any other code: as {@link #commit}
   */
  void beside(boolean synced, Runnable work) {
    refuseBroken();
    try {
      if (synced) {
        db.transaction(work);
      } else {
        Opening.unsynced(db, work);
      }
    } catch (StoreException e) {
      if (e.code() != Code.FULL && e.code() != Code.ASSERTION) {
        broken = e;
      }
      throw e;
    }
    factsSinceCheckpoint++;
  }

  /** At most so many facts after the given sequence. */
  public List<JournalRow> journal(long afterSeq, int limit) {
    refuseBroken();
    return journal.page(afterSeq, limit).stream()
        .map(line ->
            new JournalRow(line.seq(), line.utcMs(), Codec.readFact(line.kind(), line.body())))
        .toList();
  }

  /** At most so many rows after the given sequence, to the letter. */
  public List<JournalLine> lines(long afterSeq, int limit) {
    refuseBroken();
    return journal.page(afterSeq, limit);
  }

  /**
   * Verifies the whole file and the whole chain, which takes as long as the journal is.
   *
   * @return what is wrong, empty when all is well
   */
  public Optional<String> verifyAll() {
    refuseBroken();
    Opening.check(db, "PRAGMA integrity_check(1)");
    return journal.verify(1, new Journal.Head(lastSeq, lastHash));
  }

  /** The whole database as the bytes of its file: a backup. Between two commits only. */
  public byte[] image() {
    refuseBroken();
    return db.image();
  }

  /**
   * Puts an earlier image in the place of a database without a file, as somebody would copy an old
   * file over the new one while no process runs. To be loaded before anything else.
   */
  public void replace(byte[] image) {
    if (file) {
      throw new IllegalStateException("a database in a file is replaced as a file");
    }
    db.rollback();
    db.replace(image);
    loaded = false;
  }

  @Override
  public void close() {
    db.close();
    if (mark != null) {
      mark.close();
    }
  }

  private void write(List<Batch> batches) {
    writtenSeq = lastSeq;
    writtenHash = lastHash;
    for (Batch batch : batches) {
      if (batch.firstSeq() != writtenSeq + 1) {
        throw new StoreException(
            Code.ASSERTION,
            "batch begins at " + batch.firstSeq() + " after row " + writtenSeq,
            "This is a fault of the program: report it with the journal.");
      }
      for (Fact fact : batch.facts()) {
        writtenSeq++;
        writtenHash = journal.append(writtenSeq, batch.utcMs(), fact, writtenHash);
        tables.apply(writtenSeq, batch.utcMs(), fact);
        factsSinceCheckpoint++;
      }
    }
    db.updateOne(
        "journal's end",
        "UPDATE meta SET last_seq = ?, last_hash = ? WHERE last_seq = ?",
        writtenSeq,
        writtenHash,
        lastSeq);
  }

  private Head readHead() {
    return db.first(
            "SELECT last_seq, last_hash, hold_code, hold_text FROM meta",
            row -> {
              String code = row.getString(3);
              return new Head(
                  row.getLong(1),
                  row.getString(2),
                  code == null ? null : reason(code, row.getString(4)));
            })
        .orElseThrow(() ->
            new StoreException(
                Code.CORRUPT,
                "The database has lost its first record",
                "Keep a copy of the data folder as evidence and restore the latest backup."));
  }

  /** What is wrong with the journal's end. */
  private Optional<String> findWrong() {
    Journal.Head last = new Journal.Head(lastSeq, lastHash);
    Optional<String> wrong = journal.verify(Math.max(1, lastSeq - TAIL_ROWS + 1), last);
    if (wrong.isPresent()) {
      return wrong.map(text -> "The journal is broken: " + text);
    }
    Optional<HighMark.End> seen = mark == null ? Optional.empty() : mark.read();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    long seq = seen.get().seq();
    if (seq > lastSeq) {
      return Optional.of(
          "The journal stepped back: it ends at row "
              + lastSeq
              + ", but row "
              + seq
              + " was there");
    }
    boolean same = seq == 0 || journal.hashAt(seq).filter(seen.get().hash()::equals).isPresent();
    return same
        ? Optional.empty()
        : Optional.of(
            "The journal is another one: its row " + seq + " is not the one that was written");
  }

  /**
   * Writes the reason down, so that no later start forgets it, and leaves every number behind that
   * anybody may have been told.
   */
  private Reason hold(String text) {
    long highest = Math.max(lastSeq, journal.head().map(Journal.Head::seq).orElse(0L));
    if (mark != null) {
      highest = Math.max(highest, mark.read().map(HighMark.End::seq).orElse(0L));
    }
    long next = highest;
    db.transaction(() ->
        db.updateOne(
            "hold",
            "UPDATE meta SET hold_code = ?, hold_text = ?, last_seq = ?",
            "journal-broken",
            text,
            next));
    lastSeq = next;
    return reason("journal-broken", text);
  }

  private static Reason reason(String code, String text) {
    return new Reason(
        code,
        text,
        "Keep the data folder as evidence, look into every bay, and start with a new data folder"
            + " and inventory import");
  }

  void refuseBroken() {
    if (broken != null) {
      throw new StoreException(
          Code.FAILED, "The store failed before: " + broken.text(), broken.remedy(), broken);
    }
  }

  private record Head(long seq, String hash, @Nullable Reason hold) {}
}
