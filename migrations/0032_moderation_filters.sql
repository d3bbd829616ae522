-- Cases and verifications by what the API lets filter by. Cases that Discord has done are nearly all, so only the
-- others are found by their state; open verifications have an index of their own.
CREATE INDEX cases_kind ON cases (guild, kind, number);
CREATE INDEX cases_moderator ON cases (guild, moderator, number) WHERE moderator IS NOT NULL;
CREATE INDEX cases_unfinished ON cases (guild, state, number) WHERE state <> 'done';
CREATE INDEX verifications_decided ON verifications (guild, status, opened_at, id) WHERE status <> 'pending';

-- Appeals that were decided.
CREATE INDEX appeals_decided ON appeals (guild, at, number) WHERE verdict IS NOT NULL;
