INSERT INTO guild_greetings (guild, at, cause, state) VALUES
  ('100000000000000001', 1790000000000, 'authorized:200000000000000001', 'dm'),
  ('1100000000000000002', 1790000000000, 'night', 'planned');
INSERT INTO guild_settings (guild, version, json, left_at) VALUES ('1100000000000000003', 2, '{}', 1790000000000);
