//! Statements on `audit_log`.

use super::Entry;
use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn insert_entry(guild: GuildId, at: Time, cause: &str, actor: UserId, entry: Entry<'_>) -> Stmt {
    Stmt::new(
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
    .bind(entry.after)
}
