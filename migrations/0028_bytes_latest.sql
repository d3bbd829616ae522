-- The newest entries of a guild by kind, for its ledger in the dashboard. Daily bytes and what goes
-- with them are most of the ledger and are left out: an index on them would be a row more for every claim.
CREATE INDEX ledger_latest ON ledger (guild, kind, at, cause, user)
  WHERE kind = 'transfer' OR kind = 'grant' OR kind = 'revoke' OR kind = 'squad_fee' OR kind = 'import';
