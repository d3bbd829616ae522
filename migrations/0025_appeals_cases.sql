-- What people say against a case of theirs, and what became of it: one a case.
CREATE TABLE appeals (
  guild TEXT NOT NULL,
  number INTEGER NOT NULL,
  target TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  -- A moderator's question and its answer; the next question takes their place.
  question TEXT,
  asked_by TEXT,
  asked_at INTEGER,
  asked_cause TEXT,
  answer TEXT,
  answered_at INTEGER,
  verdict TEXT,
  words TEXT,
  decided_by TEXT,
  decided_at INTEGER,
  decided_cause TEXT,
  PRIMARY KEY (guild, number),
  FOREIGN KEY (guild, number) REFERENCES cases (guild, number),
  CONSTRAINT known_verdict CHECK (verdict IN ('accepted', 'shortened', 'rejected')),
  CONSTRAINT verdict_has_its_time CHECK ((verdict IS NULL) = (decided_at IS NULL)),
  CONSTRAINT answer_has_a_question CHECK (answer IS NULL OR question IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX appeals_open ON appeals (guild, at) WHERE verdict IS NULL;
-- Cases of a person in all guilds, for who signs in to appeal without a link.
CREATE INDEX cases_person ON cases (target, created_at);
