-- One row a job that has ever had something to do.
CREATE TABLE jobs (
  name TEXT NOT NULL,
  lease_until INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  cursor TEXT NOT NULL DEFAULT '',
  last_at INTEGER NOT NULL DEFAULT 0,
  last_rows INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  last_error_at INTEGER,
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- Answers that could not be delivered in time. The interaction's token is sealed (AES-256-GCM) and
-- worthless after 15 minutes, so a row lives at most that long.
CREATE TABLE pending_replies (
  id TEXT NOT NULL,
  guild TEXT NOT NULL,
  token TEXT NOT NULL,
  body TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_replies_due ON pending_replies (due_at);
