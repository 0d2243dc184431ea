package tower.store;

import java.util.Optional;

/**
 * A second place that knows how far the journal went.
 *
 * <p>SQLite drops a damaged end of its WAL without a word, and then every table agrees with the
 * shortened journal. The mark is written after the commit, so it may be behind the database but
 * never ahead of it; where it is ahead, acknowledged rows are gone: a lost end or an old copy.
 */
public interface HighMark extends AutoCloseable {
  /**
   * The journal's last row.
   *
   * @param seq its number, 0 before the first
   * @param hash its hash, 64 hexadecimal digits
   */
  record End(long seq, String hash) {}

  /** What was last written; empty when nothing was, or when a power cut left nothing of it. */
  Optional<End> read();

  /** Overwrites it. A failure only weakens the next start's check, so it is no failure. */
  void write(long seq, String hash);

  @Override
  void close();
}
