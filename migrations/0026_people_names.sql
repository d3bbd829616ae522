-- Who is in a guild, or was: names as they are shown there, from the nightly walk of the member list and
-- from interactions in passing. `folded` is the name as it is compared. `seen_at` is the last interaction,
-- 0 before the first; `joined_at` is 0 where Discord did not say.
CREATE TABLE people (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  username TEXT NOT NULL DEFAULT '',
  is_bot INTEGER NOT NULL DEFAULT 0,
  joined_at INTEGER NOT NULL DEFAULT 0,
  seen_at INTEGER NOT NULL DEFAULT 0,
  here INTEGER NOT NULL DEFAULT 1,
  left_at INTEGER,
  PRIMARY KEY (guild, user),
  CONSTRAINT switches CHECK (is_bot IN (0, 1) AND here IN (0, 1)),
  CONSTRAINT who_left_has_a_day CHECK (here = 1 OR left_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_name ON people (guild, here, folded, user);
CREATE INDEX people_seen ON people (guild, here, seen_at, user);
CREATE INDEX people_joined ON people (guild, here, joined_at, user);
