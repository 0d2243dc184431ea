package tower.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Problem;
import tower.core.Result;
import tower.model.Time;
import tower.store.Deliveries.Answer;
import tower.store.Deliveries.Attempt;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Denied;
import tower.store.Deliveries.Progress;
import tower.store.Deliveries.State;
import tower.store.Deliveries.Wish;
import tower.store.StoreException.Code;

/** What the webhooks write must be there for them, and must never be the tower's trouble. */
class DeliveriesTest {
  private static final Attempt OK = new Attempt(5, 200, "");

  @TempDir Path folder;

  /** A tower of the first release had rows that waited for a consumer that never came. */
  @Test
  void anOldOutboxBecomesEventsThatNameTheirPredecessors() throws Exception {
    try (Connection old =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteStore.FILE));
        Statement sql = old.createStatement()) {
      sql.executeUpdate(
          new String(
              Migrations.class.getResourceAsStream(Migrations.SCRIPTS.getFirst()).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8));
      sql.executeUpdate("PRAGMA application_id = " + Opening.APPLICATION_ID);
      sql.executeUpdate("PRAGMA user_version = 1");
      sql.executeUpdate(
          "INSERT INTO meta VALUES (1, 't', 1, 0, 9, '" + "0".repeat(64) + "', NULL, NULL)");
      for (int seq : new int[] {2, 5, 9}) {
        sql.executeUpdate(
            "INSERT INTO journal VALUES (%d, 7, 'published', '', '%s')"
                .formatted(seq, "0".repeat(64)));
        sql.executeUpdate(
            "INSERT INTO outbox (seq, topic, subject, body, state) VALUES (%d, 'pickup.staged', '%s', '[\"V\"]', '%s')"
                .formatted(seq, seq == 5 ? "p-2" : "p-1", seq == 2 ? "delivered" : "waiting"));
      }
    }
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      assertThat(store.events(0, 10))
          .containsExactly(
              new Outbox.Event(2, 0, 7, "pickup.staged", "p-1", 1, List.of("V")),
              new Outbox.Event(5, 2, 7, "pickup.staged", "p-2", 1, List.of("V")),
              new Outbox.Event(9, 5, 7, "pickup.staged", "p-1", 2, List.of("V")));
      assertThat(store.deliveries().begin("shop", "", 1).join().position()).isEqualTo(9);
    }
  }

  /**
   * Answers of a release with one space of keys: who asked stands in the journal, and what nobody
   * is known to have asked is nobody else's to ask anew.
   */
  @Test
  void anOldAnswerBelongsToWhoeverHadIt() throws Exception {
    String result = "{\"type\":\"keys-set\",\"version\":7}";
    try (Connection old =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteStore.FILE));
        Statement sql = old.createStatement()) {
      for (String script : Migrations.SCRIPTS.subList(0, 5)) {
        sql.executeUpdate(
            new String(
                Migrations.class.getResourceAsStream(script).readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8));
      }
      sql.executeUpdate("PRAGMA application_id = " + Opening.APPLICATION_ID);
      sql.executeUpdate("PRAGMA user_version = 5");
      String zeros = "0".repeat(64);
      sql.executeUpdate(
          "INSERT INTO meta VALUES (1, 't', 1, 0, 2, '" + zeros + "', NULL, NULL, 0)");
      String row = "INSERT INTO journal VALUES (%d, 7, 'answered', '%s', '" + zeros + "')";
      sql.executeUpdate(row.formatted(1, "{\"key\":\"k\",\"by\":\"shop\"}"));
      sql.executeUpdate(row.formatted(2, "{\"key\":\"l\"}"));
      String answer = "INSERT INTO idempotency VALUES ('%s', 'h', '" + result + "', %d, 7)";
      sql.executeUpdate(answer.formatted("k", 1));
      sql.executeUpdate(answer.formatted("l", 2));
      sql.executeUpdate(
          "INSERT INTO intakes VALUES ('i-1', 'k', 'V', '{}', 'RESTOCK', NULL, 'STORED', 1, 'c',"
              + " 't', 'n', 1, 2, '{\"odometerKm\":5,\"damage\":\"\"}')");
    }
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      assertThat(store.known("shop k")).contains(new Known("h", new Result.KeysSet(7)));
      assertThat(store.known("other k")).isEmpty();
      assertThat(store.known("shop l")).isPresent();
      assertThat(store.known("other l")).isPresent();
    }
    try (Connection now =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteStore.FILE));
        Statement sql = now.createStatement();
        var row = sql.executeQuery("SELECT reference, report FROM intakes")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("k");
      assertThat(row.getString(2)).contains("5");
    }
  }

  @Test
  void whatWasSettledSurvivesARestart() {
    Progress stored;
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      Deliveries deliveries = begun(store, 2);
      Deliveries.Next next = deliveries.next("shop", List.of(), 0, 10).join();
      assertThat(next.pending()).isEqualTo(2);
      stored = new Progress("shop", 1, 3, 70_000, 11, new Attempt(12, 503, "busy"), null);
      deliveries.settle(done(next.head().delivery(), State.DELIVERED), stored).join();
    }
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      Deliveries deliveries = store.deliveries();
      assertThat(deliveries.begin("shop", "", 99).join()).isEqualTo(stored);
      assertThat(deliveries.next("shop", List.of(), 0, 10).join().head().event().seq())
          .isEqualTo(2);
      assertThat(deliveries.deliveries("shop", Long.MAX_VALUE, 10).join())
          .extracting(Delivery::state)
          .containsExactly(State.DELIVERED);
      assertThat(store.verifyAll()).isEmpty();
    }
  }

  /** The journal knows nothing of deliveries; its chain and its commits go on beside them. */
  @Test
  void theJournalDoesNotKnowThem() {
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      Deliveries deliveries = begun(store, 1);
      Deliveries.Work head = deliveries.next("shop", List.of(), 0, 10).join().head();
      deliveries.settle(done(head.delivery(), State.DELIVERED), at(1)).join();
      assertThat(store.journal(0, 10)).hasSize(1);
      store.commit(List.of(new Batch(2, 0, List.of(told()))));
      assertThat(store.verifyAll()).isEmpty();
    }
  }

  /** What the tower itself commits is synced, whatever was written beside it, well or not. */
  @Test
  void everyCommitIsSyncedAfterOneThatWasNot() {
    Db db = Opening.memory("t", 0);
    try (SqliteStore store = new SqliteStore(db, "t", null, false)) {
      Deliveries deliveries = begun(store, 1);
      assertThat(db.number("PRAGMA synchronous")).isEqualTo(2);
      Delivery wrong = done(new Delivery(0, "nobody", 1, "", State.WAITING, false, 0, 0, OK, 0));
      assertThat(deliveries.settle(wrong, at(1))).isCompletedExceptionally();
      assertThat(db.number("PRAGMA synchronous")).isEqualTo(2);
      long[] during = new long[1];
      store.beside(false, () -> during[0] = db.number("PRAGMA synchronous"));
      assertThat(during[0]).isEqualTo(1);
      store.beside(true, () -> during[0] = db.number("PRAGMA synchronous"));
      assertThat(during[0]).isEqualTo(2);
    }
  }

  /** A fault of the webhooks must not end the tower's record. */
  @Test
  void aWrongWriteOfTheirsIsNotTheTowersFault() throws Exception {
    SqliteStore store = SqliteStore.inMemory("t", 0);
    begun(store, 1);
    try (StoreThread thread = new StoreThread(store, new Still(), 10, new Deaf())) {
      thread.start();
      Delivery wrong = done(new Delivery(0, "nobody", 1, "", State.WAITING, false, 0, 0, OK, 0));
      assertThatThrownBy(() -> thread.deliveries().settle(wrong, at(1)).get(5, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.ASSERTION));
      assertThat(thread.metrics().failed()).isFalse();
      assertThat(thread.submit(new Batch(2, 0, List.of(told())))).isTrue();
      assertThat(thread.events(1, 1).get(5, SECONDS)).hasSize(1);
    }
  }

  /** A full disk refuses them, loses nothing of theirs, and is no failure of the tower. */
  @Test
  void aFullDiskRefusesAndForgetsNothing() throws Exception {
    Db db = Opening.memory("t", 0);
    SqliteStore store = new SqliteStore(db, "t", null, false);
    Deliveries direct = begun(store, 1);
    try (StoreThread thread = new StoreThread(store, new Still(), 10, new Deaf())) {
      thread.start();
      db.number("PRAGMA max_page_count = " + db.number("PRAGMA page_count"));
      Delivery large =
          done(new Delivery(0, "shop", 1, "x".repeat(100_000), State.WAITING, false, 0, 0, OK, 0));
      assertThatThrownBy(() -> thread.deliveries().settle(large, at(1)).get(5, SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.FULL));
      assertThat(thread.metrics().failed()).isFalse();
      db.number("PRAGMA max_page_count = 1000000");
      assertThat(direct.next("shop", List.of(), 0, 9).join().head().event().seq()).isEqualTo(1);
      assertThat(thread.deliveries().settle(large, at(1)).get(5, SECONDS).id()).isEqualTo(1);
    }
  }

  /** The log is bounded; what was not delivered stays. */
  @Test
  void oldDeliveriesGoAndUndeliveredOnesStay() {
    Db db = Opening.memory("t", 0);
    try (SqliteStore store = new SqliteStore(db, "t", null, false)) {
      int all = Deliveries.LOGGED + 150;
      Deliveries deliveries = begun(store, 1);
      db.script(
          "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + all
              + ")"
              + " INSERT INTO deliveries (id, endpoint, seq, topic, state, asked, attempts,"
              + " waited_ms, status, answer, created_utc_ms, tried_utc_ms)"
              + " SELECT i, 'shop', NULL, 't', iif(i = 7, 'waiting', 'delivered'), i = 8, 1, 0,"
              + " 200, '', 0, 0 FROM n");
      Deliveries.Work head = deliveries.next("shop", List.of(), 0, 10).join().head();
      deliveries.settle(done(head.delivery(), State.GIVEN_UP), at(1)).join();
      long before = db.number("SELECT count(*) FROM deliveries");
      for (int i = 0; i < 20; i++) {
        deliveries.ask("k" + i, "h", new Wish.Test("shop"), 0).join();
        Delivery test = deliveries.deliveries("shop", Long.MAX_VALUE, 1).join().getFirst();
        deliveries.settle(done(test, State.GIVEN_UP), at(1)).join();
      }
      assertThat(db.number("SELECT count(*) FROM deliveries")).isLessThan(before);
      assertThat(db.number("SELECT count(*) FROM deliveries WHERE id < 60")).isEqualTo(2);
      assertThat(deliveries.delivery(7).join()).isPresent();
      assertThat(deliveries.delivery(8).join()).as("somebody wants it").isPresent();
      assertThat(deliveries.delivery(all + 1L).join()).as("given up").isPresent();
    }
  }

  @Test
  void aWishIsGrantedOncePerKey() {
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      Deliveries deliveries = begun(store, 1);
      Answer first = deliveries.ask("k", "h", new Wish.Test("shop"), 1).join();
      Answer again = deliveries.ask("k", "h", new Wish.Test("shop"), 2).join();
      assertThat(first.granted().repeated()).isFalse();
      assertThat(again.granted().repeated()).isTrue();
      assertThat(again.granted().delivery()).isEqualTo(first.granted().delivery());
      assertThat(deliveries.deliveries(null, Long.MAX_VALUE, 9).join()).hasSize(1);
      assertThat(deliveries.ask("l", "h", new Wish.Test("nobody"), 1).join().denied())
          .isEqualTo(Denied.UNKNOWN);
    }
  }

  /** A key is one call's, whoever else is asked with it. */
  @Test
  void aKeyOfAWishIsKnownToThePickups() {
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      Deliveries deliveries = begun(store, 1);
      deliveries.ask("k", "h", new Wish.Enabling("shop"), 1).join();
      assertThat(store.known("k").map(Known::bodyHash)).contains("h");
      assertThat(store.known("k").map(Known::result).orElseThrow())
          .isInstanceOfSatisfying(
              Result.Refused.class, r -> assertThat(r.problem()).isEqualTo(Problem.KEY_REUSED));
    }
  }

  @Test
  void wishesThatWaitAreBounded() {
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      Deliveries deliveries = begun(store, 1);
      for (int i = 0; i < Deliveries.WISHES; i++) {
        assertThat(deliveries.ask("k" + i, "h", new Wish.Test("shop"), 1).join().denied()).isNull();
      }
      assertThat(deliveries.ask("one more", "h", new Wish.Test("shop"), 1).join().denied())
          .isEqualTo(Denied.BUSY);
    }
  }

  private static Deliveries begun(SqliteStore store, int events) {
    store.load();
    Deliveries deliveries = store.deliveries();
    deliveries.begin("shop", "", 0).join();
    for (int i = 1; i <= events; i++) {
      store.commit(List.of(new Batch(i, 0, List.of(told()))));
    }
    return deliveries;
  }

  private static Fact told() {
    return new Fact.Published("pickup.staged", "p-1", List.of("V", "why"));
  }

  private static Delivery done(Delivery d) {
    return done(d, State.DELIVERED);
  }

  private static Delivery done(Delivery d, State state) {
    return new Delivery(
        d.id(), d.endpoint(), d.seq(), d.topic(), state, false, 1, 0, OK, d.createdUtcMs());
  }

  private static Progress at(long position) {
    return new Progress("shop", position, 0, 0, 0, OK, null);
  }

  private static final class Deaf implements Store.Listener {
    @Override
    public void durable(long seq) {}

    @Override
    public void full(String text) {}

    @Override
    public void failed(String text) {}
  }

  private static final class Still implements Time {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void sleepUntil(long nanos) {
      throw new UnsupportedOperationException("the store never sleeps");
    }

    @Override
    public long utcMs() {
      return 0;
    }
  }
}
