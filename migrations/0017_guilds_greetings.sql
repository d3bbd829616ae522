-- Guilds that were told how to begin, so that none is told twice. `state` is how: the person who added
-- the bot read it ('dm'), the system channel ('channel'), or nobody could be reached ('unheard'); what
-- stays 'planned' for an hour broke off and is told again at night. The row goes when the bot has left,
-- so that a return is greeted.
CREATE TABLE guild_greetings (
  guild TEXT NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (guild),
  CONSTRAINT known_state CHECK (state IN ('planned', 'dm', 'channel', 'unheard'))
) STRICT, WITHOUT ROWID;

-- Since when the bot is no longer in a guild that has settings; automatic work passes it over.
ALTER TABLE guild_settings ADD COLUMN left_at INTEGER;
