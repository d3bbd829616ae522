//! Statements on `channel_locks`.

use super::logic::Doors;
use crate::{
    base::{
        ids::{ChannelId, GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn find_lock(guild: GuildId, channel: ChannelId) -> Stmt {
    Stmt::new(
        "SELECT allowed, denied, threads_allowed, threads_denied FROM channel_locks WHERE guild = ?1 AND channel = ?2",
    )
    .bind(guild)
    .bind(channel)
}

/// What @everyone had; fails on the primary key where the channel is locked.
pub fn insert_lock(guild: GuildId, channel: ChannelId, doors: &Doors, by: UserId, now: Time) -> Stmt {
    let ((allowed, denied), threads) = doors.to_store();
    Stmt::new(
        "INSERT INTO channel_locks (guild, channel, allowed, denied, threads_allowed, threads_denied, locked_by, locked_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(guild)
    .bind(channel)
    .bind(i64::from(allowed))
    .bind(i64::from(denied))
    .bind(threads.map(|(allowed, _)| allowed))
    .bind(threads.map(|(_, denied)| denied))
    .bind(by)
    .bind(now)
}

/// The lock leaves threads alone.
pub fn set_threads_left(guild: GuildId, channel: ChannelId) -> Stmt {
    Stmt::new(
        "UPDATE channel_locks SET threads_allowed = NULL, threads_denied = NULL WHERE guild = ?1 AND channel = ?2",
    )
    .bind(guild)
    .bind(channel)
}

pub fn delete_lock(guild: GuildId, channel: ChannelId) -> Stmt {
    Stmt::new("DELETE FROM channel_locks WHERE guild = ?1 AND channel = ?2").bind(guild).bind(channel)
}
