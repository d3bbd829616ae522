-- What a command came to in a guild on a day (UTC). `h0` … `h19` are a histogram of how long it took: each bucket
-- ends 1.58 times as high as the one before, the first at 4 ms; a figure read out of it is at most 26 % off.
-- `recent` holds the events counted last, so that one which is delivered again counts once.
CREATE TABLE command_days (
  guild TEXT NOT NULL,
  day INTEGER NOT NULL,
  command TEXT NOT NULL,
  count INTEGER NOT NULL,
  total_ms INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  deferred INTEGER NOT NULL,
  trips INTEGER NOT NULL,
  rows_written INTEGER NOT NULL,
  recent TEXT NOT NULL,
  h0 INTEGER NOT NULL, h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, h3 INTEGER NOT NULL, h4 INTEGER NOT NULL,
  h5 INTEGER NOT NULL, h6 INTEGER NOT NULL, h7 INTEGER NOT NULL, h8 INTEGER NOT NULL, h9 INTEGER NOT NULL,
  h10 INTEGER NOT NULL, h11 INTEGER NOT NULL, h12 INTEGER NOT NULL, h13 INTEGER NOT NULL, h14 INTEGER NOT NULL,
  h15 INTEGER NOT NULL, h16 INTEGER NOT NULL, h17 INTEGER NOT NULL, h18 INTEGER NOT NULL, h19 INTEGER NOT NULL,
  PRIMARY KEY (guild, day, command)
) STRICT, WITHOUT ROWID;
-- Of old days; written once a key, not with every count.
CREATE INDEX command_days_old ON command_days (day);

-- Everything else that is counted by day (UTC): how often, and how much in all (bytes, milliseconds, rows).
-- What belongs to no guild stands under 'link/<slug>', or under '' for the deployment as a whole.
CREATE TABLE counters (
  guild TEXT NOT NULL,
  series TEXT NOT NULL,
  day INTEGER NOT NULL,
  key TEXT NOT NULL,
  count INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (guild, series, day, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX counters_old ON counters (series, day);

-- Faults of ours by place and cause: one row however often it happened.
CREATE TABLE errors (
  id TEXT NOT NULL,
  -- interaction, page, cron, event or http.
  place TEXT NOT NULL,
  -- The command, route or job, and what was being done.
  doing TEXT NOT NULL,
  chain TEXT NOT NULL,
  -- Where it happened last, and what was asked there, without values.
  guild TEXT,
  request TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- Correlation ids of the first few, with spaces between them.
  correlations TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX errors_last ON errors (last_at);

-- The last runs of a job, newest first: a JSON array of [when, rows, milliseconds, error or null].
ALTER TABLE jobs ADD COLUMN runs TEXT NOT NULL DEFAULT '[]';

-- Owner and team of the application as Discord told them, good for a day.
CREATE TABLE application_people (
  application TEXT NOT NULL,
  -- JSON array of ids.
  people TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (application),
  CONSTRAINT people_are_json CHECK (json_valid(people))
) STRICT, WITHOUT ROWID;
