package tower.simulator.real;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The process whose writes are recorded: commits one group after the other and says so. */
@Command(
    name = "crash-workload",
    hidden = true,
    description = "The recorded process of crash-states; started by it.")
public final class CrashWorkload implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER")
  private Path folder = Path.of("");

  @Option(names = "--seed", required = true)
  private long seed;

  @Option(names = "--rows", required = true)
  private int rows;

  @Option(names = "--until", required = true)
  private long until;

  @Option(names = "--close")
  private boolean close;

  @Option(names = "--unsynced-copy-of")
  private Path original = Path.of("");

  @Override
  public Integer call() throws IOException, ConfigException, SQLException {
    Workload workload = Workload.of(seed, rows);
    if (!original.toString().isEmpty()) {
      copyUnsynced(workload);
    } else {
      commit(workload);
    }
    return Exit.OK;
  }

  private void commit(Workload workload) {
    SqliteStore store = SqliteStore.open(folder, Workload.TOWER, 0);
    long last = store.load().ledger().seq();
    for (List<Batch> group : workload.groups()) {
      long seq = Workload.lastSeq(group);
      if (seq > last && seq <= until) {
        store.commit(group);
        System.out.println(seq);
        store.maintain();
      }
    }
    if (close) {
      store.close();
    } else {
      Runtime.getRuntime().halt(Exit.OK);
    }
  }

  /**
   * The same rows as another database has, but with a connection that leaves out what the product
   * insists on: {@code synchronous=NORMAL} syncs a write-ahead log before a checkpoint only.
   */
  private void copyUnsynced(Workload workload) throws SQLException {
    SqliteStore.open(folder, Workload.TOWER, 0).close();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve(SqliteStore.FILE).toUri() + "?psow=0");
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA locking_mode = EXCLUSIVE");
      sql.execute("PRAGMA journal_mode = WAL");
      sql.execute("PRAGMA synchronous = NORMAL");
      sql.execute("ATTACH '" + original.resolve(SqliteStore.FILE) + "' AS original");
      long last = 0;
      for (List<Batch> group : workload.groups()) {
        long seq = Workload.lastSeq(group);
        sql.execute("BEGIN IMMEDIATE");
        sql.execute(
            "INSERT INTO journal SELECT * FROM original.journal WHERE seq BETWEEN "
                + (last + 1)
                + " AND "
                + seq);
        sql.execute(
            "UPDATE meta SET last_seq = "
                + seq
                + ", last_hash = (SELECT hash FROM original.journal WHERE seq = "
                + seq
                + ")");
        sql.execute("COMMIT");
        System.out.println(seq);
        last = seq;
      }
    }
    Runtime.getRuntime().halt(Exit.OK);
  }
}
