//! Statements on `raids`, and those on `verifications` that make, fill and count a raid.

use crate::{
    base::{
        ids::{ChannelId, GuildId, MessageId},
        time::Time,
    },
    features::verification::{
        logic::GRACE,
        raid::logic::{LASTS, SINGLES, WINDOW},
    },
    platform::db::Stmt,
};

/// Begins a raid where this moment belongs to more than [`SINGLES`] alerts that were opened within a
/// [`WINDOW`], whichever of them came first here, and to no raid yet. Nothing otherwise.
pub fn insert_raid(guild: GuildId, id: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO raids (guild, id, started_at, last_at, due_at) SELECT ?1, ?2, \
         (SELECT min(opened_at) FROM verifications WHERE guild = ?1 AND opened_at > ?3 - ?4 AND opened_at <= ?3 + ?4), \
         (SELECT max(opened_at) FROM verifications WHERE guild = ?1 AND opened_at > ?3 - ?4 AND opened_at <= ?3 + ?4), ?5 \
         WHERE NOT EXISTS (SELECT 1 FROM raids WHERE guild = ?1 AND last_at >= ?3 - ?6 AND started_at <= ?3 + ?4) \
         AND EXISTS (SELECT 1 FROM verifications AS late WHERE late.guild = ?1 AND late.opened_at >= ?3 AND late.opened_at < ?3 + ?4 \
         AND ?7 < (SELECT count(*) FROM (SELECT 1 FROM verifications AS one WHERE one.guild = ?1 \
         AND one.opened_at > late.opened_at - ?4 AND one.opened_at <= late.opened_at LIMIT ?7 + 1)))",
    )
    .bind(guild)
    .bind(id)
    .bind(now)
    .bind(WINDOW)
    .bind(now.plus(GRACE))
    .bind(LASTS)
    .bind(SINGLES)
}

/// The raid to which this moment belongs goes on; its card is to be brought up to date. Times of a raid
/// only grow apart, however late an event comes.
pub fn extend_raid(guild: GuildId, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE raids SET started_at = min(started_at, ?2), last_at = max(last_at, ?2), due_at = min(coalesce(due_at, ?3), ?3) \
         WHERE guild = ?1 AND last_at >= ?2 - ?4 AND started_at <= ?2 + ?5",
    )
    .bind(guild)
    .bind(now)
    .bind(now.plus(GRACE))
    .bind(LASTS)
    .bind(WINDOW)
}

/// Takes the open alerts of its time into the raid to which this moment belongs; their own messages are
/// to shrink.
pub fn fold_alerts(guild: GuildId, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE verifications INDEXED BY verifications_inbox SET due_at = ?3, raid = (SELECT id FROM raids WHERE guild = ?1 \
         AND last_at >= ?2 - ?4 AND started_at <= ?2 + ?5 ORDER BY last_at DESC LIMIT 1) \
         WHERE guild = ?1 AND status = 'pending' AND raid IS NULL AND opened_at <= ?2 + ?4 AND opened_at >= (SELECT started_at FROM raids \
         WHERE guild = ?1 AND last_at >= ?2 - ?4 AND started_at <= ?2 + ?5 ORDER BY last_at DESC LIMIT 1)",
    )
    .bind(guild)
    .bind(now)
    .bind(now.plus(GRACE))
    .bind(LASTS)
    .bind(WINDOW)
}

