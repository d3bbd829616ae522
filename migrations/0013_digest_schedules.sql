-- When a guild's next digest is due. It follows the settings and is written in the batch that changes
-- them; a row that is due only wakes the job, which reckons the period from the settings.
CREATE TABLE digest_schedules (
  guild TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_schedules_due ON digest_schedules (due_at);

-- Digests that were made: one a guild, kind and period, which is known by its end. The message is one
-- of `posts`; an empty period has none.
CREATE TABLE digests (
  guild TEXT NOT NULL,
  digest TEXT NOT NULL,
  period INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  empty INTEGER NOT NULL,
  PRIMARY KEY (guild, digest, period),
  CONSTRAINT known_digest CHECK (digest IN ('daily', 'weekly')),
  CONSTRAINT empty_is_a_switch CHECK (empty IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Roles that could not be given, for the digest: the newest of a guild.
CREATE INDEX role_wishes_failed ON role_wishes (guild, set_at) WHERE state = 'failed';
