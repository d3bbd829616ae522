//! Statements on `channel_locks`.

use crate::{
    base::{
        ids::{ChannelId, GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn find_lock(guild: GuildId, channel: ChannelId) -> Stmt {
    Stmt::new("SELECT allowed, denied FROM channel_locks WHERE guild = ?1 AND channel = ?2").bind(guild).bind(channel)
}

/// What @everyone had of Send Messages; fails on the primary key where the channel is locked.
pub fn insert_lock(guild: GuildId, channel: ChannelId, had: (bool, bool), by: UserId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO channel_locks (guild, channel, allowed, denied, locked_by, locked_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )
    .bind(guild)
    .bind(channel)
    .bind(i64::from(had.0))
    .bind(i64::from(had.1))
    .bind(by)
    .bind(now)
}

pub fn delete_lock(guild: GuildId, channel: ChannelId) -> Stmt {
    Stmt::new("DELETE FROM channel_locks WHERE guild = ?1 AND channel = ?2").bind(guild).bind(channel)
}
