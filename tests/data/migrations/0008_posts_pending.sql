INSERT INTO posts (guild, id, channel, body, state, failure, attempts, made_at, due_at) VALUES
  ('100000000000000001', 'digest:1', '300000000000000001', '{"content":"x"}', 'planned', NULL, 1, 1790000000000, 1790000060000),
  ('100000000000000001', 'squads:2', '300000000000000001', '', 'done', NULL, 0, 1790000000000, NULL),
  ('100000000000000001', 'squads:3', '300000000000000001', '', 'failed', 'not_allowed', 3, 1790000000000, NULL);
