package tower.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.store.Deliveries.Answer;
import tower.store.Deliveries.Attempt;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Denied;
import tower.store.Deliveries.Granted;
import tower.store.Deliveries.Next;
import tower.store.Deliveries.Progress;
import tower.store.Deliveries.State;
import tower.store.Deliveries.Wish;
import tower.store.Deliveries.Work;
import tower.store.StoreException.Code;

/**
 * Reads and writes the webhooks' tables, which are neither in the journal nor in the tower's own
 * transactions: what goes wrong here must not take a commit of the tower with it.
 */
final class DeliveryTables {
  /** Rows that one write prunes at most: more than it makes, so that the log shrinks. */
  private static final int PRUNED = 20;

  private static final String COLUMNS =
      "id, endpoint, coalesce(seq, 0), topic, state, asked, attempts, waited_ms, status, answer,"
          + " created_utc_ms, tried_utc_ms";

  private final SqliteStore store;
  private final Db db;
  private final Rows rows;

  DeliveryTables(SqliteStore store, Db db, Rows rows) {
    this.store = store;
    this.db = db;
    this.rows = rows;
  }

  Progress begin(String name, String urlHash, long utcMs) {
    store.beside(
        false,
        () -> {
          db.update(
              """
              INSERT INTO webhooks (name, position, failures, wait_ms, since_utc_ms, tried_utc_ms,
                status, answer)
              VALUES (?, coalesce((SELECT max(seq) FROM outbox), 0), 0, 0, ?, 0, 0, '')
              ON CONFLICT (name) DO NOTHING\
              """,
              name,
              utcMs);
          db.update(
              """
              UPDATE webhooks SET gone_url = NULL, failures = 0, wait_ms = 0, since_utc_ms = ?
              WHERE name = ? AND gone_url <> ?\
              """,
              utcMs,
              name,
              urlHash);
        });
    return progress(name);
  }

  Next next(String name, List<String> topics, long after, int count) {
    store.refuseBroken();
    Progress progress = progress(name);
    Optional<Delivery> asked =
        db.first(
            "SELECT " + COLUMNS + " FROM deliveries WHERE endpoint = ? AND asked = 1 ORDER BY id",
            DeliveryTables::delivery,
            name);
    Ahead ahead = ahead(Math.max(progress.position(), after), topics, count);
    return new Next(
        progress,
        asked.map(d -> new Work(d, d.seq() == 0 ? null : event(d.seq()))).orElse(null),
        ahead.head() == 0 ? null : head(name, ahead.head()),
        ahead.scanned(),
        ahead.pending());
  }

  /**
   * Which events are ahead.
   *
   * @param head the first of them, 0 for none
   * @param scanned the last one that was looked at
   */
  private record Ahead(long head, int pending, long scanned) {}

  private Ahead ahead(long after, List<String> topics, int count) {
    String wanted =
        topics.isEmpty()
            ? "1"
            : String.join(" OR ", Collections.nCopies(topics.size(), "topic GLOB ?"));
    Object[] arguments = new Object[topics.size() + 2];
    for (int i = 0; i < topics.size(); i++) {
      arguments[i] = topics.get(i) + "*";
    }
    arguments[topics.size()] = after;
    arguments[topics.size() + 1] = count;
    return db.first(
            "SELECT min(seq) FILTER (WHERE wanted), count(*) FILTER (WHERE wanted), max(seq) FROM"
                + " (SELECT seq, "
                + wanted
                + " AS wanted FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?)",
            row -> new Ahead(row.getLong(1), row.getInt(2), Math.max(after, row.getLong(3))),
            arguments)
        .orElseThrow();
  }

  private Work head(String name, long seq) {
    Outbox.Event event = event(seq);
    Delivery begun =
        db.first(
                "SELECT " + COLUMNS + " FROM deliveries WHERE endpoint = ? AND seq = ?",
                DeliveryTables::delivery,
                name,
                seq)
            .orElseGet(() ->
                new Delivery(
                    0, name, seq, event.topic(), State.WAITING, false, 0, 0, Attempt.NONE, 0));
    return new Work(begun, event);
  }

