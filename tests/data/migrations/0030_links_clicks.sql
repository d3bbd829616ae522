INSERT INTO links (slug, url, about, expires_at, made_by, made_at, changed_at) VALUES
  ('rules', 'https://example.com/rules?x=1', 'The rules', NULL, '200000000000000001', 1790000000000, 1790000000000),
  ('spring-2026', 'https://example.com/', '', 1790000000001, '200000000000000001', 1790000000000, 1790000000500);
