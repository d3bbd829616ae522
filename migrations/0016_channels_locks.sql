-- Channels that were locked, with what @everyone was allowed and denied there before.
CREATE TABLE channel_locks (
  guild TEXT NOT NULL,
  channel TEXT NOT NULL,
  allowed INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  locked_by TEXT NOT NULL,
  locked_at INTEGER NOT NULL,
  PRIMARY KEY (guild, channel),
  CONSTRAINT switches CHECK (allowed IN (0, 1) AND denied IN (0, 1))
) STRICT, WITHOUT ROWID;
