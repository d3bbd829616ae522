-- Who is kept out of everything but the verification channel: desired state, brought about by one
-- call that sets a member's roles. `taken` are the roles that are given back. A row whose member is
-- free again goes once that is brought about.
CREATE TABLE restrictions (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  cause TEXT NOT NULL,
  want TEXT NOT NULL,
  taken TEXT NOT NULL DEFAULT '[]',
  since INTEGER NOT NULL,
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  PRIMARY KEY (guild, user),
  CONSTRAINT known_want CHECK (want IN ('restricted', 'free')),
  CONSTRAINT taken_is_a_list CHECK (json_valid(taken))
) STRICT, WITHOUT ROWID;
CREATE INDEX restrictions_due ON restrictions (due_at) WHERE due_at IS NOT NULL;

-- Everybody who is present gets the verified role before @everyone is closed.
CREATE TABLE gate_rollouts (
  guild TEXT NOT NULL,
  role TEXT NOT NULL,
  after TEXT NOT NULL DEFAULT '0',
  given INTEGER NOT NULL DEFAULT 0,
  seen INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  due_at INTEGER,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
CREATE INDEX gate_rollouts_due ON gate_rollouts (due_at) WHERE due_at IS NOT NULL;

-- What the nightly look at leaks last told, so that it tells only news.
CREATE TABLE gate_leaks (
  guild TEXT NOT NULL,
  told TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
