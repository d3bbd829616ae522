-- Acts on a person, and acts of a person, newest first. Rows whose subject is no id are left out, so
-- that they cost no second row.
CREATE INDEX audit_subject ON audit_log (guild, subject, at, cause, action) WHERE subject >= '0' AND subject < ':';
CREATE INDEX audit_actor ON audit_log (guild, actor, at, cause, action);
