-- One row a time somebody is looked at. Alert message and thread are desired state: `due_at` is when
-- they are to be brought about, NULL when they stand.
CREATE TABLE verifications (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  user_name TEXT NOT NULL DEFAULT '',
  has_avatar INTEGER NOT NULL DEFAULT 1,
  joined_at INTEGER,
  detection TEXT NOT NULL,
  opened_by TEXT,
  opened_at INTEGER NOT NULL,
  restricted INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'pending',
  false_positive INTEGER NOT NULL DEFAULT 0,
  resolved_by TEXT,
  resolved_at INTEGER,
  resolved_cause TEXT,
  mine TEXT,
  channel TEXT,
  message TEXT,
  thread TEXT,
  thread_want TEXT,
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  limit_at INTEGER,
  PRIMARY KEY (guild, id),
  CONSTRAINT known_status CHECK (status IN ('pending', 'verified', 'rejected')),
  CONSTRAINT switches CHECK (restricted IN (0, 1) AND false_positive IN (0, 1) AND has_avatar IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX verifications_open ON verifications (guild, user) WHERE status = 'pending';
CREATE INDEX verifications_user ON verifications (guild, user, opened_at);
CREATE INDEX verifications_due ON verifications (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX verifications_limit ON verifications (limit_at) WHERE limit_at IS NOT NULL;
CREATE INDEX verifications_inbox ON verifications (guild, opened_at, id) WHERE status = 'pending';

-- One row a change, and a row each further thing that was noticed while it was open.
CREATE TABLE verification_events (
  guild TEXT NOT NULL,
  verification TEXT NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT,
  text TEXT NOT NULL DEFAULT '',
  link TEXT,
  PRIMARY KEY (guild, verification, at, cause, kind),
  FOREIGN KEY (guild, verification) REFERENCES verifications (guild, id)
) STRICT, WITHOUT ROWID;

-- What moderators did with their buttons and commands; an interaction does each once.
CREATE TABLE admin_actions (
  guild TEXT NOT NULL,
  interaction TEXT NOT NULL,
  target TEXT NOT NULL,
  action TEXT NOT NULL,
  admin TEXT NOT NULL,
  verification TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (guild, interaction, target, action)
) STRICT, WITHOUT ROWID;

-- How many reports somebody made in ten minutes.
CREATE TABLE report_rations (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  made INTEGER NOT NULL,
  PRIMARY KEY (guild, user, starts_at),
  CONSTRAINT report_ration CHECK (made <= 5)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_rations_old ON report_rations (starts_at);

-- The message with *Verify me*, kept in the verification channel.
CREATE TABLE verification_prompts (
  guild TEXT NOT NULL,
  channel TEXT NOT NULL,
  message TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
