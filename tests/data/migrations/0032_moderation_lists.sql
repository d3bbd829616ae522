INSERT INTO verifications (guild, id, user, detection, opened_at, status, resolved_at) VALUES
  ('100000000000000001', '300000000000000032', '200000000000000032', 'flag', 1790000000000, 'rejected', 1790000000032);
