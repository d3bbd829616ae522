-- Up to where the audit log was told in a guild's log channels. Acts are recorded under the time of
-- their event, so one may come after a later one was told: `seen` holds the keys told since `since`
-- as a JSON array, and everything before `since` is done with.
CREATE TABLE log_cursors (
  guild TEXT NOT NULL,
  since INTEGER NOT NULL,
  seen TEXT NOT NULL DEFAULT '[]',
  due_at INTEGER NOT NULL,
  failed_at INTEGER,
  PRIMARY KEY (guild),
  CONSTRAINT seen_is_json CHECK (json_valid(seen))
) STRICT, WITHOUT ROWID;
CREATE INDEX log_cursors_due ON log_cursors (due_at);
