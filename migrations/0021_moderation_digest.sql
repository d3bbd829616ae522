-- The cases of a period.
CREATE INDEX cases_created ON cases (guild, created_at);
