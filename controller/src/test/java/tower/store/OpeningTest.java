package tower.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.core.Fact;
import tower.model.Reason;
import tower.store.StoreException.Code;

/** What a start refuses, what makes it hold, and that it says why. */
class OpeningTest {
  @TempDir Path folder;

  @Test
  void missingFolder() {
    refused(folder.resolve("none"), "t", Code.NO_FOLDER);
  }

  @Test
  void folderThatNobodyCanWrite() {
    refused(Path.of("/proc/self"), "t", Code.NO_FOLDER);
  }

  @Test
  void fileThatIsNoDatabase() throws Exception {
    byte[] letter = "Dear Sir or Madam, ".repeat(100).getBytes(UTF_8);
    Files.write(db(), letter);
    refused(folder, "t", Code.NOT_A_DATABASE);
    assertThat(db()).hasBinaryContent(letter);
  }

  /** Opening a stranger's database must not even merge its WAL. */
  @Test
  void databaseOfAnotherProgram() throws Exception {
    sql("PRAGMA application_id = 7", "CREATE TABLE t (a)");
    byte[] before = Files.readAllBytes(db());
    refused(folder, "t", Code.FOREIGN);
    assertThat(db()).hasBinaryContent(before);
  }

  @Test
  void databaseWithoutAnIdButWithTables() throws Exception {
    sql("CREATE TABLE t (a)");
    byte[] before = Files.readAllBytes(db());
    refused(folder, "t", Code.FOREIGN);
    assertThat(db()).hasBinaryContent(before);
  }

  @Test
  void databaseOfANewerRelease() throws Exception {
    SqliteStore.open(folder, "t", 0).close();
    sql("PRAGMA user_version = " + (Migrations.latest() + 1));
    refused(folder, "t", Code.NEWER);
  }

  @Test
  void databaseOfAnotherTower() {
    SqliteStore.open(folder, "t", 0).close();
    refused(folder, "u", Code.OTHER_TOWER);
  }

  /** Two controllers on one database would be two writers of one inventory. */
  @Test
  void databaseInUse() {
    try (SqliteStore first = SqliteStore.open(folder, "t", 0)) {
      refused(folder, "t", Code.LOCKED);
      commit(first, 1);
    }
    SqliteStore.open(folder, "t", 0).close();
  }

