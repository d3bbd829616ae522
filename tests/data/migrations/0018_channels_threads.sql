INSERT INTO channel_locks (guild, channel, allowed, denied, locked_by, locked_at, threads_allowed, threads_denied) VALUES
  ('100000000000000001', '300000000000000002', 0, 0, '200000000000000009', 1790000000000, 1, 6);
