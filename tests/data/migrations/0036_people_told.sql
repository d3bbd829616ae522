INSERT INTO dm_pending (guild, id, user, body, state, due_at, expires_at) VALUES
  ('100000000000000001', 'told', '200000000000000002', '{}', 'planned', 1790000000000, 1790000100000);
