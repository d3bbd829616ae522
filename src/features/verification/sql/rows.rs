//! Statements on `verifications`.

use crate::{
    app::Period,
    base::{
        ids::{ChannelId, GuildId, MessageId, UserId},
        money::MAX,
        time::Time,
    },
    features::verification::{logic::GRACE, model::Opening},
    platform::db::Stmt,
};

pub fn find(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "SELECT id, user, user_name, has_avatar, joined_at, detection, opened_at, restricted, status, false_positive, \
         resolved_by, resolved_at, mine, channel, message, thread, thread_want, attempts, raid \
         FROM verifications WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

/// The latest of a person.
pub fn find_latest(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new(
        "SELECT id, user, user_name, has_avatar, joined_at, detection, opened_at, restricted, status, false_positive, \
         resolved_by, resolved_at, mine, channel, message, thread, thread_want, attempts, raid \
         FROM verifications WHERE guild = ?1 AND user = ?2 ORDER BY opened_at DESC LIMIT 1",
    )
    .bind(guild)
    .bind(user)
}

/// Those of a person in short, newest first.
pub fn list_of_user(guild: GuildId, user: UserId, most: i64) -> Stmt {
    Stmt::new(
        "SELECT id, status, opened_at, resolved_at FROM verifications WHERE guild = ?1 AND user = ?2 ORDER BY opened_at DESC LIMIT ?3",
    )
    .bind(guild)
    .bind(user)
    .bind(most)
}

/// Open ones that stand alone, the oldest first, after a place in that order: the column `place`, and the id.
pub fn list_open(guild: GuildId, after: Option<(i64, &str)>, limit: i64) -> Stmt {
    let (at, id) = after.unwrap_or((-1, ""));
    Stmt::new(
        "SELECT id, user, user_name, has_avatar, joined_at, detection, opened_at, restricted, status, false_positive, \
         resolved_by, resolved_at, mine, channel, message, thread, thread_want, attempts, raid, opened_at AS place FROM verifications INDEXED BY verifications_inbox \
         WHERE guild = ?1 AND status = 'pending' AND raid IS NULL AND (opened_at, id) > (?2, ?3) ORDER BY opened_at, id LIMIT ?4",
    )
    .bind(guild)
    .bind(at)
    .bind(id)
    .bind(limit)
}

/// Those of a raid, decided or not, the oldest first, after a place in that order.
pub fn list_of_raid(guild: GuildId, raid: &str, after: Option<(i64, &str)>, limit: i64) -> Stmt {
    let (at, id) = after.unwrap_or((-1, ""));
    Stmt::new(
        "SELECT id, user, user_name, joined_at, detection, opened_at, restricted, status, false_positive, resolved_by, \
         resolved_at, mine, raid, opened_at AS place FROM verifications INDEXED BY verifications_raid \
         WHERE guild = ?1 AND raid = ?2 AND raid IS NOT NULL AND (opened_at, id) > (?3, ?4) ORDER BY opened_at, id LIMIT ?5",
    )
    .bind(guild)
    .bind(raid)
    .bind(at)
    .bind(id)
    .bind(limit)
}

/// Decided ones of a status, the newest first, before a place in that order, as of [`list_open`].
pub fn list_decided(guild: GuildId, status: &str, before: Option<(i64, &str)>, limit: i64) -> Stmt {
    let (at, id) = before.unwrap_or((MAX, ""));
    Stmt::new(
        "SELECT id, user, user_name, has_avatar, joined_at, detection, opened_at, restricted, status, false_positive, \
         resolved_by, resolved_at, mine, channel, message, thread, thread_want, attempts, raid, resolved_at AS place FROM verifications INDEXED BY verifications_decided \
         WHERE guild = ?1 AND status = ?2 AND status <> 'pending' AND (resolved_at, id) < (?3, ?4) ORDER BY resolved_at DESC, id DESC LIMIT ?5",
    )
    .bind(guild)
    .bind(status)
    .bind(at)
    .bind(id)
    .bind(limit)
}

/// Rows `user`, `name`: who works on the open ones that stand alone.
pub fn list_names_of_open(guild: GuildId, after: Option<(i64, &str)>, limit: i64) -> Stmt {
    let (at, id) = after.unwrap_or((-1, ""));
    Stmt::new(
        "SELECT user, name FROM people WHERE guild = ?1 AND user IN (SELECT mine FROM verifications INDEXED BY verifications_inbox \
         WHERE guild = ?1 AND status = 'pending' AND raid IS NULL AND (opened_at, id) > (?2, ?3) ORDER BY opened_at, id LIMIT ?4)",
    )
    .bind(guild)
    .bind(at)
    .bind(id)
    .bind(limit)
}

/// As [`list_names_of_open`]: who decided, of [`list_decided`].
pub fn list_names_of_decided(guild: GuildId, status: &str, before: Option<(i64, &str)>, limit: i64) -> Stmt {
    let (at, id) = before.unwrap_or((MAX, ""));
    Stmt::new(
        "SELECT user, name FROM people WHERE guild = ?1 AND user IN (SELECT resolved_by FROM verifications INDEXED BY verifications_decided \
         WHERE guild = ?1 AND status = ?2 AND status <> 'pending' AND (resolved_at, id) < (?3, ?4) ORDER BY resolved_at DESC, id DESC LIMIT ?5)",
    )
    .bind(guild)
    .bind(status)
    .bind(at)
    .bind(id)
    .bind(limit)
}

/// Rows `user`, `name`: everybody whom the page of one names.
pub fn list_names_of_one(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "SELECT user, name FROM people WHERE guild = ?1 AND user IN (SELECT actor FROM verification_events WHERE guild = ?1 AND verification = ?2 \
         UNION ALL SELECT mine FROM verifications WHERE guild = ?1 AND id = ?2 \
         UNION ALL SELECT resolved_by FROM verifications WHERE guild = ?1 AND id = ?2)",
    )
    .bind(guild)
    .bind(id)
}

