-- Keys of the REST API. Only the SHA-256 of a key stands here. `others` are further guilds of an operator's key.
CREATE TABLE api_keys (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  others TEXT NOT NULL DEFAULT '[]',
  scopes TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  used_at INTEGER,
  -- Calls a minute: how many are allowed, the minute of the last one, and how many it had.
  most INTEGER NOT NULL DEFAULT 60,
  minute INTEGER NOT NULL DEFAULT 0,
  used INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (guild, id),
  CONSTRAINT lists_are_json CHECK (json_valid(others) AND json_valid(scopes))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_keys_hash ON api_keys (hash);
CREATE UNIQUE INDEX api_keys_id ON api_keys (id);

-- How often a key called what, by day (UTC, counted from 1970) and status.
CREATE TABLE api_calls (
  key TEXT NOT NULL,
  day INTEGER NOT NULL,
  route TEXT NOT NULL,
  status INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (key, day, route, status)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_calls_day ON api_calls (day);

-- What was answered to a write that named itself by an Idempotency-Key; without an answer while it runs. `cause` and
-- `at` are the act's own, so that a second try is the same event.
CREATE TABLE api_answers (
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  request TEXT NOT NULL,
  cause TEXT NOT NULL,
  at INTEGER NOT NULL,
  claimed_at INTEGER NOT NULL,
  status INTEGER,
  body TEXT,
  PRIMARY KEY (key, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_answers_at ON api_answers (at);
