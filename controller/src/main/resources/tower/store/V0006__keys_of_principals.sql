-- Idempotency keys belong to whoever uses them: a key is kept behind its principal's name and a
-- space. The journal knows who asked; rows of releases that knew no principals stay as they are.

UPDATE idempotency SET key = asked.name || ' ' || idempotency.key
FROM (SELECT seq, body ->> '$.by' AS name FROM journal WHERE kind = 'answered') AS asked
WHERE asked.seq = idempotency.seq AND asked.name IS NOT NULL AND asked.name <> '';

-- An intake's reference is the key as its shop sent it: two shops may have sent the same.
CREATE TABLE intakes_again (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL,
  vin TEXT NOT NULL,
  vehicle TEXT NOT NULL,
  purpose TEXT NOT NULL,
  portal TEXT,
  state TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  reason_code TEXT NOT NULL,
  reason_text TEXT NOT NULL,
  reason_clearing TEXT NOT NULL,
  created_utc_ms INTEGER NOT NULL,
  since_utc_ms INTEGER NOT NULL,
  report TEXT NOT NULL DEFAULT '{"odometerKm":-1,"damage":""}'
) STRICT;

INSERT INTO intakes_again (id, reference, vin, vehicle, purpose, portal, state, ended, reason_code,
  reason_text, reason_clearing, created_utc_ms, since_utc_ms, report)
SELECT id, reference, vin, vehicle, purpose, portal, state, ended, reason_code, reason_text,
  reason_clearing, created_utc_ms, since_utc_ms, report
FROM intakes;

DROP TABLE intakes;
ALTER TABLE intakes_again RENAME TO intakes;
CREATE UNIQUE INDEX intakes_open ON intakes (vin) WHERE ended = 0;
