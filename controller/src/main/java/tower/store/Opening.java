package tower.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.tinylog.Logger;
import tower.store.StoreException.Code;

/** Opens a database, sets what durability rests on and reads it back, and checks whose it is. */
final class Opening {
  /** "Towr": the file says by itself whose it is. */
  static final int APPLICATION_ID = 0x546f7772;

  /** Above this size only the state tables are checked at a start; the journal has its chain. */
  private static final long CHECKED_WHOLE_BYTES = 64L << 20;

  private static final List<String> STATE_TABLES =
      List.of("meta", "vehicles", "pickups", "intakes", "jobs", "portals", "open_step");

  private Opening() {}

  /** Opens or creates the database in a folder. */
  static Db file(Path folder, String towerId, long utcMs) {
    requireFolder(folder);
    Path file = folder.resolve(SqliteStore.FILE);
    refuseForeign(file);
    Db db = connect(uri(file) + "?psow=0");
    try {
      // Exclusive before WAL: so SQLite keeps the WAL's index on the heap, not in a shared file.
      set(db, "locking_mode", "EXCLUSIVE", "exclusive");
      // Read before anything is written: a file of others stays as it is.
      boolean fresh = requireOwn(db);
      if (fresh) {
        // With psow=0 SQLite writes whole sectors of 4 KiB, so four neighbours a page; still a
        // small
        // commit writes a fifth less than with pages of 4 KiB: measured 13.8 to 17.3 KB.
        set(db, "page_size", "1024", "1024");
      }
      set(db, "journal_mode", "WAL", "wal");
      set(db, "synchronous", "FULL", "2");
      set(db, "mmap_size", "0", "0");
      set(db, "cell_size_check", "ON", "1");
      set(db, "trusted_schema", "OFF", "0");
      set(db, "foreign_keys", "ON", "1");
      // A checkpoint that SQLite starts by itself swallows its errors: the store does it instead.
      set(db, "wal_autocheckpoint", "0", "0");
      migrate(db, towerId, utcMs);
      if (fresh) {
        // The main file says whose it is from now on.
        checkpoint(db);
        syncFolder(folder);
      }
      requireTower(db, towerId);
      quickCheck(db, size(file));
      if (!fresh) {
        harden(db);
      }
      return db;
    } catch (RuntimeException e) {
      closeAfter(db, e);
      throw e;
    }
  }

  /** The same tables without a file, for the simulator: nothing is durable. */
  static Db memory(String towerId, long utcMs) {
    Db db = connect(":memory:");
    set(db, "trusted_schema", "OFF", "0");
    set(db, "foreign_keys", "ON", "1");
    migrate(db, towerId, utcMs);
    return db;
  }

  /**
   * Makes durable what is about to be read. After a sync that failed the kernel calls the WAL's
   * pages clean though the disk never saw them; a new process reads them and builds on them, no
   * later sync writes them, and at the next power cut they would take everything behind them along.
   * Copied into the main file they are written anew.
   */
  private static void harden(Db db) {
    try {
      checkpoint(db);
    } catch (StoreException e) {
      // On a full disk nothing can be built on them either; a later start copies them.
      if (e.code() != Code.FULL) {
        throw e;
      }
      Logger.warn("no checkpoint at the start: {}", e.text());
    }
  }

  /** Copies the WAL into the main file, so that it can begin anew. */
  static void checkpoint(Db db) {
    long busy = db.number("PRAGMA wal_checkpoint(PASSIVE)");
    if (busy != 0) {
      throw new StoreException(
          Code.FAILED, "The checkpoint found the database busy", "Report it: nobody else has it.");
    }
  }

  /**
   * A transaction that no sync follows: it becomes durable with the next one that has a sync, in
   * its place before it. A power cut until then takes all of it.
   */
  static void unsynced(Db db, Runnable work) {
    set(db, "synchronous", "NORMAL", "1");
    try {
      db.transaction(work);
    } finally {
      set(db, "synchronous", "FULL", "2");
    }
  }

  private static Db connect(String name) {
    SQLiteConfig config = new SQLiteConfig();
    config.setGetGeneratedKeys(false);
    config.setBusyTimeout(0);
    Properties properties = config.toProperties();
    try {
      return new Db(DriverManager.getConnection("jdbc:sqlite:" + name, properties));
    } catch (SQLException e) {
      throw Db.failure(e);
    }
  }

