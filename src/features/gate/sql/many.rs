//! Statements on `restrictions` for many members at once; each takes them as a JSON array.
//!
//! Where rows are changed each in its own way, the guild hangs on the list (`iif(one.key >= 0, …)`): so the list
//! is walked and each row found by its key, not the guild walked and the list searched for each.

use crate::{
    base::{
        ids::{GuildId, RoleId},
        time::{MINUTE, Time},
    },
    platform::db::Stmt,
};

pub fn list_of(guild: GuildId, users: &str) -> Stmt {
    Stmt::new(
        "SELECT user, want, taken, since, failure, attempts FROM restrictions WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?2))",
    )
    .bind(guild)
    .bind(users)
}

/// As [`super::set_restricted`] for each.
pub fn set_all_restricted(guild: GuildId, users: &str, cause: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO restrictions (guild, user, cause, want, since, due_at) SELECT ?1, value, ?3, 'restricted', ?4, ?5 FROM json_each(?2) WHERE true \
         ON CONFLICT (guild, user) DO UPDATE SET want = 'restricted', cause = excluded.cause, \
         since = excluded.since, failure = NULL, attempts = 0, due_at = excluded.due_at",
    )
    .bind(guild)
    .bind(users)
    .bind(cause)
    .bind(now)
    .bind(now.plus(2 * MINUTE))
}

/// As [`super::set_free`] for each.
pub fn set_all_free(guild: GuildId, users: &str, more: Option<RoleId>, cause: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE restrictions SET want = 'free', cause = ?3, taken = iif(?4 IS NULL, taken, json_insert(taken, '$[#]', ?4)), \
         failure = NULL, attempts = 0, due_at = ?5 WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?2))",
    )
    .bind(guild)
    .bind(users)
    .bind(cause)
    .bind(more)
    .bind(now.plus(2 * MINUTE))
}

/// What calls will take is kept first: `[user, taken]` each.
pub fn set_all_taken(guild: GuildId, taken: &str) -> Stmt {
    Stmt::new(
        "UPDATE restrictions SET taken = json_extract(one.value, '$[1]') FROM json_each(?2) AS one \
         WHERE restrictions.guild = iif(one.key >= 0, ?1, NULL) AND restrictions.user = json_extract(one.value, '$[0]') AND restrictions.want = 'restricted'",
    )
    .bind(guild)
    .bind(taken)
}

/// What became of wishes: `[user, want, failure, due]` each.
pub fn set_outcomes(guild: GuildId, outcomes: &str) -> Stmt {
    Stmt::new(
        "UPDATE restrictions SET failure = json_extract(one.value, '$[2]'), due_at = json_extract(one.value, '$[3]'), \
         attempts = iif(json_extract(one.value, '$[2]') IS NULL, 0, attempts + 1) FROM json_each(?2) AS one \
         WHERE restrictions.guild = iif(one.key >= 0, ?1, NULL) AND restrictions.user = json_extract(one.value, '$[0]') \
         AND restrictions.want = json_extract(one.value, '$[1]')",
    )
    .bind(guild)
    .bind(outcomes)
}

pub fn delete_all_free(guild: GuildId, users: &str) -> Stmt {
    Stmt::new(
        "DELETE FROM restrictions WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?2)) AND want = 'free'",
    )
    .bind(guild)
    .bind(users)
}
