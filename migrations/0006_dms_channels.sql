-- Direct-message channels that were opened: a person whose channel is known costs no ration.
CREATE TABLE dm_channels (
  user TEXT NOT NULL,
  channel TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  PRIMARY KEY (user)
) STRICT, WITHOUT ROWID;

-- How many were newly opened in a minute and in an hour, over the whole deployment; and until when
-- none is opened, after Discord complained (span 'stop', `starts_at` is its end).
CREATE TABLE dm_rations (
  span TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  PRIMARY KEY (span, starts_at),
  CONSTRAINT known_span CHECK (span IN ('minute', 'hour', 'stop')),
  CONSTRAINT minute_ration CHECK (span <> 'minute' OR opened <= 10),
  CONSTRAINT hour_ration CHECK (span <> 'hour' OR opened <= 50)
) STRICT, WITHOUT ROWID;

-- What could not be said yet, and what became of it. `due_at` is NULL when it is settled.
CREATE TABLE dm_pending (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at INTEGER,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (guild, id),
  CONSTRAINT known_state CHECK (state IN ('planned', 'done', 'failed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX dm_pending_due ON dm_pending (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX dm_pending_expires ON dm_pending (expires_at);
