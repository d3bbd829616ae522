-- Messages to channels that nobody waits for: announcements, digests, notices. Desired state,
-- retried with back-off; `due_at` is NULL when a post is settled.
CREATE TABLE posts (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  made_at INTEGER NOT NULL,
  due_at INTEGER,
  PRIMARY KEY (guild, id),
  CONSTRAINT known_state CHECK (state IN ('planned', 'done', 'failed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX posts_due ON posts (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX posts_made ON posts (made_at);
CREATE INDEX posts_failed ON posts (guild, made_at) WHERE state = 'failed';
