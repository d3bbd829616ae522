-- Events that have no cause of their own and were seen. The key is the event's time in milliseconds in
-- 13 digits, a colon and its identity, so that what is old is one range of keys.
CREATE TABLE dedup (
  key TEXT NOT NULL,
  PRIMARY KEY (key),
  CONSTRAINT key_begins_with_its_time CHECK (instr(key, ':') = 14)
) STRICT, WITHOUT ROWID;
