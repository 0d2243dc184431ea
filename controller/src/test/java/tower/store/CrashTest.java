package tower.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.core.Ledger;

/** What a client was told must be there after the process was killed at any instant. */
class CrashTest {
  @TempDir Path folder;

  /** Several kills of one database: each start goes on from what the one before left. */
  @ParameterizedTest
  @ValueSource(ints = {1, 97, 450})
  void killedProcessLosesNothingItAcknowledged(int acknowledgements) throws Exception {
    long acknowledged = 0;
    for (int round = 0; round < 2; round++) {
      acknowledged = killAfter(acknowledgements + round * 13);
      try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
        Loaded loaded = store.load();
        assertThat(loaded.hold()).isNull();
        assertThat(loaded.ledger().seq()).isGreaterThanOrEqualTo(acknowledged);
        assertThat(store.verifyAll()).isEmpty();
        assertThat(replayed(store)).isEqualTo(loaded.ledger());
      }
    }
  }

  /** Returns the last sequence that the child said was durable. */
  private long killAfter(int acknowledgements) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Committer.class.getName(),
                folder.toString())
            .redirectError(Files.createTempFile(folder, "child", ".err").toFile())
            .start();
    long last = 0;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (int i = 0; i < acknowledgements; i++) {
        last = Long.parseLong(out.readLine());
      }
      // SIGKILL, wherever the child is; by its handle, which leaves its last words readable.
      child.toHandle().destroyForcibly();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line.isEmpty() ? last : Math.max(last, Long.parseLong(line));
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    return last;
  }

  private static Ledger replayed(SqliteStore store) {
    Ledger ledger = Ledger.empty();
    for (List<JournalRow> page = store.journal(0, 500);
        !page.isEmpty();
        page = store.journal(ledger.seq(), 500)) {
      for (JournalRow row : page) {
        ledger = ledger.apply(row.fact());
      }
    }
    return ledger;
  }

  /** Commits for ever and says what is durable; killed from outside. */
  static final class Committer {
    private Committer() {}

    public static void main(String[] arguments) {
      try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]), "t", 0);
          PrintStream out =
              new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8)) {
        Ledger ledger = store.load().ledger();
        RandomFacts facts = new RandomFacts(ledger.seq(), ledger);
        for (; ; ) {
          Batch batch = facts.batch();
          store.commit(List.of(batch));
          store.maintain();
          out.println(batch.lastSeq());
        }
      }
    }
  }
}
