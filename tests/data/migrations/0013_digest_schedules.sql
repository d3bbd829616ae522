INSERT INTO digest_schedules (guild, due_at) VALUES ('100000000000000001', 1790000000000);
INSERT INTO digests (guild, digest, period, made_at, channel, body, state, reason, attempts, due_at) VALUES
  ('100000000000000001', 'daily', 1789990000000, 1789990000001, '400000000000000001', NULL, 'done', NULL, 1, NULL),
  ('100000000000000001', 'weekly', 1789990000000, 1789990000001, '400000000000000001', '{"content":"x"}', 'planned', 'unreachable', 2, 1790000000000),
  ('100000000000000001', 'now', 1789990000002, 1789990000002, '400000000000000001', NULL, 'failed', 'gone', 1, NULL);
