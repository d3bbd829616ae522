INSERT INTO people (guild, user, name, folded, seen_at, days, command) VALUES
  ('100000000000000001', '200000000000000033', 'Dora', 'dora', 1790000000033, 3, 'bytes daily');
