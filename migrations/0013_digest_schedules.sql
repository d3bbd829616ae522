-- When a guild's next digest is due. It follows the settings and is written in the batch that changes
-- them; a row that is due only wakes the job, which reckons the period from the settings.
CREATE TABLE digest_schedules (
  guild TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_schedules_due ON digest_schedules (due_at);

-- Digests that were made: one a guild, kind and period, which is known by its end. `due_at` is when
-- the minute tick sends it, again or at all; NULL when it is settled, and then the text is gone too.
CREATE TABLE digests (
  guild TEXT NOT NULL,
  digest TEXT NOT NULL,
  period INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  channel TEXT NOT NULL,
  body TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  PRIMARY KEY (guild, digest, period),
  CONSTRAINT known_digest CHECK (digest IN ('daily', 'weekly', 'now')),
  CONSTRAINT known_state CHECK (state IN ('planned', 'done', 'failed', 'empty')),
  CONSTRAINT planned_has_its_text CHECK (state <> 'planned' OR (body IS NOT NULL AND due_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX digests_due ON digests (due_at) WHERE due_at IS NOT NULL;

-- Roles that could not be given, for the digest: the newest of a guild.
CREATE INDEX role_wishes_failed ON role_wishes (guild, set_at) WHERE state = 'failed';
