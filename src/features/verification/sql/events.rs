//! Statements on `verification_events`, `admin_actions`, `report_rations` and `verification_pings`.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::{DAY, MINUTE, Time},
    },
    platform::db::Stmt,
};

/// What is written of an event.
pub struct NewEvent<'a> {
    pub verification: &'a str,
    pub cause: &'a str,
    pub kind: &'static str,
    pub actor: Option<UserId>,
    pub text: &'a str,
    pub link: Option<&'a str>,
}

/// A verification's events as one row, the oldest first; none where there is no such verification.
pub fn find_events(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "SELECT (SELECT json_group_array(json_object('at', at, 'kind', kind, 'actor', actor, 'text', text, 'link', link)) FROM \
         (SELECT at, kind, actor, text, link FROM verification_events WHERE guild = ?1 AND verification = ?2 ORDER BY at LIMIT 200)) AS events \
         FROM verifications WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

pub fn insert_event(guild: GuildId, event: &NewEvent<'_>, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO verification_events (guild, verification, at, cause, kind, actor, text, link) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(guild)
    .bind(event.verification)
    .bind(now)
    .bind(event.cause)
    .bind(event.kind)
    .bind(event.actor)
    .bind(event.text)
    .bind(event.link)
}

/// The event of a verification that another feature's act has resolved; none where it resolved none.
pub fn insert_followed(
    guild: GuildId,
    user: UserId,
    cause: &str,
    kind: &'static str,
    actor: Option<UserId>,
    now: Time,
) -> Stmt {
    Stmt::new(
        "INSERT INTO verification_events (guild, verification, at, cause, kind, actor) SELECT guild, id, ?3, ?4, ?5, ?6 \
         FROM verifications INDEXED BY verifications_user WHERE guild = ?1 AND user = ?2 AND resolved_cause = ?4 ON CONFLICT DO NOTHING",
    )
    .bind(guild)
    .bind(user)
    .bind(now)
    .bind(cause)
    .bind(kind)
    .bind(actor)
}

/// As [`insert_followed`] for the moderator's action.
pub fn insert_followed_action(
    guild: GuildId,
    user: UserId,
    cause: &str,
    action: &'static str,
    admin: UserId,
    now: Time,
) -> Stmt {
    Stmt::new(
        "INSERT INTO admin_actions (guild, interaction, target, action, admin, verification, at) SELECT guild, ?3, user, ?4, ?5, id, ?6 \
         FROM verifications INDEXED BY verifications_user WHERE guild = ?1 AND user = ?2 AND resolved_cause = ?3 ON CONFLICT DO NOTHING",
    )
    .bind(guild)
    .bind(user)
    .bind(cause)
    .bind(action)
    .bind(admin)
    .bind(now)
}

pub fn insert_action(
    guild: GuildId,
    interaction: &str,
    target: UserId,
    action: &'static str,
    admin: UserId,
    verification: &str,
    now: Time,
) -> Stmt {
    Stmt::new(
        "INSERT INTO admin_actions (guild, interaction, target, action, admin, verification, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )
    .bind(guild)
    .bind(interaction)
    .bind(target)
    .bind(action)
    .bind(admin)
    .bind(verification)
    .bind(now)
}

/// The newest first.
pub fn list_events(guild: GuildId, verification: &str) -> Stmt {
    Stmt::new(
        "SELECT at, kind, actor, text, link FROM verification_events WHERE guild = ?1 AND verification = ?2 ORDER BY at DESC LIMIT 10",
    )
    .bind(guild)
    .bind(verification)
}

/// One more report of these ten minutes, or `report_ration`.
pub fn take_ration(guild: GuildId, user: UserId, now: Time) -> Stmt {
    let span = 10 * MINUTE;
    Stmt::new(
        "INSERT INTO report_rations (guild, user, starts_at, made) VALUES (?1, ?2, ?3, 1) \
         ON CONFLICT (guild, user, starts_at) DO UPDATE SET made = made + 1",
    )
    .bind(guild)
    .bind(user)
    .bind(now.millis() - now.millis().rem_euclid(span))
}

/// What was written and where, of events of verifications that were resolved so long ago; a row for each of
/// at most `limit`.
pub fn forget_words(before: Time, limit: i64) -> Stmt {
    Stmt::new(
        "UPDATE verification_events SET text = '', link = NULL WHERE (guild, verification, at, cause, kind) IN \
         (SELECT e.guild, e.verification, e.at, e.cause, e.kind FROM verification_events AS e INDEXED BY verification_events_old \
         CROSS JOIN verifications AS v ON v.guild = e.guild AND v.id = e.verification \
         WHERE e.at < ?1 AND (e.text <> '' OR e.link IS NOT NULL) AND v.status <> 'pending' AND v.resolved_at < ?1 LIMIT ?2) RETURNING at",
    )
    .bind(before)
    .bind(limit)
}

/// Takes the guild's ping of these ten minutes, or fails on NOT NULL where it was taken.
pub fn take_ping(guild: GuildId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO verification_pings (guild, at) VALUES (?1, ?2) \
         ON CONFLICT (guild) DO UPDATE SET at = iif(at <= ?3, excluded.at, NULL)",
    )
    .bind(guild)
    .bind(now)
    .bind(now.plus(-10 * MINUTE))
}

pub fn delete_rations(now: Time) -> Stmt {
    Stmt::new(
        "DELETE FROM report_rations WHERE (guild, user, starts_at) IN (SELECT guild, user, starts_at FROM report_rations WHERE starts_at < ?1 LIMIT 500)",
    )
    .bind(now.plus(-DAY))
}
