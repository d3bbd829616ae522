-- Guilds whose newcomers' button is to be looked at soon: their gate, or how newcomers get in, has changed.
CREATE TABLE verification_prompt_looks (
  guild TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
CREATE INDEX verification_prompt_looks_due ON verification_prompt_looks (due_at);

-- When the chosen role was last pinged.
CREATE TABLE verification_pings (
  guild TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;

-- What was opened and resolved in a period, and what is old enough to be forgotten.
CREATE INDEX verifications_opened ON verifications (guild, opened_at);
CREATE INDEX verifications_resolved ON verifications (guild, resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX verification_events_old ON verification_events (at) WHERE text <> '' OR link IS NOT NULL;
