-- Questions handed over to a provider's batch API, and what came back until it is an answer.
CREATE TABLE prepared (
  request BLOB PRIMARY KEY,
  batch TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  remote TEXT,
  created TEXT NOT NULL,
  result BLOB
) WITHOUT ROWID;
CREATE INDEX prepared_by_batch ON prepared (batch);
