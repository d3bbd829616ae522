-- What @everyone was allowed and denied of threads before a lock, as three bits: writing in them,
-- opening public ones, opening private ones. NULL where the lock leaves threads alone.
ALTER TABLE channel_locks ADD COLUMN threads_allowed INTEGER CONSTRAINT threads_allowed_bits CHECK (threads_allowed BETWEEN 0 AND 7);
ALTER TABLE channel_locks ADD COLUMN threads_denied INTEGER CONSTRAINT threads_denied_bits CHECK (threads_denied BETWEEN 0 AND 7);
