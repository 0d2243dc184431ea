-- Vouchers and the keys that sign them.

-- The key that signed a pickup's voucher; its reference is the voucher's number.
ALTER TABLE pickups ADD COLUMN kid TEXT NOT NULL DEFAULT '';

-- The shop's keys as the root signed them; the version only rises.
CREATE TABLE keys (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL CHECK (version >= 1),
  ring TEXT NOT NULL
) STRICT;

-- The true time cannot be before.
ALTER TABLE meta ADD COLUMN floor_utc_ms INTEGER NOT NULL DEFAULT 0;