  private Outbox.Event event(long seq) {
    return rows.events(seq - 1, 1).getFirst();
  }

  Delivery settle(Delivery d, Progress p) {
    store.beside(
        false,
        () -> {
          write(d);
          db.updateOne(
              "webhook " + d.endpoint(),
              """
              UPDATE webhooks SET position = ?, failures = ?, wait_ms = ?, since_utc_ms = ?,
                tried_utc_ms = ?, status = ?, answer = ?, gone_url = ?
              WHERE name = ? AND position <= ?\
              """,
              p.position(),
              p.failures(),
              p.waitMs(),
              p.sinceUtcMs(),
              p.last().utcMs(),
              p.last().status(),
              p.last().text(),
              p.goneUrl(),
              p.name(),
              p.position());
          prune();
        });
    return d.id() > 0 ? d : delivery(newest()).orElseThrow();
  }

  private void write(Delivery d) {
    if (d.id() == 0) {
      dropUnwanted(d);
      insert(d);
      return;
    }
    db.updateOne(
        "delivery " + d.id(),
        """
        UPDATE deliveries SET state = ?, asked = ?, attempts = ?, waited_ms = ?, status = ?,
          answer = ?, tried_utc_ms = ?
        WHERE id = ? AND endpoint = ?\
        """,
        d.state().key(),
        d.asked(),
        d.attempts(),
        d.waitedMs(),
        d.last().status(),
        d.last().text(),
        d.last().utcMs(),
        d.id(),
        d.endpoint());
  }

  /** An event that was under way when its topic was taken out of the configuration. */
  private void dropUnwanted(Delivery next) {
    db.update(
        """
        UPDATE deliveries SET state = 'given-up'
        WHERE endpoint = ? AND state = 'waiting' AND seq IS NOT NULL AND seq < ?\
        """,
        next.endpoint(),
        next.seq());
  }

