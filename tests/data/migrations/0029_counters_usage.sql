INSERT INTO command_days (guild, day, command, count, total_ms, refused, failed, deferred, trips, rows_written, recent, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19) VALUES
  ('100000000000000001', 20700, 'bytes send', 7, 140000, 1, 0, 0, 14, 63, '300000000000000001 300000000000000002', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7);
INSERT INTO counters (guild, series, day, key, count, total) VALUES
  ('100000000000000001', 'bytes', 20700, 'transfer', 7, 9007199254740991),
  ('', 'page', 20700, '["GET","/g/{guild}/","200","phone"]', 3, 120),
  ('link/rules', 'click', 20700, '["example.com","browser","DE"]', 2, 0);
INSERT INTO errors (id, place, doing, chain, guild, request, count, first_at, last_at, correlations) VALUES
  ('0011223344556677', 'interaction', 'bytes send', 'database: no', '100000000000000001', 'user amount', 4, 1790000000000, 1790000600000, '300000000000000001'),
  ('8899aabbccddeeff', 'cron', 'dedup.clean', 'not done in time', NULL, '', 1, 1790000000000, 1790000000000, 'aabbccddeeff');
UPDATE jobs SET runs = '[[1790000000000,5,31,null]]' WHERE name = 'dedup.clean';
INSERT INTO application_people (application, people, read_at) VALUES ('400000000000000001', '["200000000000000001"]', 1790000000000);
