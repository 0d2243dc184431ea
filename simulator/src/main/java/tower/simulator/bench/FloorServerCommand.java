package tower.simulator.bench;

import io.javalin.Javalin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The floors of the API's figures: a bare Javalin that says hello, and one that puts every request
 * into a commit of its own, as durable as the product's are.
 */
@Command(
    name = "floor-server",
    hidden = true,
    description = "Prints its port and serves until its standard input ends.")
final class FloorServerCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DATABASE")
  private Path file = Path.of("");

  private final ReentrantLock one = new ReentrantLock();

  @Override
  public Integer call() throws Exception {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      prepare(database);
      database.setAutoCommit(true);
      try (PreparedStatement insert =
          database.prepareStatement("INSERT INTO journal (text) VALUES (?)")) {
        Javalin server =
            Javalin.create(
                    config -> {
                      config.startup.showJavalinBanner = false;
                      config.routes.get("/hello", ctx -> ctx.result("hello"));
                      config.routes.post(
                          "/commits",
                          ctx -> {
                            commit(
                                insert, String.valueOf(ctx.header("Idempotency-Key")) + ctx.body());
                            ctx.status(201).result("done");
                          });
                    })
                .start("127.0.0.1", 0);
        System.out.println(server.port());
        while (System.in.read() >= 0) {
          // Nobody has anything to say but the end.
        }
        server.stop();
      }
    }
    return 0;
  }

  private static void prepare(Connection database) throws SQLException {
    try (Statement sql = database.createStatement()) {
      sql.execute("PRAGMA locking_mode = EXCLUSIVE");
      sql.execute("PRAGMA journal_mode = WAL");
      sql.execute("PRAGMA synchronous = FULL");
      sql.execute("CREATE TABLE journal (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)");
    }
  }

  private void commit(PreparedStatement insert, String text) throws SQLException {
    one.lock();
    try {
      insert.setString(1, text);
      insert.executeUpdate();
    } finally {
      one.unlock();
    }
  }
}
