package tower.simulator.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Ledger;
import tower.store.Batch;
import tower.store.Loaded;
import tower.store.SqliteStore;
import tower.store.StoreException;

/** What the product makes of a folder that a power cut has left. */
final class Reopened {
  /** What came of it. */
  enum Kind {
    /** All that was acknowledged is there, and the tower can go on. */
    WHOLE,
    /** Acknowledged rows are gone and nobody says so. */
    FEWER,
    /** The rows are not those that were written. */
    OTHER,
    /** The tower holds and says why. */
    HELD,
    /** The process refuses to start and says why. */
    REFUSED
  }

  /**
   * The end of it.
   *
   * @param seq the last row, -1 when nothing could be read
   * @param text details for people
   */
  record Verdict(Kind kind, long seq, String text) {}

  private static final int KEYS = 5;

  private final Workload workload;
  private final boolean tables;

  /** The ledger after each row; null inside a transaction, where no database may end. */
  private final List<Optional<Ledger>> ledgers = new ArrayList<>();

  private final List<Fact> facts = new ArrayList<>();

  /**
   * What the folder must hold.
   *
   * @param tables false when only the journal was written
   */
  Reopened(Workload workload, boolean tables) {
    this.workload = workload;
    this.tables = tables;
    Ledger ledger = Ledger.empty();
    ledgers.add(Optional.of(ledger));
    for (List<Batch> group : workload.groups()) {
      for (Batch batch : group) {
        for (Fact fact : batch.facts()) {
          ledger = ledger.apply(fact);
          ledgers.add(Optional.empty());
          facts.add(fact);
        }
      }
      ledgers.set(ledgers.size() - 1, Optional.of(ledger));
    }
  }

  /**
   * Writes the files into the folder, which is emptied first, and opens it as a start does.
   *
   * @param acknowledged the last row that anybody was told of
   */
  Verdict of(Path folder, Map<String, byte[]> files, long acknowledged) throws IOException {
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    try (SqliteStore store = SqliteStore.open(folder, Workload.TOWER, 0)) {
      return loaded(store, acknowledged);
    } catch (StoreException e) {
      return new Verdict(Kind.REFUSED, -1, e.code() + ": " + e.text());
    }
  }

  private Verdict loaded(SqliteStore store, long acknowledged) {
    Loaded loaded = store.load();
    long seq = loaded.ledger().seq();
    if (loaded.hold() != null) {
      return new Verdict(Kind.HELD, seq, loaded.hold().text());
    }
    if (seq < acknowledged) {
      return new Verdict(
          Kind.FEWER, seq, "ends at row " + seq + ", row " + acknowledged + " was acknowledged");
    }
    Optional<String> wrong = store.verifyAll();
    if (wrong.isPresent()) {
      return new Verdict(Kind.OTHER, seq, wrong.get());
    }
    if (!tables) {
      return new Verdict(Kind.WHOLE, seq, "");
    }
    String other = other(store, loaded.ledger());
    return other.isEmpty()
        ? goesOn(store, seq)
        : new Verdict(Kind.OTHER, seq, "row " + seq + ": " + other);
  }

  private String other(SqliteStore store, Ledger ledger) {
    int seq = Math.toIntExact(ledger.seq());
    Optional<Ledger> expected = seq < ledgers.size() ? ledgers.get(seq) : Optional.empty();
    if (expected.isEmpty()) {
      return "no transaction ends here";
    }
    if (!expected.get().equals(ledger)) {
      return "the tables are not the fold of the journal";
    }
    int keys = 0;
    for (int i = seq - 1; i >= 0 && keys < KEYS; i--) {
      if (facts.get(i) instanceof Fact.Answered answered) {
        keys++;
        Optional<Known> known = store.known(Known.place(answered.by(), answered.key()));
        if (!known.map(Known::result).equals(Optional.of(answered.result()))) {
          return "key " + answered.key() + " has another answer";
        }
      }
    }
    return "";
  }

  /** A database that only looks well would show it at the next commit. */
  private Verdict goesOn(SqliteStore store, long seq) {
    for (List<Batch> group : workload.groups()) {
      if (Workload.lastSeq(group) > seq) {
        store.commit(group);
        Optional<String> wrong = store.verifyAll();
        if (wrong.isPresent()) {
          return new Verdict(Kind.OTHER, seq, "after one more commit: " + wrong.get());
        }
        break;
      }
    }
    return new Verdict(Kind.WHOLE, seq, "");
  }
}