pub fn find_raid(guild: GuildId, id: &str) -> Stmt {
    Stmt::new("SELECT id, started_at, last_at, channel, message, attempts, changes, shown_at FROM raids WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
}

/// The card is looked at now; stands before what is read of it.
pub fn touch_raid(guild: GuildId, id: &str, now: Time) -> Stmt {
    Stmt::new("UPDATE raids SET changes = changes + 1, shown_at = max(shown_at, ?3) WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
        .bind(now)
}

/// The card is to be brought up to date by then.
pub fn set_raid_due(guild: GuildId, id: &str, due: Time) -> Stmt {
    Stmt::new("UPDATE raids SET due_at = min(coalesce(due_at, ?3), ?3) WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
        .bind(due)
}

pub fn set_card(guild: GuildId, id: &str, channel: ChannelId, message: MessageId) -> Stmt {
    Stmt::new("UPDATE raids SET channel = ?3, message = ?4 WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
        .bind(channel)
        .bind(message)
}

/// What became of showing the card as it was when `changes` was read. Where somebody else has looked
/// since, whose edit may have come first or last, it is shown once more, and they learn of that in turn.
pub fn set_shown(
    guild: GuildId,
    id: &str,
    changes: i64,
    failure: Option<&'static str>,
    due: Option<Time>,
    soon: Time,
) -> Stmt {
    Stmt::new(
        "UPDATE raids SET failure = ?4, attempts = iif(?4 IS NULL, 0, attempts + 1), due_at = iif(changes = ?3, ?5, ?6), \
         changes = changes + (changes <> ?3) WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(changes)
    .bind(failure)
    .bind(due)
    .bind(soon)
}

pub fn list_due_raids(now: Time) -> Stmt {
    Stmt::new("SELECT guild, id FROM raids WHERE due_at <= ?1 ORDER BY due_at LIMIT 2").bind(now)
}

/// Figures of a raid's members. An account's moment is its id without the lower 22 bits, in milliseconds
/// since Discord's epoch.
pub fn count_members(guild: GuildId, raid: &str) -> Stmt {
    Stmt::new(
        "SELECT count(*) AS alerts, coalesce(sum(status = 'pending'), 0) AS pending, \
         coalesce(sum(status = 'pending' AND restricted = 1), 0) AS restricted, coalesce(sum(status = 'verified'), 0) AS verified, \
         coalesce(sum(status = 'rejected'), 0) AS rejected, coalesce(sum(has_avatar = 0), 0) AS faceless, count(joined_at) AS joined, \
         min(joined_at) AS joined_from, max(joined_at) AS joined_to, min(CAST(user AS INTEGER) >> 22) AS oldest, \
         max(CAST(user AS INTEGER) >> 22) AS youngest FROM verifications INDEXED BY verifications_raid WHERE guild = ?1 AND raid = ?2",
    )
    .bind(guild)
    .bind(raid)
}

/// The first of a raid, in their order.
pub fn list_members(guild: GuildId, raid: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT user, user_name, has_roles, restricted FROM verifications INDEXED BY verifications_raid \
         WHERE guild = ?1 AND raid = ?2 ORDER BY opened_at, id LIMIT ?3",
    )
    .bind(guild)
    .bind(raid)
    .bind(limit)
}

/// Those of a raid that are open, in their order.
pub fn list_folded(guild: GuildId, raid: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT user, user_name, has_roles, restricted FROM verifications INDEXED BY verifications_folded \
         WHERE guild = ?1 AND raid = ?2 AND status = 'pending' ORDER BY opened_at, id LIMIT ?3",
    )
    .bind(guild)
    .bind(raid)
    .bind(limit)
}

/// The next open one of a raid after a place in that order.
pub fn next_folded(guild: GuildId, raid: &str, after: (i64, &str)) -> Stmt {
    Stmt::new(
        "SELECT id, user, user_name, has_avatar, joined_at, detection, opened_at, restricted, status, false_positive, \
         resolved_by, resolved_at, mine, channel, message, thread, thread_want, attempts, raid FROM verifications INDEXED BY verifications_folded \
         WHERE guild = ?1 AND raid = ?2 AND status = 'pending' AND (opened_at, id) > (?3, ?4) ORDER BY opened_at, id LIMIT 1",
    )
    .bind(guild)
    .bind(raid)
    .bind(after.0)
    .bind(after.1)
}

/// Alerts of a raid whose own message has still to shrink.
pub fn list_unfolded(guild: GuildId, raid: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT id, user, user_name, channel, message FROM verifications INDEXED BY verifications_folded \
         WHERE guild = ?1 AND raid = ?2 AND status = 'pending' AND message IS NOT NULL AND due_at IS NOT NULL LIMIT ?3",
    )
    .bind(guild)
    .bind(raid)
    .bind(limit)
}

/// They have shrunk: a JSON array of ids.
pub fn set_folded(guild: GuildId, ids: &str) -> Stmt {
    Stmt::new(
        "UPDATE verifications SET failure = NULL, attempts = 0, due_at = NULL \
         WHERE guild = ?1 AND id IN (SELECT value FROM json_each(?2)) AND status = 'pending'",
    )
    .bind(guild)
    .bind(ids)
}

/// Raids with somebody open, for the inbox.
pub fn list_open_raids(guild: GuildId) -> Stmt {
    Stmt::new(
        "SELECT one.raid AS id, one.waiting, one.since, raids.channel, raids.message FROM (SELECT raid, count(*) AS waiting, \
         min(opened_at) AS since FROM verifications INDEXED BY verifications_folded WHERE guild = ?1 AND raid > '' AND status = 'pending' \
         GROUP BY raid LIMIT 5) AS one CROSS JOIN raids ON raids.guild = ?1 AND raids.id = one.raid",
    )
    .bind(guild)
}

/// All raids, the latest first, before a place in that order; `open` is whether one of its alerts waits.
pub fn list_raids_before(guild: GuildId, before: (i64, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT id, started_at, last_at, EXISTS (SELECT 1 FROM verifications INDEXED BY verifications_folded \
         WHERE guild = ?1 AND raid = r.id AND status = 'pending') AS open FROM raids AS r INDEXED BY raids_last \
         WHERE guild = ?1 AND (last_at, id) < (?2, ?3) ORDER BY last_at DESC, id DESC LIMIT ?4",
    )
    .bind(guild)
    .bind(before.0)
    .bind(before.1)
    .bind(most)
}
