-- Events are told in the sequence of the journal. Whoever misses one can see it: each names the one
-- before it, and its own place among those of its pickup or intake, from 1.

ALTER TABLE outbox ADD COLUMN previous INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN number INTEGER NOT NULL DEFAULT 1;

UPDATE outbox SET previous = o.previous, number = o.number
FROM (
  SELECT id, lag(seq, 1, 0) OVER (ORDER BY seq) AS previous,
    row_number() OVER (PARTITION BY subject ORDER BY seq) AS number
  FROM outbox
) AS o
WHERE outbox.id = o.id;

CREATE UNIQUE INDEX outbox_subject ON outbox (subject, number);
