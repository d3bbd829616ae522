INSERT INTO guilds (guild, served, changed_at) VALUES ('100000000000000001', 1, 1790000000000), ('100000000000000002', 0, 1790000000001);
INSERT INTO guild_settings (guild, version, json) VALUES ('100000000000000001', 2, '{"general":{"lang":"de"},"bytes":{"daily":20}}');
INSERT INTO settings_versions (guild, version, json, changed_by, changed_at, what) VALUES
  ('100000000000000001', 1, '{"general":{"lang":"de"}}', '200000000000000001', 1790000000002, 'setup'),
  ('100000000000000001', 2, '{"general":{"lang":"de"},"bytes":{"daily":20}}', '200000000000000001', 1790000000003, 'bytes');
