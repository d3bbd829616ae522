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

-- What is to be deleted: what a guild has of a person (`id` is `person:<id>`), or all that is kept of a guild
-- (`guild`). Worked off in slices: `step` is the part that was done last. `stand_in` is the number that takes
-- a person's place where amounts hang on theirs. `kept` counts what had to stay for now; then it is due again.
CREATE TABLE data_requests (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  user TEXT,
  stand_in TEXT NOT NULL,
  everywhere INTEGER NOT NULL DEFAULT 0,
  asked_by TEXT,
  asked_at INTEGER NOT NULL,
  step TEXT NOT NULL DEFAULT '',
  kept INTEGER NOT NULL DEFAULT 0,
  finished_at INTEGER,
  due_at INTEGER,
  PRIMARY KEY (guild, id),
  CONSTRAINT everywhere_is_a_switch CHECK (everywhere IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX data_requests_due ON data_requests (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX data_requests_finished ON data_requests (finished_at) WHERE finished_at IS NOT NULL;

-- Whom the lower of two ids gave bytes to, found by the higher one.
CREATE INDEX pairs_high ON pairs (guild, high, low);
