-- How far each webhook has been told, and what came of each delivery. None of it is the tower's
-- truth: the journal does not know it, and a power cut may take the last of it.

-- Whether an event has been told is a question to each endpoint, not to the event.
DROP INDEX outbox_waiting;
ALTER TABLE outbox DROP COLUMN state;

-- position: every event up to this one is settled: delivered, given up, or of no interest to it.
-- failures, wait_ms: attempts that failed in a row, and how long to wait after the last of them.
-- tried_utc_ms, status, answer: the last attempt; 0 without one, and 0 without an HTTP status.
-- gone_url: SHA-256 of the URL that answered 410, after which nothing more is sent to it.
CREATE TABLE webhooks (
  name TEXT PRIMARY KEY,
  position INTEGER NOT NULL CHECK (position >= 0),
  failures INTEGER NOT NULL CHECK (failures >= 0),
  wait_ms INTEGER NOT NULL CHECK (wait_ms >= 0),
  since_utc_ms INTEGER NOT NULL,
  tried_utc_ms INTEGER NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  gone_url TEXT CHECK (length(gone_url) = 64)
) STRICT;

-- A row is made by the first attempt. Without a seq it is a test. asked: a person wants one attempt
-- more. waited_ms counts towards giving up, and only while the controller runs.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  endpoint TEXT NOT NULL REFERENCES webhooks (name),
  seq INTEGER REFERENCES outbox (seq),
  topic TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')),
  asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  waited_ms INTEGER NOT NULL CHECK (waited_ms >= 0),
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  created_utc_ms INTEGER NOT NULL,
  tried_utc_ms INTEGER NOT NULL,
  UNIQUE (endpoint, seq)
) STRICT;

CREATE INDEX deliveries_endpoint ON deliveries (endpoint, id);
CREATE INDEX deliveries_asked ON deliveries (endpoint, id) WHERE asked = 1;
-- Events go to an endpoint one after the other: at most one of them is between begun and settled.
CREATE UNIQUE INDEX deliveries_head ON deliveries (endpoint)
  WHERE state = 'waiting' AND seq IS NOT NULL;
-- What may be pruned when it is old.
CREATE INDEX deliveries_done ON deliveries (id)
  WHERE asked = 0 AND (state = 'delivered' OR (seq IS NULL AND state = 'given-up'));

-- What was answered to a person's wish for an attempt or an enabling, under its idempotency key.
CREATE TABLE webhook_wishes (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  body_hash TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  delivery INTEGER NOT NULL,
  topic TEXT NOT NULL,
  utc_ms INTEGER NOT NULL
) STRICT;
