-- Events are told in the sequence of the journal. Whoever misses one can see it: each names the one
-- before it, and its own place among those of its pickup or intake, from 1.

ALTER TABLE outbox ADD COLUMN previous INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN number INTEGER NOT NULL DEFAULT 1;

UPDATE outbox SET
  previous = coalesce((SELECT max(o.seq) FROM outbox o WHERE o.seq < outbox.seq), 0),
  number = (SELECT count(*) FROM outbox o WHERE o.subject = outbox.subject AND o.seq <= outbox.seq);

CREATE UNIQUE INDEX outbox_subject ON outbox (subject, number);
