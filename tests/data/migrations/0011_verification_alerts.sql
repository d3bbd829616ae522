INSERT INTO verifications (guild, id, user, user_name, has_avatar, joined_at, detection, opened_by, opened_at, restricted, status, false_positive, resolved_by, resolved_at, resolved_cause, mine, channel, message, thread, thread_want, failure, attempts, due_at, limit_at) VALUES
  ('100000000000000001', '500000000000000001', '200000000000000002', 'Ada', 1, 1790000000000, 'flag', '200000000000000009', 1790000000000, 1, 'pending', 0, NULL, NULL, NULL, '200000000000000009', '300000000000000001', '600000000000000001', '300000000000000005', 'open', NULL, 0, 1790000060000, 1790600000000),
  ('100000000000000001', '500000000000000002', '200000000000000003', 'Ben', 0, NULL, 'report', NULL, 1790000000000, 0, 'verified', 1, '200000000000000009', 1790000500000, '500000000000000003', NULL, NULL, NULL, NULL, NULL, 'not_allowed', 2, NULL, NULL);
INSERT INTO verification_events (guild, verification, at, cause, kind, actor, text, link) VALUES
  ('100000000000000001', '500000000000000001', 1790000000000, '500000000000000001', 'opened', '200000000000000009', 'spam', 'https://discord.com/channels/1/2/3');
INSERT INTO admin_actions (guild, interaction, target, action, admin, verification, at) VALUES
  ('100000000000000001', '500000000000000003', '200000000000000003', 'verify', '200000000000000009', '500000000000000002', 1790000500000);
INSERT INTO report_rations (guild, user, starts_at, made) VALUES ('100000000000000001', '200000000000000004', 1790000000000, 5);
INSERT INTO verification_prompts (guild, channel, message, text, at) VALUES ('100000000000000001', '300000000000000002', '600000000000000002', 'x', 1790000000000);
