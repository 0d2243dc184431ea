-- Appointments, and cars that leave and come back.

ALTER TABLE pickups ADD COLUMN ready_at_utc_ms INTEGER;
ALTER TABLE pickups ADD COLUMN expires_at_utc_ms INTEGER;
ALTER TABLE pickups ADD COLUMN due_back_utc_ms INTEGER;
-- The point of no return.
ALTER TABLE pickups ADD COLUMN redeemed INTEGER NOT NULL DEFAULT 0 CHECK (redeemed IN (0, 1));
UPDATE pickups SET redeemed = 1 WHERE state IN ('HANDING_OVER', 'COLLECTED')
  OR (state = 'STAGED' AND reason_code = 'car-not-taken');

-- What the shop says of a car that comes back.
ALTER TABLE intakes ADD COLUMN report TEXT NOT NULL DEFAULT '{"odometerKm":-1,"damage":""}';

-- Cars that are offered to nobody.
CREATE TABLE withheld (
  vin TEXT PRIMARY KEY,
  why TEXT NOT NULL
) STRICT;
