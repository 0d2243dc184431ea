package tower.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tower.core.Known;
import tower.core.Ledger;
import tower.core.OpenStep;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.core.Problem;
import tower.core.Result;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.ReturnReport;
import tower.model.Step;
import tower.model.Terms;
import tower.model.Vehicle;

/** Reads the tables back into the house's records. */
final class Rows {
  private final Db db;

  Rows(Db db) {
    this.db = db;
  }

  /** The ledger as the tables have it: what is open, and the latest of what ended. */
  Ledger ledger(long seq) {
    long incarnation = db.number("SELECT incarnation FROM meta");
    List<PortalUse> portals = db.query("SELECT * FROM portals", Rows::portal);
    List<String> doubted = db.query("SELECT bay FROM doubted_bays", row -> row.getString(1));
    KeyRing keys =
        db.first("SELECT ring FROM keys", row -> Codec.read(KeyRing.class, row.getString(1)))
            .orElse(KeyRing.NONE);
    @Nullable OpenStep open = db.first("SELECT * FROM open_step", Rows::step).orElse(null);
    return new Ledger(
        seq,
        incarnation,
        byId(db.query("SELECT * FROM vehicles", Rows::vehicle), Vehicle::vin),
        byId(db.query(openAndLatest("pickups"), Rows::pickup), Pickup::id),
        byId(db.query(openAndLatest("intakes"), Rows::intake), Intake::id),
        byId(db.query("SELECT * FROM jobs WHERE ended = 0", Rows::job), Job::id),
        byId(portals, PortalUse::portal),
        Collections.unmodifiableSortedSet(new TreeSet<>(doubted)),
        withheld(),
        keys,
        db.number("SELECT floor_utc_ms FROM meta"),
        open);
  }

  private SortedMap<String, String> withheld() {
    TreeMap<String, String> map = new TreeMap<>();
    db.query("SELECT vin, why FROM withheld", row -> map.put(row.getString(1), row.getString(2)));
    return Collections.unmodifiableSortedMap(map);
  }

  /**
   * What was answered to a key of a principal's, or in a release that kept them without one: such a
   * key is taken for everybody, and who repeats it is told that it was used, not what was answered
   * then. A key of a webhook's call is taken for every other call: its hash is never theirs, so
   * that the result which stands here is never told.
   */
  Optional<Known> known(String place) {
    return db.first(
        """
        SELECT body_hash, result FROM idempotency WHERE key IN (?1, ?2)
        UNION ALL SELECT body_hash, NULL FROM webhook_wishes WHERE key IN (?1, ?2)\
        """,
        row -> new Known(row.getString(1), result(row.getString(2))),
        place,
        bare(place));
  }

  /** The key without its principal. */
  static String bare(String place) {
    return place.substring(place.indexOf(' ') + 1);
  }

  private static Result result(@Nullable String json) {
    return json == null
        ? new Result.Refused(Problem.KEY_REUSED, "a webhook's call has this key")
        : Codec.complete(Result.class, json);
  }

  /** A pickup of any age. */
  Optional<Pickup> pickup(String id) {
    return db.first("SELECT * FROM pickups WHERE id = ?", Rows::pickup, id);
  }

  /** The pickup that a voucher has made, of any age. */
  Optional<Pickup> pickupOfVoucher(String jti) {
    return db.first("SELECT * FROM pickups WHERE reference = ?", Rows::pickup, jti);
  }

  /** An intake of any age. */
  Optional<Intake> intake(String id) {
    return db.first("SELECT * FROM intakes WHERE id = ?", Rows::intake, id);
  }

  /** At most so many events after the given sequence. */
  List<Outbox.Event> events(long afterSeq, int limit) {
    return db.query(
        """
        SELECT o.seq, o.previous, j.utc_ms, o.topic, o.subject, o.number, o.body
        FROM outbox o JOIN journal j ON j.seq = o.seq WHERE o.seq > ? ORDER BY o.seq LIMIT ?\
        """,
        Rows::event,
        afterSeq,
        limit);
  }