  @Test
  void damagedPage() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      commit(store, 500);
    }
    // Every page but the first, so that the header still looks right.
    long size = Files.size(db());
    try (FileChannel channel = FileChannel.open(db(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) size / 2), size / 4);
    }
    refused(folder, "t", Code.CORRUPT);
  }

  /** A page torn off the end is damage, not a shorter journal. */
  @Test
  void truncatedFile() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      commit(store, 500);
    }
    try (FileChannel channel = FileChannel.open(db(), StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(db()) / 2);
    }
    refused(folder, "t", Code.CORRUPT);
  }

  /** A power cut between creating the file and its first page leaves it empty. */
  @Test
  void emptyFileIsNew() throws Exception {
    Files.createFile(db());
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      assertThat(store.load().hold()).isNull();
    }
  }

  /**
   * A power cut while a new file gets its first page: the disk has all sectors of the page but the
   * one that says what the file is, and the journal that takes it back. Found by rebuilding crash
   * states: a tower whose first start was cut off could never start again.
   */
  @Test
  void firstPageWithoutItsFirstSector() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    SqliteStore.open(whole, "t", 0).close();
    byte[] page = Arrays.copyOf(Files.readAllBytes(whole.resolve(SqliteStore.FILE)), 1024);
    Arrays.fill(page, 0, 512, (byte) 0);
    Files.write(db(), page);
    refused(folder, "t", Code.NOT_A_DATABASE);
    ByteBuffer journal = ByteBuffer.allocate(4096);
    journal.putLong(0xd9d505f920a163d7L); // as SQLite's file format has it
    journal.putInt(0).putInt(1).putInt(0); // no page to restore, any number, no page before
    journal.putInt(4096).putInt(1024); // sector, page
    Files.write(folder.resolve(SqliteStore.FILE + "-journal"), journal.array());
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      assertThat(store.load().hold()).isNull();
      commit(store, 3);
      assertThat(store.verifyAll()).isEmpty();
    }
  }

  @Test
  void folderNameWithQuestionMarkAndBlank() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a ?b#%20c"));
    try (SqliteStore store = SqliteStore.open(odd, "t", 0)) {
      store.load();
      commit(store, 3);
    }
    assertThat(odd.resolve(SqliteStore.FILE)).isRegularFile();
  }

  /**
   * Without psow=0 SQLite trusts that a power cut in mid-write spares the bytes beside; then the
   * WAL would not be padded to the sector.
   */
  @Test
  void walIsPaddedToTheSector() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      commit(store, 1);
      long header = 32;
      long frame = 24 + 1024;
      long size = Files.size(folder.resolve(SqliteStore.FILE + "-wal"));
      assertThat((size - header) % frame).isZero();
      assertThat(size / 4096).isGreaterThan((size - frame) / 4096);
      assertThat(folder.resolve(SqliteStore.FILE + "-shm")).doesNotExist();
    }
  }

  @Test
  void hole() throws Exception {
    write(20);
    sql("DELETE FROM journal WHERE seq = 11");
    assertThat(hold()).contains("rows 11 to 11 are missing");
  }

  @Test
  void lostTail() throws Exception {
    write(20);
    sql("DELETE FROM journal WHERE seq > 15");
    assertThat(hold()).contains("rows 16 to 20 are missing");
  }

  @Test
  void alteredRow() throws Exception {
    write(20);
    sql("UPDATE journal SET body = replace(body, 'resume', 'reset') WHERE seq = 7");
    assertThat(hold()).contains("row 7 does not match its hash");
  }

  @Test
  void rowsBehindTheEnd() throws Exception {
    write(20);
    sql(
        "INSERT INTO journal SELECT 21, utc_ms, kind, body, hash FROM journal WHERE seq = 20",
        "INSERT INTO journal SELECT 22, utc_ms, kind, body, hash FROM journal WHERE seq = 20");
    assertThat(hold()).contains("rows after row 20");
  }

  /** SQLite drops a damaged end of its WAL without a word: all tables then agree on less. */
  @Test
  void lostEndOfTheWal() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path broken = Files.createDirectory(folder.resolve("broken"));
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      for (int i = 0; i < 20; i++) {
        commit(store, 1);
      }
      // As a power cut would leave them: the clean close would empty the WAL.
      for (String file : List.of("tower.db", "tower.db-wal", "tower.seq")) {
        Files.copy(folder.resolve(file), whole.resolve(file));
        Files.copy(folder.resolve(file), broken.resolve(file));
      }
    }
    Path wal = broken.resolve("tower.db-wal");
    try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), Files.size(wal) * 3 / 4);
    }
    try (SqliteStore store = SqliteStore.open(whole, "t", 0)) {
      Loaded loaded = store.load();
      assertThat(loaded.hold()).isNull();
      assertThat(loaded.ledger().seq()).isEqualTo(20);
    }
    try (SqliteStore store = SqliteStore.open(broken, "t", 0)) {
      Loaded loaded = store.load();
      assertThat(loaded.hold()).isNotNull().extracting(Reason::text).asString().contains("back");
      assertThat(loaded.ledger().seq()).as("no number is given twice").isEqualTo(20);
    }
  }

  /**
   * A failed sync leaves pages of the WAL that the kernel calls clean and the disk never saw: a
   * start that only read them would answer from them, and a power cut would take them away.
   */
  @Test
  void whatAStartHasReadNeedsNoWalAnyMore() throws Exception {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      commit(store, 20);
      for (String file : List.of("tower.db", "tower.db-wal", "tower.seq")) {
        Files.copy(folder.resolve(file), killed.resolve(file));
      }
    }
    Path cut = Files.createDirectory(folder.resolve("cut"));
    try (SqliteStore store = SqliteStore.open(killed, "t", 0)) {
      assertThat(store.load().ledger().seq()).isEqualTo(20);
      Files.copy(killed.resolve("tower.db"), cut.resolve("tower.db"));
    }
    try (SqliteStore store = SqliteStore.open(cut, "t", 0)) {
      assertThat(store.load().ledger().seq()).isEqualTo(20);
    }
  }

  @Test
  void oldCopyOfTheDatabase() throws Exception {
    write(20);
    Path old = Files.copy(db(), folder.resolve("old"));
    write(20);
    Files.copy(old, db(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(hold()).contains("row 40 was there");
  }

  @Test
  void deletedDatabase() throws Exception {
    write(20);
    Files.delete(db());
    assertThat(hold()).contains("stepped back");
  }

  /** An old copy that has been written to for as long as the lost one. */
  @Test
  void anotherHistory() throws Exception {
    write(20);
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.copy(db(), copy.resolve("tower.db"));
    write(20);
    try (SqliteStore store = SqliteStore.open(copy, "t", 0)) {
      store.load();
      store.commit(List.of(new Batch(21, 1, Collections.nCopies(25, new Fact.Started("1", 1)))));
    }
    Files.copy(copy.resolve("tower.db"), db(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(hold()).contains("another one");
  }

  /** A restart is no remedy; and the tower that holds may still write down what happens. */
  @Test
  void holdOutlastsStartsAndCommits() throws Exception {
    write(20);
    sql("DELETE FROM journal WHERE seq = 11");
    for (int start = 0; start < 2; start++) {
      assertThat(hold()).contains("rows 11 to 11 are missing");
      write(10);
    }
    assertThat(hold()).contains("rows 11 to 11 are missing");
  }

  private String hold() {
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      Reason hold = store.load().hold();
      assertThat(hold).isNotNull();
      assertThat(hold.clearing()).isNotEmpty();
      return hold.text();
    }
  }

  private void write(int facts) {
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      commit(store, facts);
    }
  }

  private static void commit(SqliteStore store, int facts) {
    long first = store.load().ledger().seq() + 1;
    Fact fact = new Fact.PersonActed("operator", "resume");
    store.commit(List.of(new Batch(first, 0, Collections.nCopies(facts, fact))));
  }

  private static void refused(Path folder, String tower, Code code) {
    assertThatThrownBy(() -> SqliteStore.open(folder, tower, 0).close())
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.code()).as(e.text()).isEqualTo(code);
              assertThat(e.remedy()).isNotEmpty();
            });
  }

  private Path db() {
    return folder.resolve(SqliteStore.FILE);
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }
}
