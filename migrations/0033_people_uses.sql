-- On how many days somebody used a command or a button, and the first command of the last of those days. Both are written
-- with the row's daily note of activity, so that they cost no row of their own.
ALTER TABLE people ADD COLUMN days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN command TEXT;
