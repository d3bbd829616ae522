INSERT INTO dm_channels (user, channel, opened_at) VALUES ('200000000000000002', '300000000000000009', 1790000000000);
INSERT INTO dm_rations (span, starts_at, opened) VALUES ('minute', 1790000040000, 10), ('hour', 1789999200000, 50), ('stop', 1790086400000, 0);
INSERT INTO dm_pending (guild, id, user, body, state, due_at, expires_at) VALUES
  ('100000000000000001', 'case:1', '200000000000000002', '{"content":"x"}', 'planned', 1790000060000, 1790003600000),
  ('100000000000000001', 'case:2', '200000000000000003', '', 'done', NULL, 1790003600000);
