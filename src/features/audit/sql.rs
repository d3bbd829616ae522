//! Statements on `audit_log`.

use super::{Entry, model::From};
use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn insert_entry(guild: GuildId, at: Time, cause: &str, actor: UserId, entry: Entry<'_>) -> Stmt {
    let action = entry.action;
    let insert = Stmt::new(
        "INSERT INTO audit_log (guild, at, cause, action, actor, origin, subject, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )
    .bind(guild)
    .bind(at)
    .bind(cause)
    .bind(entry.action)
    .bind(actor)
    .bind(entry.origin.word())
    .bind(entry.subject)
    .bind(entry.before)
    .bind(entry.after);
    // Who comes in is counted by day as well, because that is never read out of so many acts.
    match action {
        "verification.pass" | "verification.admit" => insert.counting(guild, "newcomers", at, action, 1),
        _ => insert,
    }
}

/// One entry for each of a JSON array of `[subject, after]`; the cause of each is the event's with the subject.
pub fn insert_entries(
    guild: GuildId,
    at: Time,
    cause: &str,
    actor: UserId,
    action: &str,
    origin: &str,
    subjects: &str,
) -> Stmt {
    Stmt::new(
        "INSERT INTO audit_log (guild, at, cause, action, actor, origin, subject, after) \
         SELECT ?1, ?2, ?3 || ':' || json_extract(value, '$[0]'), ?4, ?5, ?6, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?7)",
    )
    .bind(guild)
    .bind(at)
    .bind(cause)
    .bind(action)
    .bind(actor)
    .bind(origin)
    .bind(subjects)
}

/// A row where an event has told an action.
pub fn find_of_event(guild: GuildId, at: Time, cause: &str, action: &str) -> Stmt {
    Stmt::new("SELECT actor FROM audit_log WHERE guild = ?1 AND at = ?2 AND cause = ?3 AND action = ?4")
        .bind(guild)
        .bind(at)
        .bind(cause)
        .bind(action)
}

/// Acts on a person, newest first; those of one who did them where one is named. Acts in a JSON array
/// of actions are left out.
pub fn list_of_subject(
    guild: GuildId,
    subject: UserId,
    actor: Option<UserId>,
    without: &str,
    from: From,
    most: i64,
) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after, \
         (SELECT name FROM people WHERE people.guild = audit_log.guild AND people.user = audit_log.actor) AS actor_name, \
         (SELECT name FROM people WHERE people.guild = audit_log.guild AND people.user = audit_log.subject) AS subject_name FROM audit_log INDEXED BY audit_subject \
         WHERE guild = ?1 AND subject = ?2 AND subject >= '0' AND subject < ':' AND at <= ?3 AND (?4 IS NULL OR actor = ?4) \
         AND action NOT IN (SELECT value FROM json_each(?5)) ORDER BY at DESC, cause DESC, action DESC LIMIT ?6 OFFSET ?7",
    )
    .bind(guild)
    .bind(subject)
    .bind(from.at)
    .bind(actor)
    .bind(without)
    .bind(most)
    .bind(from.skip)
}

/// Acts of a person, newest first.
pub fn list_of_actor(guild: GuildId, actor: UserId, from: From, most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after, \
         (SELECT name FROM people WHERE people.guild = audit_log.guild AND people.user = audit_log.actor) AS actor_name, \
         (SELECT name FROM people WHERE people.guild = audit_log.guild AND people.user = audit_log.subject) AS subject_name FROM audit_log INDEXED BY audit_actor \
         WHERE guild = ?1 AND actor = ?2 AND at <= ?3 ORDER BY at DESC, cause DESC, action DESC LIMIT ?4 OFFSET ?5",
    )
    .bind(guild)
    .bind(actor)
    .bind(from.at)
    .bind(most)
    .bind(from.skip)
}

