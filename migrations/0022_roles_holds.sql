-- Members who are given no role for now, because they are kept out: a role's allow would open what the gate
-- keeps shut. What is wished for them meanwhile waits.
CREATE TABLE role_holds (
  guild TEXT NOT NULL,
  user TEXT NOT NULL,
  PRIMARY KEY (guild, user)
) STRICT, WITHOUT ROWID;
INSERT INTO role_holds (guild, user) SELECT guild, user FROM restrictions WHERE want = 'restricted';
