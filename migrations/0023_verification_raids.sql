-- Many alerts at once are one raid: its card is desired state, `due_at` is when it is to be brought
-- about. `changes` counts looks at it, so that the slower of two edits at once is noticed.
CREATE TABLE raids (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  channel TEXT,
  message TEXT,
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  changes INTEGER NOT NULL DEFAULT 0,
  shown_at INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  PRIMARY KEY (guild, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX raids_last ON raids (guild, last_at);
CREATE INDEX raids_due ON raids (due_at) WHERE due_at IS NOT NULL;

-- The raid whose card shows an alert; and whether the person was seen with a role, so that a rank has
-- to be looked up before something is done to them.
ALTER TABLE verifications ADD COLUMN raid TEXT;
ALTER TABLE verifications ADD COLUMN has_roles INTEGER NOT NULL DEFAULT 1;
CREATE INDEX verifications_raid ON verifications (guild, raid, opened_at, id) WHERE raid IS NOT NULL;
CREATE INDEX verifications_folded ON verifications (guild, raid, opened_at, id) WHERE status = 'pending' AND raid IS NOT NULL;

-- What was asked for all members of a raid at once, by the interaction that asked; one at a time, and
-- each is taken back once.
CREATE TABLE raid_runs (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  raid TEXT NOT NULL,
  action TEXT NOT NULL,
  undoes TEXT,
  admin TEXT NOT NULL,
  admin_roles TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'running',
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  written INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  due_at INTEGER,
  PRIMARY KEY (guild, id),
  CONSTRAINT known_action CHECK (action IN ('restrict', 'ban', 'verify')),
  CONSTRAINT known_state CHECK (state IN ('running', 'done'))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX raid_runs_one ON raid_runs (guild, raid) WHERE state = 'running';
CREATE UNIQUE INDEX raid_runs_undone ON raid_runs (guild, undoes) WHERE undoes IS NOT NULL;
CREATE INDEX raid_runs_raid ON raid_runs (guild, raid, started_at);
CREATE INDEX raid_runs_due ON raid_runs (due_at) WHERE due_at IS NOT NULL;

-- One row a member of a run. `alone` marks whom Discord did not ban together with the others;
-- `written` that the decision stands and can be taken back.
CREATE TABLE raid_tasks (
  guild TEXT NOT NULL,
  run TEXT NOT NULL,
  user TEXT NOT NULL,
  user_name TEXT NOT NULL,
  verification TEXT NOT NULL,
  has_roles INTEGER NOT NULL,
  was_restricted INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'planned',
  alone INTEGER NOT NULL DEFAULT 0,
  written INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  PRIMARY KEY (guild, run, user),
  FOREIGN KEY (guild, run) REFERENCES raid_runs (guild, id),
  CONSTRAINT known_state CHECK (state IN ('planned', 'decided', 'done', 'skipped', 'failed'))
) STRICT, WITHOUT ROWID;

-- Until when nobody of a guild is told by direct message.
CREATE TABLE dm_quiets (
  guild TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