/// All acts of a guild, newest first.
pub fn list_latest(guild: GuildId, from: From, most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after, \
         (SELECT name FROM people WHERE people.guild = audit_log.guild AND people.user = audit_log.actor) AS actor_name, \
         (SELECT name FROM people WHERE people.guild = audit_log.guild AND people.user = audit_log.subject) AS subject_name FROM audit_log \
         WHERE guild = ?1 AND at <= ?2 ORDER BY at DESC, cause DESC, action DESC LIMIT ?3 OFFSET ?4",
    )
    .bind(guild)
    .bind(from.at)
    .bind(most)
    .bind(from.skip)
}

/// Acts before (at, cause, action), newest first.
pub fn list_before(guild: GuildId, before: (i64, &str, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after FROM audit_log \
         WHERE guild = ?1 AND (at, cause, action) < (?2, ?3, ?4) ORDER BY at DESC, cause DESC, action DESC LIMIT ?5",
    )
    .bind(guild)
    .bind(before.0)
    .bind(before.1)
    .bind(before.2)
    .bind(most)
}

/// As [`list_before`], those on a person.
pub fn list_before_of_subject(guild: GuildId, subject: UserId, before: (i64, &str, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after FROM audit_log INDEXED BY audit_subject \
         WHERE guild = ?1 AND subject = ?2 AND subject >= '0' AND subject < ':' AND (at, cause, action) < (?3, ?4, ?5) \
         ORDER BY at DESC, cause DESC, action DESC LIMIT ?6",
    )
    .bind(guild)
    .bind(subject)
    .bind(before.0)
    .bind(before.1)
    .bind(before.2)
    .bind(most)
}

/// As [`list_before_of_subject`], those of who did them.
pub fn list_before_of_actor(guild: GuildId, actor: UserId, before: (i64, &str, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after FROM audit_log INDEXED BY audit_actor \
         WHERE guild = ?1 AND actor = ?2 AND (at, cause, action) < (?3, ?4, ?5) \
         ORDER BY at DESC, cause DESC, action DESC LIMIT ?6",
    )
    .bind(guild)
    .bind(actor)
    .bind(before.0)
    .bind(before.1)
    .bind(before.2)
    .bind(most)
}

/// Acts since a moment, oldest first, but for those whose keys (`at:cause:action`) a JSON array holds.
pub fn list_since(guild: GuildId, since: Time, without: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after FROM audit_log \
         WHERE guild = ?1 AND at >= ?2 AND NOT EXISTS (SELECT 1 FROM json_each(?3) WHERE value = at || ':' || cause || ':' || action) \
         ORDER BY at, cause, action LIMIT ?4",
    )
    .bind(guild)
    .bind(since)
    .bind(without)
    .bind(most)
}

/// Forgets the oldest acts of before, a thousand at most. From guild to guild along the key: an index on the time
/// alone would cost every act a row.
pub fn delete_old(before: Time) -> Stmt {
    Stmt::new(
        "WITH RECURSIVE one (guild) AS (SELECT (SELECT guild FROM audit_log WHERE guild > '' ORDER BY guild LIMIT 1) UNION ALL \
         SELECT (SELECT guild FROM audit_log WHERE guild > one.guild ORDER BY guild LIMIT 1) FROM one WHERE one.guild IS NOT NULL LIMIT 200) \
         DELETE FROM audit_log WHERE (guild, at, cause, action) IN (SELECT a.guild, a.at, a.cause, a.action FROM one \
         CROSS JOIN audit_log AS a WHERE a.guild = one.guild AND a.at < ?1 LIMIT 1000)",
    )
    .bind(before)
}

/// Acts after (at, cause, action) and before a moment, oldest first.
pub fn list_span(guild: GuildId, after: (i64, &str, &str), before: Time, most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, action, actor, origin, subject, before, after FROM audit_log \
         WHERE guild = ?1 AND (at, cause, action) > (?2, ?3, ?4) AND at < ?5 ORDER BY at, cause, action LIMIT ?6",
    )
    .bind(guild)
    .bind(after.0)
    .bind(after.1)
    .bind(after.2)
    .bind(before)
    .bind(most)
}
