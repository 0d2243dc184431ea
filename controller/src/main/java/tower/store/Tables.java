package tower.store;

import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.Known;
import tower.core.OpenStep;
import tower.core.PortalUse;
import tower.model.Intake;
import tower.model.Job;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Vehicle;

/** Writes what a fact makes true. A row count that is not as expected is an assertion failure. */
final class Tables {
  private final Db db;

  Tables(Db db) {
    this.db = db;
  }

  /** Folds one fact, whose journal row is written already, into the tables. */
  void apply(long seq, long utcMs, Fact fact) {
    switch (fact) {
      case Fact.Started f -> started(f);
      case Fact.VehicleSet f -> vehicle(f.vehicle());
      case Fact.VehicleMoved f -> moved(f);
      case Fact.PickupSet f -> pickup(f.pickup());
      case Fact.IntakeSet f -> intake(f.intake());
      case Fact.JobSet f -> job(f.job());
      case Fact.PortalSet f -> portal(f.use());
      case Fact.StepIntended f -> intended(new OpenStep(f.jobId(), f.number(), f.step()));
      case Fact.StepConfirmed f -> stepEnded(f.jobId(), f.number());
      case Fact.StepClosed f -> stepEnded(f.jobId(), f.number());
      case Fact.BayDoubted f -> doubted(f);
      case Fact.VehicleWithheld f -> withheld(f);
      case Fact.KeysSet f -> keys(f.ring());
      case Fact.FloorRaised f ->
          db.updateOne(
              "the floor of time sinks",
              "UPDATE meta SET floor_utc_ms = ?1 WHERE floor_utc_ms <= ?1",
              f.utcMs());
      case Fact.Answered f -> answered(seq, utcMs, f);
      case Fact.Published f -> published(seq, f);
      // Evidence only: nothing later asks for them.
      case Fact.StateChanged f -> {}
      case Fact.PersonActed f -> {}
      case Fact.TurnedAway f -> {}
    }
  }

  private void started(Fact.Started fact) {
    db.updateOne(
        "incarnation went back",
        "UPDATE meta SET incarnation = ?1 WHERE incarnation <= ?1",
        fact.incarnation());
  }

  private void vehicle(Vehicle v) {
    db.updateOne(
        "vehicle " + v.vin(),
        """
        INSERT INTO vehicles (vin, brand, model, trim, colour, height_mm, length_mm, width_mm,
          mass_kg, charge_percent, place)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (vin) DO UPDATE SET brand = excluded.brand, model = excluded.model,
          trim = excluded.trim, colour = excluded.colour, height_mm = excluded.height_mm,
          length_mm = excluded.length_mm, width_mm = excluded.width_mm, mass_kg = excluded.mass_kg,
          charge_percent = excluded.charge_percent, place = excluded.place\
        """,
        v.vin(),
        v.brand(),
        v.model(),
        v.trim(),
        v.colour(),
        v.heightMm(),
        v.lengthMm(),
        v.widthMm(),
        v.massKg(),
        v.chargePercent(),
        Codec.write(v.place()));
  }

  private void moved(Fact.VehicleMoved fact) {
    String what = "vehicle " + fact.vin() + " is not at " + fact.from().label();
    String from = Codec.write(fact.from());
    if (fact.to() instanceof Place.Outside) {
      db.updateOne(what, "DELETE FROM vehicles WHERE vin = ? AND place = ?", fact.vin(), from);
    } else {
      db.updateOne(
          what,
          "UPDATE vehicles SET place = ? WHERE vin = ? AND place = ?",
          Codec.write(fact.to()),
          fact.vin(),
          from);
    }
  }

  /** What ended never changes again; what was promised at the beginning never changes at all. */
  private void pickup(Pickup p) {
    db.updateOne(
        "pickup " + p.id() + " has ended already or is another one",
        """
        INSERT INTO pickups (id, reference, kid, vin, purpose, code_hash, ready_at_utc_ms,
          expires_at_utc_ms, due_back_utc_ms, tries_left, redeemed, portal, state, ended,
          reason_code, reason_text, reason_clearing, created_utc_ms, since_utc_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET tries_left = excluded.tries_left,
          redeemed = excluded.redeemed, portal = excluded.portal,
          state = excluded.state, ended = excluded.ended, reason_code = excluded.reason_code,
          reason_text = excluded.reason_text, reason_clearing = excluded.reason_clearing,
          since_utc_ms = excluded.since_utc_ms
        WHERE ended = 0 AND reference = excluded.reference AND kid = excluded.kid
          AND vin = excluded.vin AND purpose = excluded.purpose AND code_hash = excluded.code_hash
          AND ready_at_utc_ms IS excluded.ready_at_utc_ms
          AND expires_at_utc_ms IS excluded.expires_at_utc_ms
          AND due_back_utc_ms IS excluded.due_back_utc_ms
          AND created_utc_ms = excluded.created_utc_ms AND tries_left >= excluded.tries_left
          AND redeemed <= excluded.redeemed\
        """,
        p.id(),
        p.reference(),
        p.kid(),
        p.vin(),
        p.purpose().name(),
        p.codeHash(),
        p.terms().readyAtUtcMs(),
        p.terms().expiresAtUtcMs(),
        p.terms().dueBackUtcMs(),
        p.triesLeft(),
        p.redeemed(),
        p.portal(),
        p.state().name(),
        p.state().terminal(),
        p.reason().code(),
        p.reason().text(),
        p.reason().clearing(),
        p.createdUtcMs(),
        p.sinceUtcMs());
  }

