-- What Discord said of who made a key, in a guild that the key is used for: good for five minutes of looking and
-- for no act. `present` is 0 where they are not in the guild any more.
CREATE TABLE api_makers (
  guild TEXT NOT NULL,
  key TEXT NOT NULL,
  guild_name TEXT NOT NULL,
  present INTEGER NOT NULL,
  -- Discord's bits, a decimal number.
  permissions TEXT NOT NULL,
  -- JSON array of ids.
  roles TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (guild, key),
  CONSTRAINT roles_are_json CHECK (json_valid(roles))
) STRICT, WITHOUT ROWID;

-- Calls are counted with everything else that is counted by day; those of before go along.
INSERT INTO counters (guild, series, day, key, count, total)
SELECT 'key/' || key, 'call', day, json_array(route, CAST(status AS TEXT)), count, 0 FROM api_calls WHERE true
ON CONFLICT (guild, series, day, key) DO UPDATE SET count = count + excluded.count;
