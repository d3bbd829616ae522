//! Statements on `restrictions`, `gate_rollouts` and `gate_leaks`.

use crate::features::gate::model::Failure;
use crate::{
    base::{
        ids::{GuildId, RoleId, UserId},
        time::{MINUTE, Time},
    },
    platform::db::Stmt,
};

pub fn find_restriction(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("SELECT user, want, taken, since, failure, attempts FROM restrictions WHERE guild = ?1 AND user = ?2")
        .bind(guild)
        .bind(user)
}

/// Wants a member restricted, also where that was wanted before: whoever asks restates its own facts.
pub fn set_restricted(guild: GuildId, user: UserId, cause: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO restrictions (guild, user, cause, want, since, due_at) VALUES (?1, ?2, ?3, 'restricted', ?4, ?5) \
         ON CONFLICT (guild, user) DO UPDATE SET want = 'restricted', cause = excluded.cause, \
         since = excluded.since, failure = NULL, attempts = 0, due_at = excluded.due_at",
    )
    .bind(guild)
    .bind(user)
    .bind(cause)
    .bind(now)
    .bind(now.plus(2 * MINUTE))
}

/// Wants a member free, with a further role beside those that were taken. Nothing where no
/// restriction is.
pub fn set_free(guild: GuildId, user: UserId, more: Option<RoleId>, cause: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE restrictions SET want = 'free', cause = ?3, taken = iif(?4 IS NULL, taken, json_insert(taken, '$[#]', ?4)), \
         failure = NULL, attempts = 0, due_at = ?5 WHERE guild = ?1 AND user = ?2",
    )
    .bind(guild)
    .bind(user)
    .bind(cause)
    .bind(more)
    .bind(now.plus(2 * MINUTE))
}

/// Before the call that takes roles: what it takes is kept first.
pub fn set_taken(guild: GuildId, user: UserId, taken: &str) -> Stmt {
    Stmt::new("UPDATE restrictions SET taken = ?3 WHERE guild = ?1 AND user = ?2 AND want = 'restricted'")
        .bind(guild)
        .bind(user)
        .bind(taken)
}

/// What became of a wish. `due` is the next try.
pub fn set_outcome(guild: GuildId, user: UserId, want: &str, failure: Option<Failure>, due: Option<Time>) -> Stmt {
    Stmt::new(
        "UPDATE restrictions SET failure = ?4, due_at = ?5, attempts = iif(?4 IS NULL, 0, attempts + 1) \
         WHERE guild = ?1 AND user = ?2 AND want = ?3",
    )
    .bind(guild)
    .bind(user)
    .bind(want)
    .bind(failure.map(Failure::word))
    .bind(due)
}

/// Who is free again needs no row.
pub fn delete_free(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("DELETE FROM restrictions WHERE guild = ?1 AND user = ?2 AND want = 'free'").bind(guild).bind(user)
}

/// Whatever was wanted for them.
pub fn delete_restriction(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("DELETE FROM restrictions WHERE guild = ?1 AND user = ?2").bind(guild).bind(user)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new("SELECT guild, user FROM restrictions WHERE due_at <= ?1 ORDER BY due_at LIMIT 4").bind(now)
}

/// Restricted members by key, after a place.
pub fn list_restricted(after_guild: &str, after_user: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT guild, user, taken, since FROM restrictions WHERE (guild, user) > (?1, ?2) AND want = 'restricted' ORDER BY guild, user LIMIT ?3",
    )
    .bind(after_guild)
    .bind(after_user)
    .bind(limit)
}

/// Asks for a look at a member now.
pub fn set_due(guild: GuildId, user: UserId, now: Time) -> Stmt {
    Stmt::new("UPDATE restrictions SET due_at = ?3 WHERE guild = ?1 AND user = ?2").bind(guild).bind(user).bind(now)
}

pub fn find_rollout(guild: GuildId) -> Stmt {
    Stmt::new("SELECT role, after, given, seen, failure, finished_at FROM gate_rollouts WHERE guild = ?1").bind(guild)
}

/// Starts anew, or goes on where a failure stopped it.
pub fn start_rollout(guild: GuildId, role: RoleId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO gate_rollouts (guild, role, started_at, due_at) VALUES (?1, ?2, ?3, ?3) ON CONFLICT (guild) DO UPDATE SET \
         after = iif(role = excluded.role AND finished_at IS NULL, after, '0'), \
         given = iif(role = excluded.role AND finished_at IS NULL, given, 0), \
         seen = iif(role = excluded.role AND finished_at IS NULL, seen, 0), \
         role = excluded.role, failure = NULL, finished_at = NULL, due_at = excluded.due_at",
    )
    .bind(guild)
    .bind(role)
    .bind(now)
}

pub fn list_rollouts(now: Time) -> Stmt {
    Stmt::new("SELECT guild, role, after, given, seen FROM gate_rollouts WHERE due_at <= ?1 ORDER BY due_at LIMIT 1")
        .bind(now)
}

pub struct Progress<'a> {
    pub after: &'a str,
    pub given: i64,
    pub seen: i64,
    pub failure: Option<&'a str>,
    pub finished: Option<Time>,
    pub due: Option<Time>,
}

pub fn set_rollout(guild: GuildId, progress: &Progress<'_>) -> Stmt {
    Stmt::new(
        "UPDATE gate_rollouts SET after = ?2, given = given + ?3, seen = seen + ?4, failure = ?5, finished_at = ?6, due_at = ?7 WHERE guild = ?1",
    )
    .bind(guild)
    .bind(progress.after)
    .bind(progress.given)
    .bind(progress.seen)
    .bind(progress.failure)
    .bind(progress.finished)
    .bind(progress.due)
}

/// Takes the plan's carrying out for a minute, or fails on NOT NULL while somebody else has it.
pub fn take_claim(guild: GuildId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO gate_claims (guild, until) VALUES (?1, ?2) \
         ON CONFLICT (guild) DO UPDATE SET until = iif(until <= ?3, excluded.until, NULL)",
    )
    .bind(guild)
    .bind(now.plus(MINUTE))
    .bind(now)
}

pub fn delete_claim(guild: GuildId) -> Stmt {
    Stmt::new("DELETE FROM gate_claims WHERE guild = ?1").bind(guild)
}

pub fn find_leaks(guild: GuildId) -> Stmt {
    Stmt::new("SELECT told FROM gate_leaks WHERE guild = ?1").bind(guild)
}

pub fn set_leaks(guild: GuildId, told: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO gate_leaks (guild, told, at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (guild) DO UPDATE SET told = excluded.told, at = excluded.at",
    )
    .bind(guild)
    .bind(told)
    .bind(now)
}
