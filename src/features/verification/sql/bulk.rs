//! Statements on `verifications`, `verification_events` and `admin_actions` for many members at once;
//! each takes verifications as a JSON array of ids. What they rely on is restated by `claim_tasks`.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// Resolves open ones; those with a message or a thread of their own are due.
pub fn resolve_all(guild: GuildId, ids: &str, status: &'static str, by: UserId, cause: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET status = ?3, resolved_by = ?4, resolved_at = ?5, resolved_cause = ?6, limit_at = NULL, attempts = 0, \
         restricted = iif(?3 = 'verified', 0, restricted), due_at = iif(message IS NULL AND thread IS NULL, NULL, ?5), \
         thread_want = iif(thread IS NULL, NULL, 'shut') \
         WHERE guild = ?1 AND id IN (SELECT value FROM json_each(?2)) AND status = 'pending'",
    )
    .bind(guild)
    .bind(ids)
    .bind(status)
    .bind(by)
    .bind(now)
    .bind(cause)
}

/// Opens again what an event has resolved: `[id, restricted]` each; not where somebody has another open one.
pub fn reopen_all(guild: GuildId, list: &str, cause: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET status = 'pending', resolved_by = NULL, resolved_at = NULL, resolved_cause = NULL, false_positive = 0, \
         restricted = json_extract(one.value, '$[1]'), attempts = 0, due_at = iif(message IS NULL AND thread IS NULL, NULL, ?4), \
         thread_want = iif(thread IS NULL, NULL, 'open') FROM json_each(?2) AS one \
         WHERE verifications.guild = iif(one.key >= 0, ?1, NULL) AND verifications.id = json_extract(one.value, '$[0]') AND verifications.resolved_cause = ?3 \
         AND NOT EXISTS (SELECT 1 FROM verifications AS o INDEXED BY verifications_open WHERE o.guild = ?1 AND o.user = verifications.user AND o.status = 'pending')",
    )
    .bind(guild)
    .bind(list)
    .bind(cause)
    .bind(now)
}

/// Open ones are restricted from now on, or no longer.
pub fn set_all_restricted(guild: GuildId, ids: &str, restricted: bool) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET restricted = ?3 WHERE guild = ?1 AND id IN (SELECT value FROM json_each(?2)) AND status = 'pending'",
    )
    .bind(guild)
    .bind(ids)
    .bind(i64::from(restricted))
}

/// An event for each; only for those that the event itself has resolved, where `resolved` is given.
pub fn insert_events(
    guild: GuildId,
    ids: &str,
    cause: &str,
    kind: &'static str,
    actor: UserId,
    now: Time,
    resolved: Option<&str>,
) -> Stmt {
    Stmt::new(
        "INSERT INTO verification_events (guild, verification, at, cause, kind, actor) SELECT guild, id, ?3, ?4, ?5, ?6 FROM verifications \
         WHERE guild = ?1 AND id IN (SELECT value FROM json_each(?2)) AND (?7 IS NULL OR resolved_cause = ?7) ON CONFLICT DO NOTHING",
    )
    .bind(guild)
    .bind(ids)
    .bind(now)
    .bind(cause)
    .bind(kind)
    .bind(actor)
    .bind(resolved)
}

/// Each of these actions (a JSON array) for each, as [`insert_events`].
pub fn insert_actions(
    guild: GuildId,
    ids: &str,
    interaction: &str,
    actions: &str,
    admin: UserId,
    now: Time,
    resolved: Option<&str>,
) -> Stmt {
    Stmt::new(
        "INSERT INTO admin_actions (guild, interaction, target, action, admin, verification, at) SELECT v.guild, ?3, v.user, act.value, ?5, v.id, ?6 \
         FROM verifications AS v CROSS JOIN json_each(?4) AS act \
         WHERE v.guild = ?1 AND v.id IN (SELECT value FROM json_each(?2)) AND (?7 IS NULL OR v.resolved_cause = ?7) ON CONFLICT DO NOTHING",
    )
    .bind(guild)
    .bind(ids)
    .bind(interaction)
    .bind(actions)
    .bind(admin)
    .bind(now)
    .bind(resolved)
}
