-- Who is signed in to the dashboard, how they get in, and what they may do there.
--
-- Secrets are 256 random bits; only their SHA-256 stands here, so that a copy of the database lets nobody in.

-- A link that `/dashboard` gave, spent by one press within five minutes.
CREATE TABLE login_links (
  id TEXT NOT NULL PRIMARY KEY,
  user TEXT NOT NULL,
  user_name TEXT NOT NULL,
  guild TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_links_expiry ON login_links (expires_at);

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  user TEXT NOT NULL,
  user_name TEXT NOT NULL,
  -- The guild of the link; NULL after a sign-in with Discord, which is good for every guild.
  guild TEXT,
  -- What the browser calls itself, for the list of sessions.
  agent TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  -- To the hour.
  used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_user ON sessions (user, expires_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- What Discord said of a person in a guild, good for five minutes of looking and for no act.
CREATE TABLE session_access (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  guild TEXT NOT NULL,
  guild_name TEXT NOT NULL,
  user_name TEXT NOT NULL,
  is_owner INTEGER NOT NULL,
  -- Discord's bits, a decimal number.
  permissions TEXT NOT NULL,
  -- JSON array of ids.
  roles TEXT NOT NULL,
  joined_at INTEGER,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (session, guild),
  CONSTRAINT roles_are_json CHECK (json_valid(roles))
) STRICT, WITHOUT ROWID;

-- Failed sign-ins by hashed address.
CREATE TABLE sign_in_failures (
  address TEXT NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL,
  -- The first of these failures.
  since INTEGER NOT NULL,
  -- How often it was shut out; each time twice as long.
  strikes INTEGER NOT NULL DEFAULT 0,
  shut_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_failures_since ON sign_in_failures (since);
