INSERT INTO verifications (guild, id, user, detection, opened_at, status, resolved_at) VALUES
  ('100000000000000001', '300000000000000033', '200000000000000033', 'flag', 1790000000000, 'rejected', 1790000000033);
