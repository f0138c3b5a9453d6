-- How long a question waited before the call that answered it, and how many second copies were sent.
ALTER TABLE calls ADD COLUMN hedges INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN waited_s REAL NOT NULL DEFAULT 0.0;
CREATE INDEX calls_by_batch ON calls (batch_id);
