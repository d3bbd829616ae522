INSERT INTO login_links (id, user, user_name, guild, expires_at) VALUES ('aa', '200000000000000001', 'Ada', '100000000000000001', 1790000000000);
INSERT INTO sessions (id, user, user_name, guild, agent, created_at, used_at, expires_at) VALUES
  ('bb', '200000000000000001', 'Ada', '100000000000000001', 'Firefox', 1790000000000, 1790000000000, 1790604800000),
  ('cc', '200000000000000002', 'Ben', NULL, '', 1790000000000, 1790000000000, 1790604800000);
INSERT INTO session_access (session, guild, guild_name, user_name, is_owner, permissions, roles, joined_at, read_at) VALUES
  ('bb', '100000000000000001', 'Lantern', 'Ada', 0, '0', '[]', NULL, 1790000000000);
INSERT INTO sign_in_failures (address, count, since) VALUES ('dd', 3, 1790000000000);
