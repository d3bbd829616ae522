INSERT INTO squads (guild, id, name, folded, description, emoji, role, max_members, welcome, state, members, bytes, bytes_at, created_at, due_at) VALUES
  ('100000000000000001', 1, 'Owls', 'owls', 'Awake at night', '🦉', '400000000000000001', 10, 'Hoo!', 'active', 1, 500, 1790000000000, 1790000000000, NULL),
  ('100000000000000001', 2, 'Larks', 'larks', '', NULL, NULL, NULL, NULL, 'archived', 0, 0, 0, 1790000000000, 1790000060000);
INSERT INTO squad_members (guild, user, squad, joined_at, role_due_at) VALUES ('100000000000000001', '200000000000000002', 1, 1790000000000, 1790000000000);
INSERT INTO squad_sales (guild, id, name, starts_at, ends_at, join_discount, switch_discount) VALUES
  ('100000000000000001', '500000000000000001', 'Summer', 1790000000000, 1790600000000, 100, 50);
