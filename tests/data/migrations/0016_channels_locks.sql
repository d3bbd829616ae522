INSERT INTO channel_locks (guild, channel, allowed, denied, locked_by, locked_at) VALUES
  ('100000000000000001', '300000000000000001', 1, 0, '200000000000000009', 1790000000000);
