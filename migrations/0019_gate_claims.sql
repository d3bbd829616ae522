-- Who carries a plan out at the moment: two presses at once would make every role and channel twice.
CREATE TABLE gate_claims (
  guild TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
