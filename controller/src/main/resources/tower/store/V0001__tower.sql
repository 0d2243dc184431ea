-- The tables are the truth; the journal is the evidence of how they came about.
-- Constraints are assertions: a write that breaks one ends the process.
-- Places, steps and results are JSON as the journal has them.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  tower_id TEXT NOT NULL,
  incarnation INTEGER NOT NULL CHECK (incarnation >= 1),
  created_utc_ms INTEGER NOT NULL,
  last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
  last_hash TEXT NOT NULL CHECK (length(last_hash) = 64),
  -- Why the tower holds; stays until people have begun anew.
  hold_code TEXT,
  hold_text TEXT
) STRICT;

-- hash = SHA-256 of seq|utc_ms|kind|body|hash of the row before; all in lower-case hex.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  utc_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TABLE vehicles (
  vin TEXT PRIMARY KEY,
  brand TEXT NOT NULL,
  model TEXT NOT NULL,
  trim TEXT NOT NULL,
  colour TEXT NOT NULL,
  height_mm INTEGER NOT NULL,
  length_mm INTEGER NOT NULL,
  width_mm INTEGER NOT NULL,
  mass_kg INTEGER NOT NULL,
  charge_percent INTEGER NOT NULL,
  place TEXT NOT NULL
) STRICT;

-- Two cars are never in one bay, one portal or on the carrier.
CREATE UNIQUE INDEX vehicles_place ON vehicles (place)
  WHERE place ->> '$.type' IN ('bay', 'portal', 'carrier');

CREATE TABLE pickups (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  vin TEXT NOT NULL,
  purpose TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries_left INTEGER NOT NULL CHECK (tries_left BETWEEN 0 AND 5),
  portal TEXT,
  state TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  reason_code TEXT NOT NULL,
  reason_text TEXT NOT NULL,
  reason_clearing TEXT NOT NULL,
  created_utc_ms INTEGER NOT NULL,
  since_utc_ms INTEGER NOT NULL
) STRICT;

-- A car is reserved at most once.
CREATE UNIQUE INDEX pickups_open ON pickups (vin) WHERE ended = 0;

CREATE TABLE intakes (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
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
  since_utc_ms INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX intakes_open ON intakes (vin) WHERE ended = 0;

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  vin TEXT NOT NULL,
  owner TEXT,
  destination TEXT,
  state TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  attempt INTEGER NOT NULL,
  reason_code TEXT NOT NULL,
  reason_text TEXT NOT NULL,
  reason_clearing TEXT NOT NULL
) STRICT;

-- A pickup or intake has at most one live job.
CREATE UNIQUE INDEX jobs_owner ON jobs (owner) WHERE ended = 0 AND owner IS NOT NULL;
CREATE INDEX jobs_open ON jobs (id) WHERE ended = 0;

CREATE TABLE portals (
  portal TEXT PRIMARY KEY,
  phase TEXT NOT NULL,
  user TEXT
) STRICT;

CREATE TABLE doubted_bays (
  bay TEXT PRIMARY KEY,
  why TEXT NOT NULL
) STRICT;

-- The step between intent and confirmation: at most one.
CREATE TABLE open_step (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  job_id TEXT REFERENCES jobs (id),
  number INTEGER NOT NULL,
  step TEXT NOT NULL
) STRICT;

CREATE TABLE idempotency (
  key TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  result TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  utc_ms INTEGER NOT NULL
) STRICT;

-- state: waiting until the consumer has acknowledged it.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE REFERENCES journal (seq),
  topic TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up'))
) STRICT;

CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 'waiting';
