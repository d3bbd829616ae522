//! Statements on `api_keys`, `api_makers` and `api_answers`, and on `api_calls` of earlier releases.

use super::model::{ANSWERS, Maker, RUNNING};
use crate::{
    base::{
        ids::{GuildId, InteractionId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// The key of a digest, with what is known of its maker in a guild: a row of [`super::model::Key`] or none.
pub fn find_by_hash(hash: &str, guild: Option<GuildId>) -> Stmt {
    Stmt::new(
        "SELECT k.id, k.name, k.guild, k.others, k.scopes, k.created_by, k.expires_at, k.revoked_at, k.used_at, k.most, \
         m.guild_name, m.present, m.permissions, m.roles, m.read_at FROM api_keys AS k \
         LEFT JOIN api_makers AS m ON m.guild = ?2 AND m.key = k.id WHERE k.hash = ?1",
    )
    .bind(hash)
    .bind(guild)
}

/// As [`find_by_hash`] for a key that is known by its id.
pub fn find_by_id(id: &str, guild: Option<GuildId>) -> Stmt {
    Stmt::new(
        "SELECT k.id, k.name, k.guild, k.others, k.scopes, k.created_by, k.expires_at, k.revoked_at, k.used_at, k.most, \
         m.guild_name, m.present, m.permissions, m.roles, m.read_at FROM api_keys AS k \
         LEFT JOIN api_makers AS m ON m.guild = ?2 AND m.key = k.id WHERE k.id = ?1",
    )
    .bind(id)
    .bind(guild)
}

pub fn set_used(id: &str, now: Time) -> Stmt {
    Stmt::new("UPDATE api_keys SET used_at = max(coalesce(used_at, 0), ?2) WHERE id = ?1").bind(id).bind(now)
}

/// Remembers what Discord said of a key's maker.
pub fn set_maker(guild: GuildId, key: &str, maker: &Maker) -> Stmt {
    Stmt::new(
        "INSERT INTO api_makers (guild, key, guild_name, present, permissions, roles, read_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (guild, key) DO UPDATE SET guild_name = excluded.guild_name, present = excluded.present, \
         permissions = excluded.permissions, roles = excluded.roles, read_at = excluded.read_at WHERE read_at < excluded.read_at",
    )
    .bind(guild)
    .bind(key)
    .bind(maker.guild_name.as_str())
    .bind(maker.present)
    .bind(maker.permissions.as_str())
    .bind(maker.roles.as_str())
    .bind(maker.read_at)
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
