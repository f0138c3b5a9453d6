-- Answers that were written once (found by the digest of their key) or pinned by the person (found by wording).
CREATE TABLE answers (
  id TEXT PRIMARY KEY,
  digest BLOB NOT NULL,
  pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
  question TEXT NOT NULL,
  wording TEXT NOT NULL,
  limits TEXT NOT NULL,
  company TEXT NOT NULL,
  profile_version TEXT NOT NULL,
  answer TEXT NOT NULL,
  answer_label TEXT,
  provider TEXT,
  model TEXT,
  created TEXT NOT NULL,
  used TEXT
) STRICT;
CREATE UNIQUE INDEX answers_by_key ON answers (digest) WHERE pinned = 0;
CREATE UNIQUE INDEX answers_by_wording ON answers (company, wording) WHERE pinned = 1;

-- One row for each provider call.
CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  created TEXT NOT NULL,
  batch_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cost_usd REAL,
  duration_s REAL NOT NULL,
  attempts INTEGER NOT NULL,
  refused_429 INTEGER NOT NULL,
  error TEXT
) STRICT;
CREATE INDEX calls_by_time ON calls (created);

-- One row for each batch, with its responses as they were answered.
CREATE TABLE batches (
  id TEXT PRIMARY KEY,
  created TEXT NOT NULL,
  url TEXT NOT NULL,
  company TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  responses TEXT NOT NULL,
  readback TEXT
) STRICT;
CREATE INDEX batches_by_time ON batches (created);
