package tower.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.tinylog.Logger;
import tower.store.StoreException.Code;

/** One connection with its prepared statements; every SQL error leaves as a StoreException. */
final class Db implements AutoCloseable {
  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private boolean open;

  Db(Connection connection) {
    this.connection = connection;
  }

  /** Runs one statement. Returns the number of rows changed. */
  int update(String sql, @Nullable Object... arguments) {
    try {
      return statement(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** Runs one statement that must change exactly one row. */
  void updateOne(String what, String sql, @Nullable Object... arguments) {
    int rows = update(sql, arguments);
    if (rows != 1) {
      throw new StoreException(
          Code.ASSERTION,
          what + ": " + rows + " rows changed instead of one",
          "This is a fault of the program: report it with the journal.");
    }
  }

  /** All rows of a query, in its sequence. */
  <T> List<T> query(String sql, Row<T> reader, @Nullable Object... arguments) {
    try (ResultSet rows = statement(sql, arguments).executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The first row of a query, if there is one. */
  <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... arguments) {
    try (ResultSet rows = statement(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The number in the first column of the first row, 0 without a row. */
  long number(String sql) {
    return first(sql, row -> row.getLong(1)).orElse(0L);
  }

  /** Runs a script of many statements, or one that needs no preparing. */
  void script(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Does the work in one transaction; rolls back when it throws. */
  void transaction(Runnable work) {
    update("BEGIN IMMEDIATE");
    open = true;
    try {
      work.run();
      update("COMMIT");
      open = false;
    } finally {
      rollback();
    }
  }

  /** Rolls back what a transaction left open. */
  void rollback() {
    if (!open) {
      return;
    }
    open = false;
    try {
      statement("ROLLBACK").executeUpdate();
    } catch (SQLException e) {
      drop("ROLLBACK");
      Logger.debug(e, "nothing to roll back");
      // SQLite rolls back by itself on a full disk and on I/O errors, and then says so here. The
      // error that brought us here is the one to report.
    }
  }

  /** The whole database as the bytes of its file. */
  byte[] image() {
    try {
      return connection.unwrap(SQLiteConnection.class).serialize("main");
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Puts such bytes in the place of a database in memory; no statement may be under way. */
  void replace(byte[] image) {
    try {
      connection.unwrap(SQLiteConnection.class).deserialize("main", image);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement statement(String sql, @Nullable Object... arguments)
      throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  private StoreException failed(String sql, SQLException e) {
    drop(sql);
    return failure(e);
  }

  /** The driver kills a statement that failed, so it is prepared anew the next time. */
  private void drop(String sql) {
    PreparedStatement statement = prepared.remove(sql);
    if (statement == null) {
      return;
    }
    try {
      statement.close();
    } catch (SQLException e) {
      Logger.debug(e, "closing a statement repeated its error");
    }
  }

  /** The house's word for an error of SQLite. */
  static StoreException failure(SQLException e) {
    SQLiteErrorCode result =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    // The low byte is the primary code; what is above it tells the cases of one code apart.
    int primary = result.code & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return trouble(Code.FULL, "The disk is full", "Make space on the file system.", e);
    }
    if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
      return trouble(
          Code.ASSERTION,
          "A fact contradicts the tables",
          "This is a fault of the program: report it with the journal.",
          e);
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return trouble(
          Code.LOCKED,
          "Another process has the database open",
          "Stop the other controller or command that uses this data folder.",
          e);
    }
    if (primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return trouble(
          Code.NOT_A_DATABASE,
          "The file is not an SQLite database",
          "Name the right data folder, or restore the latest backup.",
          e);
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return trouble(
          Code.CORRUPT,
          "The database is damaged",
          "Keep a copy of the data folder as evidence and restore the latest backup.",
          e);
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_PERM.code) {
      return trouble(
          Code.READ_ONLY,
          "The database cannot be written",
          "Give the service's user the right to write it; look for a read-only file system.",
          e);
    }
    if (primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return trouble(
          Code.NO_FOLDER,
          "The database cannot be opened or created",
          "Name a data folder that the service's user may write.",
          e);
    }
    return trouble(
        Code.FAILED,
        "Reading or writing the database failed",
        "Look for errors of the disk in the system's log; the process must be started anew.",
        e);
  }

  private static StoreException trouble(Code code, String text, String remedy, SQLException e) {
    return new StoreException(code, text + ": " + e.getMessage(), remedy, e);
  }
}