  private static Outbox.Event event(ResultSet row) throws SQLException {
    return new Outbox.Event(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        List.of(Codec.read(String[].class, row.getString(7))));
  }

  /** The same set that the ledger's fold keeps: ids rise with time. */
  private static String openAndLatest(String table) {
    return "SELECT * FROM "
        + table
        + " WHERE ended = 0 UNION ALL SELECT * FROM (SELECT * FROM "
        + table
        + " WHERE ended = 1 ORDER BY id DESC LIMIT "
        + Ledger.ENDED_KEPT
        + ")";
  }

  private static <V> SortedMap<String, V> byId(List<V> values, Function<V, String> id) {
    TreeMap<String, V> map = new TreeMap<>();
    values.forEach(value -> map.put(id.apply(value), value));
    return Collections.unmodifiableSortedMap(map);
  }

  private static Vehicle vehicle(ResultSet row) throws SQLException {
    return new Vehicle(
        row.getString("vin"),
        row.getString("brand"),
        row.getString("model"),
        row.getString("trim"),
        row.getString("colour"),
        row.getInt("height_mm"),
        row.getInt("length_mm"),
        row.getInt("width_mm"),
        row.getInt("mass_kg"),
        row.getInt("charge_percent"),
        Codec.read(Place.class, row.getString("place")));
  }

  private static Pickup pickup(ResultSet row) throws SQLException {
    return new Pickup(
        row.getString("id"),
        row.getString("reference"),
        row.getString("kid"),
        row.getString("vin"),
        word(Purpose.class, row, "purpose"),
        row.getString("code_hash"),
        new Terms(
            time(row, "ready_at_utc_ms"),
            time(row, "expires_at_utc_ms"),
            time(row, "due_back_utc_ms")),
        row.getInt("tries_left"),
        row.getInt("redeemed") == 1,
        row.getString("portal"),
        word(PickupState.class, row, "state"),
        reason(row),
        row.getLong("created_utc_ms"),
        row.getLong("since_utc_ms"));
  }

  private static @Nullable Long time(ResultSet row, String column) throws SQLException {
    long ms = row.getLong(column);
    return row.wasNull() ? null : ms;
  }

  private static Intake intake(ResultSet row) throws SQLException {
    return new Intake(
        row.getString("id"),
        row.getString("reference"),
        Codec.read(Vehicle.class, row.getString("vehicle")),
        word(Purpose.class, row, "purpose"),
        Codec.read(ReturnReport.class, row.getString("report")),
        row.getString("portal"),
        word(IntakeState.class, row, "state"),
        reason(row),
        row.getLong("created_utc_ms"),
        row.getLong("since_utc_ms"));
  }

  private static Job job(ResultSet row) throws SQLException {
    String destination = row.getString("destination");
    return new Job(
        row.getString("id"),
        word(JobKind.class, row, "kind"),
        row.getString("vin"),
        row.getString("owner"),
        destination == null ? null : Codec.read(Place.class, destination),
        word(JobState.class, row, "state"),
        row.getInt("attempt"),
        reason(row));
  }

  private static PortalUse portal(ResultSet row) throws SQLException {
    return new PortalUse(
        row.getString("portal"), word(PortalPhase.class, row, "phase"), row.getString("user"));
  }

  private static OpenStep step(ResultSet row) throws SQLException {
    return new OpenStep(
        row.getString("job_id"),
        row.getInt("number"),
        Codec.read(Step.class, row.getString("step")));
  }

  private static Reason reason(ResultSet row) throws SQLException {
    return new Reason(
        row.getString("reason_code"),
        row.getString("reason_text"),
        row.getString("reason_clearing"));
  }

  private static <E extends Enum<E>> E word(Class<E> type, ResultSet row, String column)
      throws SQLException {
    // A word that this release does not know is damage, told like any other.
    return Codec.read(type, '"' + row.getString(column) + '"');
  }
}