  private void insert(Delivery d) {
    db.updateOne(
        "delivery to " + d.endpoint(),
        """
        INSERT INTO deliveries (endpoint, seq, topic, state, asked, attempts, waited_ms, status,
          answer, created_utc_ms, tried_utc_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        d.endpoint(),
        d.seq() == 0 ? null : d.seq(),
        d.topic(),
        d.state().key(),
        d.asked(),
        d.attempts(),
        d.waitedMs(),
        d.last().status(),
        d.last().text(),
        d.createdUtcMs(),
        d.last().utcMs());
  }

  private long newest() {
    return db.number("SELECT max(id) FROM deliveries");
  }

  private void prune() {
    db.update(
        """
        DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries
          WHERE asked = 0 AND (state = 'delivered' OR (seq IS NULL AND state = 'given-up'))
            AND id <= (SELECT max(id) FROM deliveries) - ? ORDER BY id LIMIT ?)\
        """,
        Deliveries.LOGGED,
        PRUNED);
  }

  Answer ask(String key, String bodyHash, Wish wish, long utcMs) {
    Answer[] answer = new Answer[1];
    store.beside(true, () -> answer[0] = decide(key, bodyHash, wish, utcMs));
    return answer[0];
  }

  private Answer decide(String key, String bodyHash, Wish wish, long utcMs) {
    Optional<Granted> before =
        db.first(
            "SELECT endpoint, delivery, topic FROM webhook_wishes WHERE key IN (?, ?)",
            row -> new Granted(row.getString(1), row.getLong(2), row.getString(3), true),
            key,
            Rows.bare(key));
    if (before.isPresent()) {
      return new Answer(before.get(), null);
    }
    Answer answer =
        switch (wish) {
          case Wish.Redelivery w -> redeliver(w.id());
          case Wish.Test w -> test(w.endpoint(), utcMs);
          case Wish.Enabling w -> enable(w.endpoint(), utcMs);
        };
    if (answer.granted() != null) {
      keep(key, bodyHash, answer.granted(), utcMs);
    }
    return answer;
  }

  private void keep(String key, String bodyHash, Granted granted, long utcMs) {
    db.updateOne(
        "wish",
        """
        INSERT INTO webhook_wishes (key, body_hash, endpoint, delivery, topic, utc_ms)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        key,
        bodyHash,
        granted.endpoint(),
        granted.delivery(),
        granted.topic(),
        utcMs);
    db.update(
        "DELETE FROM webhook_wishes WHERE id <= (SELECT max(id) FROM webhook_wishes) - ?",
        Deliveries.LOGGED);
  }

  private Answer redeliver(long id) {
    Delivery d = delivery(id).orElse(null);
    if (d == null) {
      return denied(Denied.UNKNOWN);
    }
    if (busy(d.endpoint())) {
      return denied(Denied.BUSY);
    }
    db.updateOne("delivery " + id, "UPDATE deliveries SET asked = 1 WHERE id = ?", id);
    return granted(d.endpoint(), id, d.topic());
  }

  private Answer test(String endpoint, long utcMs) {
    if (known(endpoint).isEmpty()) {
      return denied(Denied.UNKNOWN);
    }
    if (busy(endpoint)) {
      return denied(Denied.BUSY);
    }
    insert(
        new Delivery(
            0, endpoint, 0, Deliveries.TEST, State.WAITING, true, 0, 0, Attempt.NONE, utcMs));
    return granted(endpoint, newest(), Deliveries.TEST);
  }

  private Answer enable(String endpoint, long utcMs) {
    int found =
        db.update(
            """
            UPDATE webhooks SET gone_url = NULL, failures = 0, wait_ms = 0, since_utc_ms = ?
            WHERE name = ?\
            """,
            utcMs,
            endpoint);
    return found == 0 ? denied(Denied.UNKNOWN) : granted(endpoint, 0, "");
  }

  private boolean busy(String endpoint) {
    return db.first(
                "SELECT count(*) FROM deliveries WHERE endpoint = ? AND asked = 1",
                row -> row.getInt(1),
                endpoint)
            .orElse(0)
        >= Deliveries.WISHES;
  }

  private static Answer granted(String endpoint, long delivery, String topic) {
    return new Answer(new Granted(endpoint, delivery, topic, false), null);
  }

  private static Answer denied(Denied why) {
    return new Answer(null, why);
  }

  Optional<Delivery> delivery(long id) {
    store.refuseBroken();
    return db.first(
        "SELECT " + COLUMNS + " FROM deliveries WHERE id = ?", DeliveryTables::delivery, id);
  }

  List<Delivery> deliveries(@Nullable String endpoint, long before, int limit) {
    store.refuseBroken();
    String from = "SELECT " + COLUMNS + " FROM deliveries WHERE id < ?";
    String end = " ORDER BY id DESC LIMIT ?";
    return endpoint == null
        ? db.query(from + end, DeliveryTables::delivery, before, limit)
        : db.query(
            from + " AND endpoint = ?" + end, DeliveryTables::delivery, before, endpoint, limit);
  }

  private Progress progress(String name) {
    return known(name)
        .orElseThrow(() ->
            new StoreException(
                Code.ASSERTION,
                "no webhook has the name " + name,
                "This is a fault of the program: report it with the journal."));
  }

  private Optional<Progress> known(String name) {
    return db.first(
        """
        SELECT name, position, failures, wait_ms, since_utc_ms, tried_utc_ms, status, answer,
          gone_url
        FROM webhooks WHERE name = ?\
        """,
        row ->
            new Progress(
                row.getString(1),
                row.getLong(2),
                row.getInt(3),
                row.getLong(4),
                row.getLong(5),
                new Attempt(row.getLong(6), row.getInt(7), row.getString(8)),
                row.getString(9)),
        name);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        state(row.getString(5)),
        row.getBoolean(6),
        row.getInt(7),
        row.getLong(8),
        new Attempt(row.getLong(12), row.getInt(9), row.getString(10)),
        row.getLong(11));
  }

  private static State state(String key) {
    for (State state : State.values()) {
      if (state.key().equals(key)) {
        return state;
      }
    }
    throw new StoreException(
        Code.CORRUPT,
        "The database has a record that this release cannot read: delivery " + key,
        "Run the release that wrote it, or restore the latest backup.");
  }
}
