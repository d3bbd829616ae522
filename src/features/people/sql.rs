//! Statements on `people`.

use super::model::SEEN_EVERY;
use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// Writes whom a JSON array tells of: `[user, name, folded, username, is_bot, joined_at, seen_at]` each.
/// A row that says nothing new is not written; an empty `username` is none that is known. A guild that is not served stays
/// unknown. Who acted did so by a command of this name, or without one where it is empty.
pub fn upsert(guild: GuildId, named: bool, people: &str, command: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO people (guild, user, name, folded, username, is_bot, joined_at, seen_at, days, command) \
         SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 6 > 0, \
         iif(value ->> 6 > 0, nullif(?6, ''), NULL) FROM json_each(?2) \
         WHERE coalesce((SELECT served FROM guilds WHERE guild = ?1), ?3) = 1 \
         ON CONFLICT (guild, user) DO UPDATE SET name = excluded.name, folded = excluded.folded, \
         username = iif(excluded.username = '', username, excluded.username), \
         joined_at = iif(excluded.joined_at = 0, joined_at, excluded.joined_at), seen_at = max(seen_at, excluded.seen_at), \
         days = days + (excluded.seen_at >= seen_at + ?4), command = iif(excluded.seen_at >= seen_at + ?4, coalesce(excluded.command, command), command), \
         here = 1, left_at = NULL WHERE (name <> excluded.name OR here = 0 OR (excluded.username <> '' AND username <> excluded.username) \
         OR (excluded.joined_at > 0 AND joined_at <> excluded.joined_at) OR excluded.seen_at >= seen_at + ?4) \
         AND coalesce(left_at, 0) < ?5",
    )
    .bind(guild)
    .bind(people)
    .bind(i64::from(named))
    .bind(SEEN_EVERY)
    .bind(now)
    .bind(command)
}

/// Who is known, between the ends of the spans (a JSON array of pairs with as many digits each), but not in
/// the list of who is there, has left.
pub fn set_left(guild: GuildId, spans: &str, present: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE people SET here = 0, left_at = ?4 WHERE guild = ?1 AND here = 1 AND seen_at < ?4 AND user IN \
         (SELECT p.user FROM json_each(?2) AS one CROSS JOIN people AS p ON p.guild = ?1 \
         AND p.user BETWEEN one.value ->> 0 AND one.value ->> 1 AND length(p.user) = length(one.value ->> 0)) \
         AND user NOT IN (SELECT value FROM json_each(?3))",
    )
    .bind(guild)
    .bind(spans)
    .bind(present)
    .bind(now)
}

/// Rows `user` and `name` of these people, a JSON array of ids.
pub fn list_names(guild: GuildId, users: &str) -> Stmt {
    Stmt::new("SELECT user, name FROM people WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?2))")
        .bind(guild)
        .bind(users)
}

pub fn find_person(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new(
        "SELECT user, name, folded, username, is_bot, joined_at, seen_at, left_at, days, command FROM people WHERE guild = ?1 AND user = ?2",
    )
    .bind(guild)
    .bind(user)
}

/// People as the API tells of them: those of an id, or those whose name begins so after a place in that order.
pub fn list_members(guild: GuildId, here: bool, begins: &str, from: (&str, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT user, name, folded, username, is_bot, nullif(joined_at, 0) AS joined_at, nullif(seen_at, 0) AS seen_at, left_at \
         FROM people INDEXED BY people_name WHERE guild = ?1 AND here = ?2 AND (folded, user) > (?3, ?4) AND folded < ?5 \
         ORDER BY folded, user LIMIT ?6",
    )
    .bind(guild)
    .bind(i64::from(here))
    .bind(from.0)
    .bind(from.1)
    .bind(format!("{begins}\u{10ffff}"))
    .bind(most)
}

pub fn find_member(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new(
        "SELECT user, name, folded, username, is_bot, nullif(joined_at, 0) AS joined_at, nullif(seen_at, 0) AS seen_at, left_at \
         FROM people WHERE guild = ?1 AND user = ?2",
    )
    .bind(guild)
    .bind(user)
}

/// Guilds of which anybody is known, a row `guild` each: from one to the next by the key.
pub fn list_guilds() -> Stmt {
    Stmt::new(
        "WITH RECURSIVE one (guild) AS (SELECT (SELECT min(guild) FROM people) UNION ALL \
         SELECT (SELECT min(guild) FROM people WHERE guild > one.guild) FROM one WHERE one.guild IS NOT NULL LIMIT 500) \
         SELECT guild FROM one WHERE guild IS NOT NULL",
    )
}

/// People by how their names are compared, those whose name begins so, after a place in that order.
pub fn list_by_name(guild: GuildId, here: bool, begins: &str, from: (&str, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT user, name, folded, username, is_bot, joined_at, seen_at, left_at FROM people INDEXED BY people_name \
         WHERE guild = ?1 AND here = ?2 AND (folded, user) > (?3, ?4) AND folded < ?5 ORDER BY folded, user LIMIT ?6",
    )
    .bind(guild)
    .bind(i64::from(here))
    .bind(from.0)
    .bind(from.1)
    .bind(format!("{begins}\u{10ffff}"))
    .bind(most)
}

/// Those who were active last first.
pub fn list_by_seen(guild: GuildId, here: bool, from: (i64, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT user, name, folded, username, is_bot, joined_at, seen_at, left_at FROM people INDEXED BY people_seen \
         WHERE guild = ?1 AND here = ?2 AND (seen_at, user) < (?3, ?4) ORDER BY seen_at DESC, user DESC LIMIT ?5",
    )
    .bind(guild)
    .bind(i64::from(here))
    .bind(from.0)
    .bind(from.1)
    .bind(most)
}

/// Those who joined last first.
pub fn list_by_joined(guild: GuildId, here: bool, from: (i64, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT user, name, folded, username, is_bot, joined_at, seen_at, left_at FROM people INDEXED BY people_joined \
         WHERE guild = ?1 AND here = ?2 AND (joined_at, user) < (?3, ?4) ORDER BY joined_at DESC, user DESC LIMIT ?5",
    )
    .bind(guild)
    .bind(i64::from(here))
    .bind(from.0)
    .bind(from.1)
    .bind(most)
}
