INSERT INTO api_makers (guild, key, guild_name, present, permissions, roles, read_at) VALUES
  ('100000000000000001', 'k1', 'Lantern', 1, '32', '["100000000000000020"]', 1790000000000),
  ('100000000000000002', 'k2', '', 0, '0', '[]', 1790000000000);
