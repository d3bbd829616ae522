//! Statements on `data_requests`.

use super::model::{AFTER_LEAVING, AGAIN, WHOLE};
use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// Asks that what some guilds (a JSON array) have of a person be deleted; a row `guild` for each where it was
/// not asked for within the last 30 days, or not for as much, or not by themself.
pub fn insert_person(guilds: &str, user: UserId, stand_in: &str, everywhere: bool, by: UserId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO data_requests (guild, id, user, stand_in, everywhere, asked_by, asked_at, due_at) \
         SELECT value, 'person:' || ?2, ?2, ?3, ?4, ?5, ?6, ?6 FROM json_each(?1) WHERE true ON CONFLICT (guild, id) DO UPDATE SET \
         stand_in = excluded.stand_in, everywhere = excluded.everywhere, asked_by = excluded.asked_by, asked_at = excluded.asked_at, \
         step = '', left_parts = '', finished_at = NULL, due_at = excluded.due_at \
         WHERE asked_at <= ?6 - ?7 OR excluded.everywhere > everywhere OR (excluded.asked_by = user AND asked_by <> user) RETURNING guild",
    )
    .bind(guilds)
    .bind(user)
    .bind(stand_in)
    .bind(i64::from(everywhere))
    .bind(by)
    .bind(now)
    .bind(AGAIN)
}

/// Asks that all that is kept of a guild be deleted, now.
pub fn insert_whole(guild: GuildId, by: UserId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO data_requests (guild, id, stand_in, asked_by, asked_at, due_at) VALUES (?1, ?2, '0', ?3, ?4, ?4) \
         ON CONFLICT (guild, id) DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at, due_at = excluded.due_at",
    )
    .bind(guild)
    .bind(WHOLE)
    .bind(by)
    .bind(now)
}

/// Plans the removal of guilds that the bot has left, a JSON array.
pub fn plan_removals(guilds: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO data_requests (guild, id, stand_in, asked_at, due_at) SELECT value, ?2, '0', ?3, ?3 + ?4 FROM json_each(?1) \
         WHERE true ON CONFLICT (guild, id) DO NOTHING",
    )
    .bind(guilds)
    .bind(WHOLE)
    .bind(now)
    .bind(AFTER_LEAVING)
}

/// The bot is there again: what nobody asked for is not removed.
pub fn cancel_removals(guilds: &str) -> Stmt {
    Stmt::new(
        "DELETE FROM data_requests WHERE guild IN (SELECT value FROM json_each(?1)) AND id = ?2 AND asked_by IS NULL",
    )
    .bind(guilds)
    .bind(WHOLE)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, id, user, stand_in, everywhere, asked_by, step, finished_at, left_parts FROM data_requests WHERE due_at <= ?1 ORDER BY due_at LIMIT 1",
    )
    .bind(now)
}

/// Notes the part that is done.
pub fn set_step(guild: GuildId, id: &str, step: &str, due: Time) -> Stmt {
    Stmt::new("UPDATE data_requests SET step = ?3, due_at = ?4 WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
        .bind(step)
        .bind(due)
}

/// All parts are done; those that had to leave something are due again.
pub fn set_finished(guild: GuildId, id: &str, left: &[String], now: Time, again: Option<Time>) -> Stmt {
    Stmt::new(
        "UPDATE data_requests SET step = '', kept = ?3, finished_at = coalesce(finished_at, ?4), due_at = ?5, left_parts = ?6 \
         WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(left.len() as i64)
    .bind(now)
    .bind(again)
    .bind(left.join(" "))
}

/// Forgets what was done long ago and left nothing to come back to.
pub fn delete_old(before: Time) -> Stmt {
    Stmt::new(
        "DELETE FROM data_requests WHERE (guild, id) IN (SELECT guild, id FROM data_requests \
         WHERE finished_at IS NOT NULL AND finished_at < ?1 AND due_at IS NULL ORDER BY finished_at LIMIT 200)",
    )
    .bind(before)
}

/// Notes a part that had to leave something before the end.
pub fn add_left(guild: GuildId, id: &str, part: &str) -> Stmt {
    Stmt::new("UPDATE data_requests SET left_parts = left_parts || ' ' || ?3 WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
        .bind(part)
}

/// What is being deleted in a guild, or will be looked at again.
pub fn list_open(guild: GuildId) -> Stmt {
    Stmt::new(
        "SELECT user, step, everywhere, asked_at, finished_at FROM data_requests \
         WHERE guild = ?1 AND due_at IS NOT NULL ORDER BY id LIMIT 20",
    )
    .bind(guild)
}

/// What was asked for in a guild about somebody, and about the guild.
pub fn find_requests(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new(
        "SELECT id, asked_at, finished_at, kept FROM data_requests WHERE guild = ?1 AND id IN ('person:' || ?2, 'guild')",
    )
    .bind(guild)
    .bind(user)
}
