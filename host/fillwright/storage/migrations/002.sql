-- A checksum of what an answer says and what it answers: a row that no longer agrees with it is never given.
-- Rows from before have none.
ALTER TABLE answers ADD COLUMN seal BLOB;
