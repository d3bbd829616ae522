INSERT INTO raids (guild, id, started_at, last_at, channel, message, failure, attempts, changes, shown_at, due_at) VALUES
  ('100000000000000001', '500000000000000007', 1790000000000, 1790000030000, '300000000000000001', '600000000000000003', NULL, 0, 4, 1790000030000, NULL),
  ('100000000000000001', '500000000000000008', 1790090000000, 1790090030000, NULL, NULL, 'not_allowed', 1, 1, 0, 1790090060000);
INSERT INTO verifications (guild, id, user, user_name, has_avatar, has_roles, joined_at, detection, opened_at, restricted, raid) VALUES
  ('100000000000000001', '500000000000000007', '200000000000000007', 'free nitro 1', 0, 0, 1790000000000, 'newcomer', 1790000000000, 1, '500000000000000007');
INSERT INTO raid_runs (guild, id, raid, action, undoes, admin, admin_roles, state, total, done, skipped, failed, written, attempts, started_at, finished_at, due_at) VALUES
  ('100000000000000001', '500000000000000009', '500000000000000007', 'ban', NULL, '200000000000000009', '["400000000000000001"]', 'done', 1, 1, 0, 0, 1, 0, 1790000060000, 1790000120000, NULL),
  ('100000000000000001', '500000000000000010', '500000000000000007', 'ban', '500000000000000009', '200000000000000009', '[]', 'running', 1, 0, 0, 0, 0, 1, 1790000180000, NULL, 1790000240000);
INSERT INTO raid_tasks (guild, run, user, user_name, verification, has_roles, was_restricted, state, alone, written, failure) VALUES
  ('100000000000000001', '500000000000000009', '200000000000000007', 'free nitro 1', '500000000000000007', 0, 1, 'done', 0, 1, NULL),
  ('100000000000000001', '500000000000000010', '200000000000000007', 'free nitro 1', '500000000000000007', 0, 1, 'failed', 1, 0, 'gone');
INSERT INTO dm_quiets (guild, until) VALUES ('100000000000000001', 1790000630000);
