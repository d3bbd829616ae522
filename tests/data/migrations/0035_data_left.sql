INSERT INTO data_requests (guild, id, user, stand_in, asked_by, asked_at, kept, finished_at, due_at, left_parts) VALUES
  ('100000000000000001', 'person:200000000000000035', '200000000000000035', '35', '200000000000000035', 1790000000000, 1, 1790000060000, 1790604860000, 'cases.target');
