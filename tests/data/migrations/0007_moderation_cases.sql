INSERT INTO case_counters (guild, last) VALUES ('100000000000000001', 3);
INSERT INTO cases (guild, number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, cause, state, failure, notice, delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text, due_at, attempts) VALUES
  ('100000000000000001', 1, 'warn', '200000000000000002', 'Ada', '200000000000000009', NULL, 'loud', 1790000000000, NULL, '500000000000000001', 'done', NULL, 'told', 0, 'undone', '200000000000000009', 1790000500000, 'https://discord.com/channels/1/2/3', 'text', NULL, 0),
  ('100000000000000001', 2, 'ban', '200000000000000003', 'Ben', NULL, 'spam', NULL, 1790000000000, 1790604800000, '500000000000000002', 'done', NULL, 'closed', 3600, 'open', NULL, NULL, NULL, NULL, 1790604800000, 0),
  ('100000000000000001', 3, 'kick', '200000000000000004', '', '200000000000000009', NULL, NULL, 1790000000000, NULL, '500000000000000003', 'planned', NULL, 'silent', 0, 'open', NULL, NULL, NULL, NULL, 1790000120000, 1);
INSERT INTO case_notes (guild, number, at, cause, author, text) VALUES ('100000000000000001', 1, 1790000100000, '500000000000000004', '200000000000000009', 'sorry');
INSERT INTO case_drafts (guild, id, target, target_name, link, text, at) VALUES ('100000000000000001', '500000000000000005', '200000000000000002', 'Ada', 'https://discord.com/channels/1/2/3', 'text', 1790000000000);
INSERT INTO audit_readings (guild, entry, more, failed_at, failure) VALUES ('100000000000000001', '600000000000000001', 0, 1790000000000, 'Missing Permissions');
