INSERT INTO api_keys (guild, id, hash, name, others, scopes, created_by, created_by_name, created_at, expires_at, revoked_at, used_at, most, minute, used) VALUES
  ('100000000000000001', 'k1', 'ee', 'shop', '[]', '["bytes:read"]', '200000000000000001', 'Ada', 1790000000000, NULL, NULL, 1790000000000, 60, 29833333, 2),
  ('100000000000000001', 'k2', 'ff', 'old', '["100000000000000002"]', '["admin"]', '200000000000000001', 'Ada', 1790000000000, 1790000500000, 1790000400000, NULL, 60, 0, 0);
INSERT INTO api_calls (key, day, route, status, count) VALUES ('k1', 20717, 'GET /guilds', 200, 3);
INSERT INTO api_answers (key, name, request, cause, at, claimed_at, status, body) VALUES
  ('k1', 'order-1', 'aa', '1551000000000000000', 1790000000000, 1790000000000, 201, '{}'),
  ('k1', 'order-2', 'bb', '1551000000000000001', 1790000000000, 1790000000000, NULL, NULL);
