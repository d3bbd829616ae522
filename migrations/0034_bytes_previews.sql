-- A file of balances is kept no longer than it is needed: what was imported or cancelled loses its body, and
-- previews that nobody decided on are found by their age.
UPDATE bytes_imports SET body = '' WHERE state IN ('done', 'cancelled');
CREATE INDEX bytes_imports_previews ON bytes_imports (asked_at) WHERE state = 'preview';