/// The newest cases of whom one is about, rows of a case.
pub fn list_their_cases(guild: GuildId, id: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text FROM cases INDEXED BY cases_target \
         WHERE guild = ?1 AND target = (SELECT user FROM verifications WHERE guild = ?1 AND id = ?2) ORDER BY number DESC LIMIT ?3",
    )
    .bind(guild)
    .bind(id)
    .bind(limit)
}

/// How much waits for a moderator in each of these guilds, a JSON array, as the inbox shows it: alerts that stand alone,
/// raids, and appeals in which no question is open, each up to a hundred. Rows `guild`, `count`.
pub fn list_open_counts(guilds: &str) -> Stmt {
    Stmt::new(
        "SELECT one.value AS guild, (SELECT count(*) FROM (SELECT 1 FROM verifications INDEXED BY verifications_inbox \
         WHERE guild = one.value AND status = 'pending' AND raid IS NULL LIMIT 100)) \
         + (SELECT count(DISTINCT raid) FROM (SELECT raid FROM verifications INDEXED BY verifications_folded \
         WHERE guild = one.value AND raid > '' AND status = 'pending' LIMIT 1000)) \
         + (SELECT count(*) FROM (SELECT 1 FROM appeals INDEXED BY appeals_open \
         WHERE guild = one.value AND verdict IS NULL AND (question IS NULL OR answer IS NOT NULL) LIMIT 100)) AS count FROM json_each(?1) AS one",
    )
    .bind(guilds)
}

