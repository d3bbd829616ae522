INSERT INTO verification_prompt_looks (guild, due_at) VALUES ('100000000000000001', 1790000000000);
INSERT INTO verification_pings (guild, at) VALUES ('100000000000000001', 1790000000000);
