-- What a person's file tells of them is found by their id.
CREATE INDEX dm_pending_user ON dm_pending (guild, user);
CREATE INDEX api_keys_maker ON api_keys (guild, created_by);
