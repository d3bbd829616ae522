-- Roles that members should or should not have: desired state, brought about on Discord and
-- retried with back-off. `due_at` is NULL when there is nothing left to do.
CREATE TABLE role_wishes (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  role TEXT NOT NULL,
  wanted INTEGER NOT NULL,
  origin TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  set_at INTEGER NOT NULL,
  due_at INTEGER,
  PRIMARY KEY (guild, user, role),
  CONSTRAINT wanted_is_a_switch CHECK (wanted IN (0, 1)),
  CONSTRAINT known_state CHECK (state IN ('planned', 'done', 'failed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX role_wishes_due ON role_wishes (due_at) WHERE due_at IS NOT NULL;
