//! Statements on `role_wishes` and `role_holds`.

use super::{
    logic,
    model::{Outcome, Wish},
};
use crate::{
    app::Period,
    base::{
        ids::{GuildId, RoleId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// A newer wish replaces an older one for the same role.
pub fn set_wish(guild: GuildId, wish: &Wish, origin: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO role_wishes (guild, user, role, wanted, origin, state, set_at, due_at) VALUES (?1, ?2, ?3, ?4, ?5, 'planned', ?6, ?7) \
         ON CONFLICT (guild, user, role) DO UPDATE SET wanted = excluded.wanted, origin = excluded.origin, state = 'planned', \
         reason = NULL, attempts = 0, set_at = excluded.set_at, due_at = excluded.due_at WHERE excluded.set_at >= set_at",
    )
    .bind(guild)
    .bind(wish.user)
    .bind(wish.role)
    .bind(i64::from(wish.wanted))
    .bind(origin)
    .bind(now)
    .bind(now.plus(logic::GRACE))
}

/// The same wish for each member of a JSON array of ids. Who has the role by an earlier wish is left alone.
pub fn set_wishes(guild: GuildId, users: &str, role: RoleId, origin: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO role_wishes (guild, user, role, wanted, origin, state, set_at, due_at) \
         SELECT ?1, value, ?3, 1, ?4, 'planned', ?5, ?5 FROM json_each(?2) WHERE true \
         ON CONFLICT (guild, user, role) DO UPDATE SET wanted = 1, origin = excluded.origin, state = 'planned', \
         reason = NULL, attempts = 0, set_at = excluded.set_at, due_at = excluded.due_at WHERE wanted = 0 OR state = 'failed'",
    )
    .bind(guild)
    .bind(users)
    .bind(role)
    .bind(origin)
    .bind(now)
}

/// The role is taken from each member of a JSON array of ids.
pub fn set_unwanted(guild: GuildId, users: &str, role: RoleId, origin: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO role_wishes (guild, user, role, wanted, origin, state, set_at, due_at) \
         SELECT ?1, value, ?3, 0, ?4, 'planned', ?5, ?5 FROM json_each(?2) WHERE true \
         ON CONFLICT (guild, user, role) DO UPDATE SET wanted = 0, origin = excluded.origin, state = 'planned', \
         reason = NULL, attempts = 0, set_at = excluded.set_at, due_at = excluded.due_at",
    )
    .bind(guild)
    .bind(users)
    .bind(role)
    .bind(origin)
    .bind(now)
}

/// Only while the wish still is what was acted on.
pub fn set_outcome(guild: GuildId, wish: &Wish, outcome: &Outcome) -> Stmt {
    let (state, reason, due) = match outcome {
        Outcome::Done => ("done", None, None),
        Outcome::Held => ("planned", None, None),
        Outcome::Later { reason, due } => ("planned", Some(reason.word()), Some(*due)),
        Outcome::Failed { reason } => ("failed", Some(reason.word()), None),
    };
    Stmt::new(
        "UPDATE role_wishes SET state = ?5, reason = ?6, due_at = ?7, attempts = attempts + 1 \
         WHERE guild = ?1 AND user = ?2 AND role = ?3 AND wanted = ?4",
    )
    .bind(guild)
    .bind(wish.user)
    .bind(wish.role)
    .bind(i64::from(wish.wanted))
    .bind(state)
    .bind(reason)
    .bind(due)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, user, role, wanted, attempts, EXISTS (SELECT 1 FROM role_holds AS h \
         WHERE h.guild = role_wishes.guild AND h.user = role_wishes.user) AS held \
         FROM role_wishes WHERE due_at <= ?1 ORDER BY due_at LIMIT 10",
    )
    .bind(now)
}

pub fn hold(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("INSERT INTO role_holds (guild, user) VALUES (?1, ?2) ON CONFLICT (guild, user) DO NOTHING")
        .bind(guild)
        .bind(user)
}

pub fn delete_hold(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("DELETE FROM role_holds WHERE guild = ?1 AND user = ?2").bind(guild).bind(user)
}

/// What has waited for the end of a hold.
pub fn set_held_due(guild: GuildId, user: UserId, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE role_wishes SET due_at = ?3 WHERE guild = ?1 AND user = ?2 AND state = 'planned' AND due_at IS NULL",
    )
    .bind(guild)
    .bind(user)
    .bind(now)
}

/// As [`hold`] for a JSON array of members.
pub fn hold_many(guild: GuildId, users: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO role_holds (guild, user) SELECT ?1, value FROM json_each(?2) WHERE true \
         ON CONFLICT (guild, user) DO NOTHING",
    )
    .bind(guild)
    .bind(users)
}

pub fn delete_holds(guild: GuildId, users: &str) -> Stmt {
    Stmt::new("DELETE FROM role_holds WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?2))")
        .bind(guild)
        .bind(users)
}

/// As [`set_held_due`] for a JSON array of members.
pub fn set_all_held_due(guild: GuildId, users: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE role_wishes SET due_at = ?3 WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?2)) \
         AND state = 'planned' AND due_at IS NULL",
    )
    .bind(guild)
    .bind(users)
    .bind(now)
}

/// Which of a JSON array of pairs of guild and member are held.
pub fn list_held(pairs: &str) -> Stmt {
    Stmt::new(
        "SELECT h.guild, h.user FROM json_each(?1) AS pair CROSS JOIN role_holds AS h \
         ON h.guild = pair.value ->> 0 AND h.user = pair.value ->> 1",
    )
    .bind(pairs)
}

pub fn list_of_member(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("SELECT role, wanted, state, reason FROM role_wishes WHERE guild = ?1 AND user = ?2")
        .bind(guild)
        .bind(user)
}

/// Who has left needs no cure.
pub fn list_failed_wishes(guild: GuildId, period: Period) -> Stmt {
    Stmt::new(
        "SELECT role, reason, count(*) AS count FROM role_wishes INDEXED BY role_wishes_failed \
         WHERE guild = ?1 AND set_at >= ?2 AND set_at < ?3 AND state = 'failed' AND reason <> 'member_gone' \
         GROUP BY role, reason ORDER BY count DESC LIMIT 5",
    )
    .bind(guild)
    .bind(period.start)
    .bind(period.end)
}

/// Of these guilds, a JSON array, those in which a role could not be given or taken since.
pub fn list_failing(guilds: &str, since: Time) -> Stmt {
    Stmt::new(
        "SELECT value AS guild FROM json_each(?1) WHERE EXISTS (SELECT 1 FROM role_wishes INDEXED BY role_wishes_failed \
         WHERE guild = value AND set_at >= ?2 AND state = 'failed' AND reason <> 'member_gone')",
    )
    .bind(guilds)
    .bind(since)
}
