//! Statements on `audit_readings`.

use crate::{
    base::{ids::GuildId, time::Time},
    platform::db::Stmt,
};

/// Where reading stands in these guilds, a JSON array of ids.
pub fn list_readings(guilds: &str) -> Stmt {
    Stmt::new(
        "SELECT guild, entry, more, failed_at FROM audit_readings WHERE guild IN (SELECT value FROM json_each(?1))",
    )
    .bind(guilds)
}

/// Moves reading on from where it stood, or fails on NOT NULL when another tick has moved it.
pub fn set_reading(guild: GuildId, from: Option<&str>, to: &str, more: bool) -> Stmt {
    Stmt::new(
        "INSERT INTO audit_readings (guild, entry, more) VALUES (?1, ?3, ?4) ON CONFLICT (guild) DO UPDATE SET \
         entry = iif(entry IS ?2, excluded.entry, NULL), more = excluded.more, failed_at = NULL, failure = NULL",
    )
    .bind(guild)
    .bind(from)
    .bind(to)
    .bind(i64::from(more))
}

pub fn set_reading_failed(guild: GuildId, failure: &str, now: Time) -> Stmt {
    Stmt::new("UPDATE audit_readings SET failed_at = ?3, failure = ?2, more = 0 WHERE guild = ?1")
        .bind(guild)
        .bind(failure)
        .bind(now)
}