  private static void set(Db db, String pragma, String value, String expected) {
    db.script("PRAGMA " + pragma + " = " + value);
    String is = db.first("PRAGMA " + pragma, row -> row.getString(1)).orElse("nothing");
    if (!is.equals(expected)) {
      throw new StoreException(
          Code.SETTING,
          "SQLite did not take " + pragma + " = " + value + ": it is " + is,
          "Put the data folder on a local file system with locks (not NFS, not a FUSE mount).");
    }
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new StoreException(
          Code.NO_FOLDER,
          "The data folder "
              + folder
              + (Files.exists(folder) ? " cannot be written" : " is missing"),
          "Create the folder and give it to the service's user.");
    }
  }

  /**
   * Looks at the main file alone, without locks and without its WAL: merely opening a database of
   * others properly would merge their WAL into it. SQLite must do it: if this process closed a
   * descriptor of its own on the file, POSIX would drop the locks of every other one.
   */
  private static void refuseForeign(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (Db db = connect(uri(file) + "?mode=ro&immutable=1")) {
      int id = (int) db.number("PRAGMA application_id");
      if (id != 0 && id != APPLICATION_ID) {
        throw foreign(id);
      }
    } catch (StoreException e) {
      // Without its WAL a file that lost power in a checkpoint may look shorter than it is. One
      // that
      // lost it while its first page was written may look like no database, when the page's first
      // sector came last; then the journal of that write is still there, and takes it back.
      boolean begun = e.code() == Code.NOT_A_DATABASE && hasJournal(file);
      if (e.code() != Code.CORRUPT && !begun) {
        throw e;
      }
    }
  }

  private static boolean hasJournal(Path file) {
    Path journal = file.resolveSibling(file.getFileName() + "-journal");
    return Files.exists(journal) && size(journal) > 0;
  }

  private static String uri(Path file) {
    return "file:" + file.toAbsolutePath().toUri().getRawPath();
  }

  /** True for an empty database; throws for one that is not ours. */
  private static boolean requireOwn(Db db) {
    int id = (int) db.number("PRAGMA application_id");
    if (id == APPLICATION_ID) {
      return false;
    }
    if (id != 0 || db.number("SELECT count(*) FROM sqlite_schema") != 0) {
      throw foreign(id);
    }
    return true;
  }

  private static StoreException foreign(int id) {
    return new StoreException(
        Code.FOREIGN,
        String.format("The database belongs to another program (application id 0x%08x)", id),
        "Name the tower's own data folder.");
  }

  private static void migrate(Db db, String towerId, long utcMs) {
    int version = (int) db.number("PRAGMA user_version");
    if (version > Migrations.latest()) {
      throw new StoreException(
          Code.NEWER,
          "The database is of version " + version + ", this release knows " + Migrations.latest(),
          "Install the newer release again, or restore the backup made before it ran.");
    }
    if (version == Migrations.latest()) {
      return;
    }
    db.transaction(() -> {
      db.script("PRAGMA application_id = " + APPLICATION_ID);
      Migrations.run(db, version);
      if (version == 0) {
        db.update(
            """
            INSERT INTO meta (one, tower_id, incarnation, created_utc_ms, last_seq, last_hash)
            VALUES (1, ?, 1, ?, 0, ?)\
            """,
            towerId,
            utcMs,
            Journal.genesis(towerId));
      }
    });
  }

  private static void requireTower(Db db, String towerId) {
    String is = db.first("SELECT tower_id FROM meta", row -> row.getString(1)).orElse("");
    if (!is.equals(towerId)) {
      throw new StoreException(
          Code.OTHER_TOWER,
          "The database is of tower \"" + is + "\", the configuration is of \"" + towerId + "\"",
          "Name the data folder of this tower, or correct the tower's id.");
    }
  }

  private static void quickCheck(Db db, long bytes) {
    if (bytes <= CHECKED_WHOLE_BYTES) {
      check(db, "PRAGMA quick_check(1)");
    } else {
      STATE_TABLES.forEach(table -> check(db, "PRAGMA quick_check('" + table + "')"));
    }
  }

  /** Throws when a check of SQLite finds anything. */
  static void check(Db db, String pragma) {
    String found = db.first(pragma, row -> row.getString(1)).orElse("no answer");
    if (!found.equals("ok")) {
      throw new StoreException(
          Code.CORRUPT,
          "The database is damaged: " + found,
          "Keep a copy of the data folder as evidence and restore the latest backup.");
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new StoreException(
          Code.FAILED, "Cannot read " + file + ": " + e, "Look at the disk.", e);
    }
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new StoreException(
          Code.FAILED, "Cannot sync " + folder + ": " + e, "Look for errors of the disk.", e);
    }
  }

  private static void closeAfter(Db db, RuntimeException cause) {
    try {
      db.close();
    } catch (StoreException e) {
      cause.addSuppressed(e);
    }
  }
}
