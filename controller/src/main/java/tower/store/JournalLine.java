package tower.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One row of the journal to the letter, for whoever adds its chain of hashes up.
 *
 * @param seq rising without a gap from 1
 * @param utcMs wall time when it was decided
 * @param kind of fact
 * @param body the fact as JSON
 * @param hash over this row and the hash before
 */
public record JournalLine(long seq, long utcMs, String kind, String body, String hash) {
  static JournalLine read(ResultSet row) throws SQLException {
    return new JournalLine(
        row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5));
  }
}
