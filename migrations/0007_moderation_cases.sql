-- The last number given to a case.
CREATE TABLE case_counters (
  guild TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;

-- What was done to whom and why. `due_at` is when the minute tick has something to do: to finish an
-- act that stayed planned, or to end one whose term is over; NULL when there is nothing.
CREATE TABLE cases (
  guild TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  target_name TEXT NOT NULL DEFAULT '',
  moderator TEXT,
  rule TEXT,
  reason TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  cause TEXT NOT NULL,
  state TEXT NOT NULL,
  failure TEXT,
  notice TEXT NOT NULL DEFAULT 'silent',
  delete_seconds INTEGER NOT NULL DEFAULT 0,
  resolution TEXT NOT NULL DEFAULT 'open',
  resolved_by TEXT,
  resolved_at INTEGER,
  evidence_link TEXT,
  evidence_text TEXT,
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (guild, number),
  UNIQUE (guild, cause, target, kind),
  CONSTRAINT known_kind CHECK (kind IN ('note', 'warn', 'timeout', 'untimeout', 'kick', 'ban', 'unban', 'restrict', 'lift')),
  CONSTRAINT known_state CHECK (state IN ('planned', 'done', 'failed')),
  CONSTRAINT known_resolution CHECK (resolution IN ('open', 'expired', 'undone', 'appealed')),
  CONSTRAINT case_is_open CHECK (resolution = 'open' OR resolved_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_target ON cases (guild, target, number);
CREATE INDEX cases_due ON cases (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX cases_evidence ON cases (resolved_at) WHERE evidence_text IS NOT NULL;

-- What moderators added to a case later.
CREATE TABLE case_notes (
  guild TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (guild, number, at, cause),
  FOREIGN KEY (guild, number) REFERENCES cases (guild, number)
) STRICT, WITHOUT ROWID;

-- Messages on whose menu a form was opened: the form's answer does not bring their text along.
CREATE TABLE case_drafts (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  target TEXT NOT NULL,
  target_name TEXT NOT NULL,
  link TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (guild, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_drafts_at ON case_drafts (at);

-- Up to which entry a guild's audit log was read.
CREATE TABLE audit_readings (
  guild TEXT NOT NULL,
  entry TEXT NOT NULL,
  more INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER,
  failure TEXT,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