/// Fails on UNIQUE where the person has an open one.
pub fn insert(guild: GuildId, id: &str, opening: &Opening, now: Time, limit: Option<Time>) -> Stmt {
    Stmt::new(
        "INSERT INTO verifications (guild, id, user, user_name, has_avatar, has_roles, joined_at, detection, opened_by, opened_at, restricted, due_at, limit_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )
    .bind(guild)
    .bind(id)
    .bind(opening.user)
    .bind(opening.user_name.as_str())
    .bind(i64::from(opening.has_avatar))
    .bind(i64::from(opening.has_roles))
    .bind(opening.joined_at)
    .bind(opening.detection.word())
    .bind(opening.opened_by)
    .bind(now)
    .bind(i64::from(opening.restricts))
    .bind(now.plus(GRACE))
    .bind(limit)
}

/// Resolves one, or fails on NOT NULL where it is resolved already. Its thread is shut.
pub fn set_verified(
    guild: GuildId,
    id: &str,
    by: Option<UserId>,
    cause: &str,
    false_positive: bool,
    now: Time,
) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET status = iif(status = 'pending', 'verified', NULL), resolved_by = ?3, resolved_at = ?4, \
         resolved_cause = ?5, false_positive = ?6, restricted = 0, limit_at = NULL, attempts = 0, due_at = ?7, \
         thread_want = iif(thread IS NULL, NULL, 'shut') WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(by)
    .bind(now)
    .bind(cause)
    .bind(i64::from(false_positive))
    .bind(now.plus(GRACE))
}

/// Resolves a person's open one because of another feature's act; nothing where there is none.
pub fn set_followed(
    guild: GuildId,
    user: UserId,
    status: &'static str,
    by: Option<UserId>,
    cause: &str,
    now: Time,
) -> Stmt {
    Stmt::new(
        "UPDATE verifications INDEXED BY verifications_open SET status = ?3, resolved_by = ?4, resolved_at = ?5, resolved_cause = ?6, limit_at = NULL, \
         attempts = 0, due_at = ?7, thread_want = iif(thread IS NULL, NULL, 'shut') \
         WHERE guild = ?1 AND user = ?2 AND status = 'pending'",
    )
    .bind(guild)
    .bind(user)
    .bind(status)
    .bind(by)
    .bind(now)
    .bind(cause)
    .bind(now.plus(GRACE))
}

/// Open again, or NOT NULL where it is open, or UNIQUE where the person has another open one. Whoever is
/// looked at again stands alone, also after a raid.
pub fn set_reopened(guild: GuildId, id: &str, restricts: bool, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET status = iif(status = 'pending', NULL, 'pending'), resolved_by = NULL, resolved_at = NULL, \
         resolved_cause = NULL, false_positive = 0, raid = NULL, restricted = ?3, attempts = 0, due_at = ?4, \
         thread_want = iif(thread IS NULL, NULL, 'open') WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(i64::from(restricts))
    .bind(now.plus(GRACE))
}

/// The member is kept out from now on; NOT NULL where they are already, or where it is resolved.
pub fn set_restricted(guild: GuildId, id: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET restricted = iif(restricted = 0 AND status = 'pending', 1, NULL), due_at = ?3 WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(now.plus(GRACE))
}

/// Somebody works on it.
pub fn set_mine(guild: GuildId, id: &str, by: UserId, now: Time) -> Stmt {
    Stmt::new("UPDATE verifications SET mine = ?3, due_at = ?4 WHERE guild = ?1 AND id = ?2 AND status = 'pending'")
        .bind(guild)
        .bind(id)
        .bind(by)
        .bind(now.plus(GRACE))
}

