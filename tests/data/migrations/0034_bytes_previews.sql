INSERT INTO bytes_imports (guild, id, asked_by, asked_at, body, lines, state) VALUES
  ('100000000000000001', '1390000000000000034', '200000000000000001', 1790000000000, '200000000000000002,5', 1, 'preview');
