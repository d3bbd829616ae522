//! Statements on `log_cursors`.

use super::logic::Told;
use crate::{
    base::{ids::GuildId, time::Time},
    platform::db::Stmt,
};

/// Logs begin with what happens from now on.
pub fn insert_cursor(guild: GuildId, now: Time) -> Stmt {
    Stmt::new("INSERT INTO log_cursors (guild, since, due_at) VALUES (?1, ?2, ?2) ON CONFLICT (guild) DO UPDATE SET due_at = ?2")
        .bind(guild)
        .bind(now)
}

pub fn delete_cursor(guild: GuildId) -> Stmt {
    Stmt::new("DELETE FROM log_cursors WHERE guild = ?1").bind(guild)
}

/// Guilds with acts that were not told yet, at most two; of each up to where they were.
pub fn list_behind(now: Time) -> Stmt {
    Stmt::new(
        "SELECT c.guild, c.since, c.seen, c.failed_at FROM log_cursors AS c WHERE c.due_at <= ?1 AND EXISTS \
         (SELECT 1 FROM audit_log AS a WHERE a.guild = c.guild AND a.at >= c.since \
         AND NOT EXISTS (SELECT 1 FROM json_each(c.seen) WHERE value = a.at || ':' || a.cause || ':' || a.action)) \
         ORDER BY c.due_at LIMIT 2",
    )
    .bind(now)
}

/// Fails on NOT NULL when another tick has told since.
pub fn set_told(guild: GuildId, before: &Told, after: &Told, due: Time) -> Stmt {
    Stmt::new("UPDATE log_cursors SET since = iif(since = ?2 AND seen = ?3, ?4, NULL), seen = ?5, due_at = ?6 WHERE guild = ?1")
        .bind(guild)
        .bind(before.since)
        .bind(serde_json::json!(before.seen).to_string())
        .bind(after.since)
        .bind(serde_json::json!(after.seen).to_string())
        .bind(due)
}

/// That telling failed for good, or works again (`None`); and when it is tried next.
pub fn set_failed(guild: GuildId, failed: Option<Time>, due: Time) -> Stmt {
    Stmt::new("UPDATE log_cursors SET failed_at = ?2, due_at = ?3 WHERE guild = ?1").bind(guild).bind(failed).bind(due)
}
