//! Statements on `digest_schedules` and `digests`.

use super::model::{Kind, Outcome, Planned};
use crate::{
    base::{
        ids::{ChannelId, GuildId},
        time::{DAY, MINUTE, Time},
    },
    platform::db::Stmt,
};

/// How long it is known that a digest was made.
const KEPT: i64 = 90 * DAY;
/// A digest that was planned is left to whoever planned it for so long, then the tick sends it.
const GRACE: i64 = 2 * MINUTE;

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
pub fn insert_planned(guild: GuildId, kind: Kind, period: Time, channel: ChannelId, body: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO digests (guild, digest, period, made_at, channel, body, state, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'planned', ?7)",
    )
    .bind(guild)
    .bind(kind.word())
    .bind(period)
    .bind(now)
    .bind(channel)
    .bind(body)
    .bind(now.plus(GRACE))
}

/// A period of which there is nothing to tell; fails as [`insert_planned`].
pub fn insert_empty(guild: GuildId, kind: Kind, period: Time, channel: ChannelId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO digests (guild, digest, period, made_at, channel, state) VALUES (?1, ?2, ?3, ?4, ?5, 'empty')",
    )
    .bind(guild)
    .bind(kind.word())
    .bind(period)
    .bind(now)
    .bind(channel)
}

/// What is too old to be asked for, of this guild.
pub fn delete_old(guild: GuildId, kind: Kind, now: Time) -> Stmt {
    Stmt::new("DELETE FROM digests WHERE guild = ?1 AND digest = ?2 AND period < ?3")
        .bind(guild)
        .bind(kind.word())
        .bind(now.plus(-KEPT))
}

pub fn list_planned(now: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, digest, period, channel, body, attempts FROM digests WHERE due_at <= ?1 ORDER BY due_at LIMIT 5",
    )
    .bind(now)
}

/// Only while it is planned.
pub fn set_outcome(planned: &Planned, outcome: Outcome) -> Stmt {
    let (state, reason, due) = match outcome {
        Outcome::Done => ("done", None, None),
        Outcome::Later { due } => ("planned", Some("unreachable"), Some(due)),
        Outcome::Failed(reason) => ("failed", Some(reason.word()), None),
    };
    Stmt::new(
        "UPDATE digests SET state = ?4, reason = ?5, due_at = ?6, body = iif(?4 = 'planned', body, NULL), attempts = attempts + 1 \
         WHERE guild = ?1 AND digest = ?2 AND period = ?3 AND state = 'planned'",
    )
    .bind(planned.guild)
    .bind(planned.digest.word())
    .bind(planned.period)
    .bind(state)
    .bind(reason)
    .bind(due)
}

/// What became of a digest, for whoever asks a second time.
pub fn find_state(guild: GuildId, kind: Kind, period: Time) -> Stmt {
    Stmt::new("SELECT state FROM digests WHERE guild = ?1 AND digest = ?2 AND period = ?3")
        .bind(guild)
        .bind(kind.word())
        .bind(period)
}
