INSERT INTO restrictions (guild, user, cause, want, taken, since, failure, attempts, due_at) VALUES
  ('100000000000000001', '200000000000000002', '500000000000000001', 'restricted', '["400000000000000001"]', 1790000000000, 'not_allowed', 1, 1790000060000),
  ('100000000000000001', '200000000000000003', '500000000000000002', 'free', '[]', 1790000000000, NULL, 0, NULL);
INSERT INTO gate_rollouts (guild, role, after, given, seen, failure, started_at, finished_at, due_at) VALUES
  ('100000000000000001', '400000000000000001', '200000000000000003', 20, 25, NULL, 1790000000000, NULL, 1790000060000);
INSERT INTO gate_leaks (guild, told, at) VALUES ('100000000000000001', '[]', 1790000000000);
