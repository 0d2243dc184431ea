package tower.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;

/** The journal: one row per fact, each hash over the row and the hash before it. */
final class Journal {
  private static final int PAGE = 1_000;

  private final Db db;
  private final String genesis;
  private final MessageDigest sha256;

  Journal(Db db, String towerId) {
    this.db = db;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    // The chain starts at the tower's name, so that no other tower's journal fits in front of it.
    genesis = genesis(towerId);
  }

  /** The hash before the first row. */
  static String genesis(String towerId) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(towerId.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Writes one row behind the row with the given hash. Returns the new row's hash. */
  String append(long seq, long utcMs, Fact fact, String before) {
    String kind = Codec.kind(fact);
    String body = Codec.write(fact);
    String hash = hash(seq, utcMs, kind, body, before);
    db.update(
        "INSERT INTO journal (seq, utc_ms, kind, body, hash) VALUES (?, ?, ?, ?, ?)",
        seq,
        utcMs,
        kind,
        body,
        hash);
    return hash;
  }

  /** The last row's number and hash, if there is a row. */
  Optional<Head> head() {
    return db.first(
        "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1",
        row -> new Head(row.getLong(1), row.getString(2)));
  }

  /** The hash of one row, if it is there. */
  Optional<String> hashAt(long seq) {
    return db.first("SELECT hash FROM journal WHERE seq = ?", row -> row.getString(1), seq);
  }

  /**
   * Walks the chain from a row to the given last one.
   *
   * @param first first row to verify, at least 1
   * @param last the row that must be there and be the last
   * @return what is wrong, empty when all is well
   */
  Optional<String> verify(long first, Head last) {
    @Nullable String before = first == 1 ? genesis : hashAt(first - 1).orElse(null);
    if (before == null) {
      return Optional.of("row " + (first - 1) + " is missing");
    }
    long seq = first;
    while (seq <= last.seq()) {
      List<JournalLine> lines = page(seq - 1, PAGE);
      if (lines.isEmpty()) {
        return Optional.of("rows " + seq + " to " + last.seq() + " are missing");
      }
      for (JournalLine line : lines) {
        if (line.seq() > last.seq()) {
          return Optional.of("there are rows after row " + last.seq());
        }
        if (line.seq() != seq) {
          return Optional.of("rows " + seq + " to " + (line.seq() - 1) + " are missing");
        }
        if (!line.hash().equals(hash(seq, line.utcMs(), line.kind(), line.body(), before))) {
          return Optional.of("row " + seq + " does not match its hash");
        }
        before = line.hash();
        seq++;
      }
    }
    if (!page(last.seq(), 1).isEmpty()) {
      return Optional.of("there are rows after row " + last.seq());
    }
    return before.equals(last.hash())
        ? Optional.empty()
        : Optional.of("row " + last.seq() + " is not the one that was written last");
  }

  /** At most so many rows after the given one. */
  List<JournalLine> page(long afterSeq, int limit) {
    return db.query(
        "SELECT seq, utc_ms, kind, body, hash FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",
        JournalLine::read,
        afterSeq,
        limit);
  }

  private String hash(long seq, long utcMs, String kind, String body, String before) {
    // Unambiguous: two numbers and a word without a bar before the body, 64 digits behind it.
    String text = seq + "|" + utcMs + "|" + kind + "|" + body + "|" + before;
    return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
  }

  /** Number and hash of a row. */
  record Head(long seq, String hash) {}
}
