//! Statements on `pending_replies`.

use crate::{
    base::{
        ids::{GuildId, InteractionId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn insert_reply(id: InteractionId, guild: GuildId, token: &str, body: &str, due: Time, expires: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO pending_replies (id, guild, token, body, due_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(id)
    .bind(guild)
    .bind(token)
    .bind(body)
    .bind(due)
    .bind(expires)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new(
        "SELECT id, token, body, expires_at, attempts FROM pending_replies WHERE due_at <= ?1 ORDER BY due_at LIMIT 10",
    )
    .bind(now)
}

pub fn delete_reply(id: &str) -> Stmt {
    Stmt::new("DELETE FROM pending_replies WHERE id = ?1").bind(id)
}

pub fn set_due(id: &str, due: Time) -> Stmt {
    Stmt::new("UPDATE pending_replies SET due_at = ?2, attempts = attempts + 1 WHERE id = ?1").bind(id).bind(due)
}
