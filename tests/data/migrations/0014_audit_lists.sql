INSERT INTO audit_log (guild, at, cause, action, actor, origin, subject, before, after) VALUES
  ('100000000000000001', 1790000000006, '300000000000000004', 'squads.join', '200000000000000002', 'button', '200000000000000002', NULL, 'Owls');
