//! Statements on `digest_schedules` and `digests`.

use super::model::Kind;
use crate::{
    base::{
        ids::GuildId,
        time::{DAY, Time},
    },
    platform::db::Stmt,
};

/// How long it is known that a digest was made.
const KEPT: i64 = 90 * DAY;

pub fn set_schedule(guild: GuildId, due: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO digest_schedules (guild, due_at) VALUES (?1, ?2) ON CONFLICT (guild) DO UPDATE SET due_at = excluded.due_at",
    )
    .bind(guild)
    .bind(due)
}

pub fn delete_schedule(guild: GuildId) -> Stmt {
    Stmt::new("DELETE FROM digest_schedules WHERE guild = ?1").bind(guild)
}

/// The guild that has waited longest for its digest.
pub fn list_due_schedules(now: Time) -> Stmt {
    Stmt::new("SELECT guild, due_at FROM digest_schedules WHERE due_at <= ?1 ORDER BY due_at LIMIT 1").bind(now)
}

/// Fails on UNIQUE when the period's digest was made before.
pub fn insert_digest(guild: GuildId, kind: Kind, period: Time, is_empty: bool, now: Time) -> Stmt {
    Stmt::new("INSERT INTO digests (guild, digest, period, made_at, empty) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(guild)
        .bind(kind.word())
        .bind(period)
        .bind(now)
        .bind(i64::from(is_empty))
}

/// A guild's latest digests, of both kinds.
pub fn list_made(guild: GuildId, most: i64) -> Stmt {
    Stmt::new(
        "SELECT digest, made_at, empty FROM (\
         SELECT * FROM (SELECT digest, period, made_at, empty FROM digests WHERE guild = ?1 AND digest = 'daily' ORDER BY period DESC LIMIT ?2) UNION ALL \
         SELECT * FROM (SELECT digest, period, made_at, empty FROM digests WHERE guild = ?1 AND digest = 'weekly' ORDER BY period DESC LIMIT ?2)) \
         ORDER BY period DESC LIMIT ?2",
    )
    .bind(guild)
    .bind(most)
}

/// What is too old to be asked for, of this guild.
pub fn delete_old(guild: GuildId, kind: Kind, now: Time) -> Stmt {
    Stmt::new("DELETE FROM digests WHERE guild = ?1 AND digest = ?2 AND period < ?3")
        .bind(guild)
        .bind(kind.word())
        .bind(now.plus(-KEPT))
}
