INSERT INTO people (guild, user, name, folded, username, joined_at, seen_at) VALUES
  ('100000000000000001', '200000000000000001', 'Ada 🦉', 'ada 🦉', 'ada', 1780000000000, 1790000000000);
INSERT INTO people (guild, user, name, folded, username, is_bot, joined_at, here, left_at) VALUES
  ('100000000000000001', '200000000000000002', 'Ämilie', 'ämilie', 'amilie', 1, 1780000000000, 0, 1790000000000);
INSERT INTO data_requests (guild, id, user, stand_in, asked_by, asked_at, step, due_at) VALUES
  ('100000000000000001', 'person:200000000000000003', '200000000000000003', '123456789012345', '200000000000000003', 1790000000000, 'ledger', 1790000000000);
INSERT INTO data_requests (guild, id, stand_in, asked_at, due_at) VALUES
  ('100000000000000002', 'guild', '1', 1790000000000, 1792592000000);
