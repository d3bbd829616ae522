//! Statements on `api_keys`, `api_calls` and `api_answers`.

use super::model::{ANSWERS, RUNNING};
use crate::{
    base::{
        ids::{GuildId, InteractionId, UserId},
        time::{DAY, MINUTE, Time},
    },
    platform::db::Stmt,
};

/// The key of a digest, this call counted: a row of [`super::model::Key`] or none. A minute never goes back.
pub fn count_call(hash: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE api_keys SET used = iif(minute >= ?2, used + 1, 1), minute = max(minute, ?2), used_at = ?3 WHERE hash = ?1 \
         RETURNING id, name, guild, others, scopes, created_by, expires_at, revoked_at, most, used",
    )
    .bind(hash)
    .bind(now.millis().div_euclid(MINUTE))
    .bind(now)
}

/// As [`count_call`] for a key that is known by its id.
pub fn count_call_of_id(id: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE api_keys SET used = iif(minute >= ?2, used + 1, 1), minute = max(minute, ?2), used_at = ?3 WHERE id = ?1 \
         RETURNING id, name, guild, others, scopes, created_by, expires_at, revoked_at, most, used",
    )
    .bind(id)
    .bind(now.millis().div_euclid(MINUTE))
    .bind(now)
}

/// What a new key is made of.
pub struct NewKey<'a> {
    pub id: &'a str,
    pub hash: &'a str,
    pub name: &'a str,
    /// JSON arrays.
    pub others: &'a str,
    pub scopes: &'a str,
    pub expires: Option<Time>,
    pub most: i64,
}

pub fn insert_key(guild: GuildId, key: &NewKey<'_>, by: UserId, by_name: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO api_keys (guild, id, hash, name, others, scopes, created_by, created_by_name, created_at, expires_at, most) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )
    .bind(guild)
    .bind(key.id)
    .bind(key.hash)
    .bind(key.name)
    .bind(key.others)
    .bind(key.scopes)
    .bind(by)
    .bind(by_name)
    .bind(now)
    .bind(key.expires)
    .bind(key.most)
}

/// The newest first.
pub fn list_keys(guild: GuildId, most: i64) -> Stmt {
    Stmt::new(
        "SELECT id, name, others, scopes, created_by, created_by_name, created_at, expires_at, revoked_at, used_at, most \
         FROM api_keys WHERE guild = ?1 ORDER BY id DESC LIMIT ?2",
    )
    .bind(guild)
    .bind(most)
}

pub fn find_key(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "SELECT id, name, others, scopes, created_by, created_by_name, created_at, expires_at, revoked_at, used_at, most \
         FROM api_keys WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

/// Fails on NOT NULL where it was revoked before.
pub fn revoke_key(guild: GuildId, id: &str, now: Time) -> Stmt {
    Stmt::new("UPDATE api_keys SET created_at = iif(revoked_at IS NULL, created_at, NULL), revoked_at = ?3 WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
        .bind(now)
}

/// Counts an answered call.
pub fn count_calls(key: &str, route: &str, status: u16, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO api_calls (key, day, route, status, count) VALUES (?1, ?2, ?3, ?4, 1) \
         ON CONFLICT (key, day, route, status) DO UPDATE SET count = count + 1",
    )
    .bind(key)
    .bind(now.millis().div_euclid(DAY))
    .bind(route)
    .bind(i64::from(status))
}

/// A key's calls since a day, by day, route and status.
pub fn list_calls(key: &str, since: Time) -> Stmt {
    Stmt::new("SELECT day, route, status, count FROM api_calls WHERE key = ?1 AND day >= ?2 ORDER BY day, route, status LIMIT 1000")
        .bind(key)
        .bind(since.millis().div_euclid(DAY))
}

/// Takes the right to answer a write: gives a row to the one who has it.
pub fn claim_answer(key: &str, name: &str, request: &str, cause: InteractionId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO api_answers (key, name, request, cause, at, claimed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5) \
         ON CONFLICT (key, name) DO UPDATE SET claimed_at = excluded.claimed_at, \
         request = iif(at > ?5 - ?6, request, excluded.request), cause = iif(at > ?5 - ?6, cause, excluded.cause), \
         status = iif(at > ?5 - ?6, status, NULL), at = iif(at > ?5 - ?6, at, excluded.at) \
         WHERE at <= ?5 - ?6 OR (status IS NULL AND claimed_at <= ?5 - ?7 AND request = excluded.request) RETURNING 1 AS mine",
    )
    .bind(key)
    .bind(name)
    .bind(request)
    .bind(cause)
    .bind(now)
    .bind(ANSWERS)
    .bind(RUNNING)
}

pub fn find_answer(key: &str, name: &str) -> Stmt {
    Stmt::new("SELECT request, cause, at, status, body FROM api_answers WHERE key = ?1 AND name = ?2")
        .bind(key)
        .bind(name)
}

pub fn set_answer(key: &str, name: &str, status: u16, body: &str) -> Stmt {
    Stmt::new("UPDATE api_answers SET status = ?3, body = ?4 WHERE key = ?1 AND name = ?2")
        .bind(key)
        .bind(name)
        .bind(i64::from(status))
        .bind(body)
}

/// The write came to nothing that is worth keeping; it may be tried again at once, as the same event.
pub fn delete_claim(key: &str, name: &str) -> Stmt {
    Stmt::new("UPDATE api_answers SET claimed_at = 0 WHERE key = ?1 AND name = ?2 AND status IS NULL")
        .bind(key)
        .bind(name)
}

pub fn delete_old_answers(before: Time) -> Stmt {
    Stmt::new(
        "DELETE FROM api_answers WHERE (key, name) IN (SELECT key, name FROM api_answers WHERE at <= ?1 ORDER BY at LIMIT 500)",
    )
    .bind(before)
}

pub fn delete_old_calls(before: i64) -> Stmt {
    Stmt::new(
        "DELETE FROM api_calls WHERE (key, day, route, status) IN \
         (SELECT key, day, route, status FROM api_calls WHERE day < ?1 ORDER BY day LIMIT 500)",
    )
    .bind(before)
}
