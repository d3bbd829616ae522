-- A member's account. Every figure changes in the batch that writes its ledger entry, under the
-- named constraints that make a race lose cleanly.
CREATE TABLE accounts (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  balance INTEGER NOT NULL DEFAULT 0,
  highest INTEGER NOT NULL DEFAULT 0,
  sent INTEGER NOT NULL DEFAULT 0,
  received INTEGER NOT NULL DEFAULT 0,
  received_net INTEGER NOT NULL DEFAULT 0,
  last_day INTEGER NOT NULL DEFAULT 0,
  streak INTEGER NOT NULL DEFAULT 0,
  next_transfer_at INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  audited_at INTEGER NOT NULL DEFAULT 0,
  audited_balance INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (guild, user),
  CONSTRAINT enough_bytes CHECK (balance >= 0),
  CONSTRAINT too_many_bytes CHECK (balance <= 9007199254740991),
  CONSTRAINT claimed_today CHECK (last_day >= 0),
  CONSTRAINT cooldown CHECK (next_transfer_at >= 0),
  CONSTRAINT closed_period CHECK (audited_at >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_rank ON accounts (guild, balance, user);

-- Append-only: one row an account touched; a transfer is two rows of one cause.
CREATE TABLE ledger (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  delta INTEGER NOT NULL,
  kind TEXT NOT NULL,
  other TEXT,
  reason TEXT,
  PRIMARY KEY (guild, user, at, cause),
  UNIQUE (guild, user, cause),
  CONSTRAINT not_self CHECK (other IS NOT user),
  CONSTRAINT known_kind CHECK (kind IN ('open', 'daily', 'transfer', 'grant', 'revoke', 'squad_fee', 'import', 'carried')),
  FOREIGN KEY (guild, user) REFERENCES accounts (guild, user) ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- What `low` gave `high` minus what came back, so that bytes sent in a circle count once.
CREATE TABLE pairs (
  guild TEXT NOT NULL,
  low TEXT NOT NULL,
  high TEXT NOT NULL,
  net INTEGER NOT NULL,
  PRIMARY KEY (guild, low, high)
) STRICT, WITHOUT ROWID;

-- Balances to be taken over from a file, worked off in slices from `next_line` on.
CREATE TABLE bytes_imports (
  guild TEXT NOT NULL,
  id TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  lines INTEGER NOT NULL,
  next_line INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  due_at INTEGER,
  PRIMARY KEY (guild, id),
  CONSTRAINT known_state CHECK (state IN ('preview', 'running', 'done', 'cancelled'))
) STRICT, WITHOUT ROWID;
CREATE INDEX bytes_imports_due ON bytes_imports (due_at) WHERE due_at IS NOT NULL;

-- Full audits of the ledger asked for by hand, worked off in slices; the latest stays readable.
CREATE TABLE bytes_audits (
  guild TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  cursor TEXT NOT NULL DEFAULT '',
  checked INTEGER NOT NULL DEFAULT 0,
  wrong INTEGER NOT NULL DEFAULT 0,
  finished_at INTEGER,
  due_at INTEGER,
  PRIMARY KEY (guild)
) STRICT, WITHOUT ROWID;
CREATE INDEX bytes_audits_due ON bytes_audits (due_at) WHERE due_at IS NOT NULL;
