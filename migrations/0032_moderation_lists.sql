-- Lists: what was decided of alerts and of appeals, the newest first, and cases by their kind, by who made them and by
-- whether they stand.
CREATE INDEX verifications_decided ON verifications (guild, status, resolved_at, id) WHERE status <> 'pending';
CREATE INDEX appeals_decided ON appeals (guild, decided_at) WHERE verdict IS NOT NULL;
CREATE INDEX cases_kind ON cases (guild, kind, number);
CREATE INDEX cases_moderator ON cases (guild, moderator, number) WHERE moderator IS NOT NULL;
CREATE INDEX cases_standing ON cases (guild, state, resolution, number);
