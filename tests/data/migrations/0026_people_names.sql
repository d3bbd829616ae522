INSERT INTO people (guild, user, name, folded, username, joined_at, seen_at) VALUES
  ('100000000000000001', '200000000000000001', 'Ada 🦉', 'ada 🦉', 'ada', 1780000000000, 1790000000000);
INSERT INTO people (guild, user, name, folded, username, is_bot, joined_at, here, left_at) VALUES
  ('100000000000000001', '200000000000000002', 'Ämilie', 'ämilie', 'amilie', 1, 1780000000000, 0, 1790000000000);
