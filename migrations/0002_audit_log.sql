-- Who changed what, when and from where. The event's identity is part of the key, so an act that
-- writes no other row with its cause cannot happen twice.
CREATE TABLE audit_log (
  guild TEXT NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  origin TEXT NOT NULL,
  subject TEXT,
  before TEXT,
  after TEXT,
  PRIMARY KEY (guild, at, cause, action),
  CONSTRAINT known_origin CHECK (origin IN ('command', 'button', 'dashboard', 'api', 'automatic'))
) STRICT, WITHOUT ROWID;
