INSERT INTO jobs (name, lease_until, next_at, cursor, last_at, last_rows, last_error, last_error_at) VALUES
  ('tick', 0, 0, '', 1790000000000, 0, NULL, NULL),
  ('bytes.nightly_audit', 1790000120000, 1790000000000, '{"guild":"100000000000000001","user":"200000000000000002"}', 1789990000000, 500, 'internal: database', 1789990000001);
INSERT INTO pending_replies (id, guild, token, body, due_at, expires_at, attempts) VALUES
  ('300000000000000004', '100000000000000001', 'c2VhbGVk', '{"content":"later"}', 1790000000000, 1790000840000, 1);