  private void intake(Intake i) {
    db.updateOne(
        "intake " + i.id() + " has ended already or is another one",
        """
        INSERT INTO intakes (id, reference, vin, vehicle, purpose, report, portal, state, ended,
          reason_code, reason_text, reason_clearing, created_utc_ms, since_utc_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET vehicle = excluded.vehicle, portal = excluded.portal,
          state = excluded.state, ended = excluded.ended, reason_code = excluded.reason_code,
          reason_text = excluded.reason_text, reason_clearing = excluded.reason_clearing,
          since_utc_ms = excluded.since_utc_ms
        WHERE ended = 0 AND reference = excluded.reference AND vin = excluded.vin
          AND purpose = excluded.purpose AND report = excluded.report
          AND created_utc_ms = excluded.created_utc_ms\
        """,
        i.id(),
        i.reference(),
        i.vehicle().vin(),
        Codec.write(i.vehicle()),
        i.purpose().name(),
        Codec.write(i.report()),
        i.portal(),
        i.state().name(),
        i.state().terminal(),
        i.reason().code(),
        i.reason().text(),
        i.reason().clearing(),
        i.createdUtcMs(),
        i.sinceUtcMs());
  }

  /** A job that has ended never moves again, whatever is replayed. */
  private void job(Job j) {
    Place to = j.to();
    db.updateOne(
        "job " + j.id() + " has ended already or is another one",
        """
        INSERT INTO jobs (id, kind, vin, owner, destination, state, ended, attempt, reason_code,
          reason_text, reason_clearing)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET destination = excluded.destination, state = excluded.state,
          ended = excluded.ended, attempt = excluded.attempt, reason_code = excluded.reason_code,
          reason_text = excluded.reason_text, reason_clearing = excluded.reason_clearing
        WHERE ended = 0 AND kind = excluded.kind AND vin = excluded.vin
          AND owner IS excluded.owner AND attempt <= excluded.attempt\
        """,
        j.id(),
        j.kind().name(),
        j.vin(),
        j.owner(),
        to == null ? null : Codec.write(to),
        j.state().name(),
        j.state().terminal(),
        j.attempt(),
        j.reason().code(),
        j.reason().text(),
        j.reason().clearing());
  }

  private void portal(PortalUse use) {
    db.updateOne(
        "portal " + use.portal(),
        """
        INSERT INTO portals (portal, phase, user) VALUES (?, ?, ?)
        ON CONFLICT (portal) DO UPDATE SET phase = excluded.phase, user = excluded.user\
        """,
        use.portal(),
        use.phase().name(),
        use.user());
  }

  /** The primary key refuses a second open step. */
  private void intended(OpenStep step) {
    db.updateOne(
        "open step",
        "INSERT INTO open_step (one, job_id, number, step) VALUES (1, ?, ?, ?)",
        step.jobId(),
        step.number(),
        Codec.write(step.step()));
  }

  private void stepEnded(@Nullable String jobId, int number) {
    db.updateOne(
        "step " + number + " of " + (jobId == null ? "no job" : jobId) + " is not open",
        "DELETE FROM open_step WHERE job_id IS ? AND number = ?",
        jobId,
        number);
  }

  private void doubted(Fact.BayDoubted fact) {
    if (fact.doubted()) {
      db.updateOne(
          "doubt of bay " + fact.bay(),
          """
          INSERT INTO doubted_bays (bay, why) VALUES (?, ?)
          ON CONFLICT (bay) DO UPDATE SET why = excluded.why\
          """,
          fact.bay(),
          fact.why());
    } else {
      db.update("DELETE FROM doubted_bays WHERE bay = ?", fact.bay());
    }
  }

  private void keys(KeyRing ring) {
    db.updateOne(
        "the keys' version goes back",
        """
        INSERT INTO keys (one, version, ring) VALUES (1, ?, ?)
        ON CONFLICT (one) DO UPDATE SET version = excluded.version, ring = excluded.ring
        WHERE version <= excluded.version\
        """,
        ring.version(),
        Codec.write(ring));
  }

  private void withheld(Fact.VehicleWithheld fact) {
    if (fact.withheld()) {
      db.updateOne(
          "withheld " + fact.vin(),
          """
          INSERT INTO withheld (vin, why) VALUES (?, ?)
          ON CONFLICT (vin) DO UPDATE SET why = excluded.why\
          """,
          fact.vin(),
          fact.why());
    } else {
      db.update("DELETE FROM withheld WHERE vin = ?", fact.vin());
    }
  }

  private void answered(long seq, long utcMs, Fact.Answered fact) {
    db.updateOne(
        "answer to " + fact.key(),
        "INSERT INTO idempotency (key, body_hash, result, seq, utc_ms) VALUES (?, ?, ?, ?, ?)",
        Known.place(fact.by(), fact.key()),
        fact.bodyHash(),
        Codec.write(fact.result()),
        seq,
        utcMs);
  }

  private void published(long seq, Fact.Published fact) {
    db.updateOne(
        "outbox row",
        """
        INSERT INTO outbox (seq, topic, subject, body, previous, number)
        VALUES (?1, ?2, ?3, ?4, coalesce((SELECT max(seq) FROM outbox), 0),
          coalesce((SELECT max(number) FROM outbox WHERE subject = ?3), 0) + 1)\
        """,
        seq,
        fact.topic(),
        fact.subject(),
        Codec.write(fact.details()));
  }
}