/// Fails on NOT NULL where it is resolved.
pub fn check_pending(guild: GuildId, id: &str) -> Stmt {
    Stmt::new("UPDATE verifications SET status = iif(status = 'pending', status, NULL) WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
}

/// The wait is over, or NOT NULL where it is resolved.
pub fn end_wait(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET status = iif(status = 'pending' AND limit_at IS NOT NULL, status, NULL), limit_at = NULL WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

/// The alert is to be brought up to date.
pub fn set_due(guild: GuildId, id: &str, due: Time) -> Stmt {
    Stmt::new("UPDATE verifications SET due_at = ?3 WHERE guild = ?1 AND id = ?2").bind(guild).bind(id).bind(due)
}

/// Where the alert stands now, unless somebody else has posted it in place of `before`.
pub fn set_alert(guild: GuildId, id: &str, channel: ChannelId, message: MessageId, before: Option<MessageId>) -> Stmt {
    Stmt::new("UPDATE verifications SET channel = ?3, message = ?4 WHERE guild = ?1 AND id = ?2 AND message IS ?5")
        .bind(guild)
        .bind(id)
        .bind(channel)
        .bind(message)
        .bind(before)
}

/// Its first thread, or NOT NULL where it has one.
pub fn set_thread(guild: GuildId, id: &str, thread: ChannelId, now: Time) -> Stmt {
    Stmt::new("UPDATE verifications SET opened_at = iif(thread IS NULL, opened_at, NULL), thread = ?3, due_at = ?4 WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
        .bind(thread)
        .bind(now.plus(GRACE))
}

/// What stands on Discord is as it is wanted, or is tried again then. When a raid has taken the alert in
/// meanwhile, it stays due.
pub fn set_outcome(
    guild: GuildId,
    id: &str,
    failure: Option<&'static str>,
    due: Option<Time>,
    raid: Option<&str>,
) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET failure = ?3, due_at = iif(raid IS ?5, ?4, due_at), attempts = iif(?3 IS NULL, 0, attempts + 1), \
         thread_want = iif(?3 IS NULL, NULL, thread_want) WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(failure)
    .bind(due)
    .bind(raid)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new("SELECT guild, id FROM verifications WHERE due_at <= ?1 ORDER BY due_at LIMIT 3").bind(now)
}

/// What came in a period and what was resolved in it, with the time that it took half of them at most:
/// `opened`, `verified`, `rejected`, `median` (ms or NULL).
pub fn count_of_period(guild: GuildId, period: Period) -> Stmt {
    Stmt::new(
        "WITH resolved AS (SELECT status, resolved_at - opened_at AS took, \
         row_number() OVER (ORDER BY resolved_at - opened_at) AS place, count(*) OVER () AS sum \
         FROM verifications INDEXED BY verifications_resolved WHERE guild = ?1 AND resolved_at >= ?2 AND resolved_at < ?3) \
         SELECT (SELECT count(*) FROM verifications INDEXED BY verifications_opened \
         WHERE guild = ?1 AND opened_at >= ?2 AND opened_at < ?3) AS opened, \
         coalesce(sum(status = 'verified'), 0) AS verified, coalesce(sum(status = 'rejected'), 0) AS rejected, \
         max(iif(place = (sum + 1) / 2, took, NULL)) AS median FROM resolved",
    )
    .bind(guild)
    .bind(period.start)
    .bind(period.end)
}

/// The five oldest that are open since before a time, each with the `sum` of all.
pub fn list_late(guild: GuildId, before: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, user, detection, opened_at, channel, message, mine, count(*) OVER () AS sum \
         FROM verifications INDEXED BY verifications_inbox WHERE guild = ?1 AND status = 'pending' AND opened_at < ?2 ORDER BY opened_at, id LIMIT 5",
    )
    .bind(guild)
    .bind(before)
}

/// Open ones whose time is over.
pub fn list_over(now: Time) -> Stmt {
    Stmt::new("SELECT guild, id, user, user_name FROM verifications WHERE limit_at <= ?1 ORDER BY limit_at LIMIT 1")
        .bind(now)
}

/// Waits longer.
pub fn set_limit(guild: GuildId, id: &str, until: Time) -> Stmt {
    Stmt::new("UPDATE verifications SET limit_at = ?3 WHERE guild = ?1 AND id = ?2 AND limit_at IS NOT NULL")
        .bind(guild)
        .bind(id)
        .bind(until)
}

pub fn clear_limit(guild: GuildId, id: &str) -> Stmt {
    Stmt::new("UPDATE verifications SET limit_at = NULL WHERE guild = ?1 AND id = ?2").bind(guild).bind(id)
}
