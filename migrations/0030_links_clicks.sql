-- Short addresses of this deployment, `/go/<slug>`. Clicks are counted in `counters` under 'link/<slug>'.
CREATE TABLE links (
  slug TEXT NOT NULL,
  url TEXT NOT NULL,
  -- What it is for, in a few words.
  about TEXT NOT NULL,
  expires_at INTEGER,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (slug),
  CONSTRAINT slug_is_short CHECK (length(slug) BETWEEN 1 AND 40),
  CONSTRAINT url_is_web CHECK (url GLOB 'https://*' OR url GLOB 'http://*')
) STRICT, WITHOUT ROWID;
