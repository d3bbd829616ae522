-- A guild's squads. `folded` is the name as it is compared. `bytes` is what its members held
-- together when it was last summed up. `previous_role` is what members lose after a change of role.
CREATE TABLE squads (
  guild TEXT NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  emoji TEXT,
  role TEXT,
  previous_role TEXT,
  max_members INTEGER,
  welcome TEXT,
  state TEXT NOT NULL DEFAULT 'active',
  members INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  bytes_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  due_at INTEGER,
  PRIMARY KEY (guild, id),
  UNIQUE (guild, folded),
  UNIQUE (guild, role),
  CONSTRAINT known_state CHECK (state IN ('active', 'archived')),
  CONSTRAINT squad_full CHECK (max_members IS NULL OR members <= max_members OR state = 'archived'),
  CONSTRAINT members_counted CHECK (members >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX squads_due ON squads (due_at) WHERE due_at IS NOT NULL;

-- One membership a member and guild. `role_due_at` is when its role is still to be planned.
CREATE TABLE squad_members (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  squad INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  role_due_at INTEGER,
  PRIMARY KEY (guild, user),
  FOREIGN KEY (guild, squad) REFERENCES squads (guild, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX squad_members_role_due ON squad_members (role_due_at) WHERE role_due_at IS NOT NULL;
CREATE INDEX squad_members_squad ON squad_members (guild, squad, joined_at, user);

-- Times in which joining and switching cost less, in per cent. No two overlap: the one that would
-- is refused when it is written.
CREATE TABLE squad_sales (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  join_discount INTEGER NOT NULL,
  switch_discount INTEGER NOT NULL,
  PRIMARY KEY (guild, id),
  CONSTRAINT sale_has_a_length CHECK (ends_at > starts_at),
  CONSTRAINT discounts_in_per_cent CHECK (join_discount BETWEEN 0 AND 100 AND switch_discount BETWEEN 0 AND 100)
) STRICT, WITHOUT ROWID;
CREATE INDEX squad_sales_ends ON squad_sales (guild, ends_at);
