-- Verifications and appeals as the API lists those that are decided: by when they began.
CREATE INDEX verifications_begun ON verifications (guild, status, opened_at, id) WHERE status <> 'pending';
CREATE INDEX appeals_written ON appeals (guild, at, number) WHERE verdict IS NOT NULL;
