-- Guilds that the operator switched on, beside those that GUILDS names.
CREATE TABLE guilds (
  guild TEXT NOT NULL,
  served INTEGER NOT NULL DEFAULT 1,
  changed_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (guild),
  CONSTRAINT served_is_a_switch CHECK (served IN (0, 1))
) STRICT, WITHOUT ROWID;

-- The settings of a guild as one JSON object, one section a feature. `version` counts changes.
CREATE TABLE guild_settings (
  guild TEXT NOT NULL,
  version INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (guild),
  CONSTRAINT settings_moved CHECK (version >= 1),
  CONSTRAINT settings_are_json CHECK (json_valid(json))
) STRICT, WITHOUT ROWID;

-- Every version that ever was, so that it can be put back.
CREATE TABLE settings_versions (
  guild TEXT NOT NULL,
  version INTEGER NOT NULL,
  json TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  what TEXT NOT NULL,
  PRIMARY KEY (guild, version)
) STRICT, WITHOUT ROWID;
