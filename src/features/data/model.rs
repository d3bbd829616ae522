//! What is to be deleted, and how much at a time.

use crate::base::{
    ids::{GuildId, UserId},
    json::FromJson,
    time::{DAY, HOUR},
};

/// How long a guild's data is kept after the bot has left it.
pub const AFTER_LEAVING: i64 = 30 * DAY;
/// A person may have their data deleted once in so long, or they would collect a starting balance each time.
pub const AGAIN: i64 = 30 * DAY;
/// When what had to stay is looked at again.
pub const LOOK_AGAIN: i64 = 7 * DAY;
/// Rows written in a slice after which a guild's removal rests: D1's free plan allows 100,000 a day to all.
pub const ENOUGH: u64 = 2_000;
/// For how long it rests.
pub const REST: i64 = 2 * HOUR;
/// The request that takes everything of a guild.
pub const WHOLE: &str = "guild";

/// A row of `data_requests` that is due.
#[derive(Debug, FromJson)]
pub struct Request {
    pub guild: GuildId,
    pub id: String,
    /// Whose data goes; `None` where the whole guild's does.
    pub user: Option<UserId>,
    pub stand_in: String,
    pub everywhere: i64,
    pub asked_by: Option<UserId>,
    pub step: String,
    /// When it was done the first time; since then only what was left is looked at. Unix milliseconds.
    pub finished_at: Option<i64>,
    /// Names of parts, separated by spaces.
    pub left_parts: String,
}

/// A request that is not over.
#[derive(Debug, FromJson)]
pub struct Open {
    pub user: Option<UserId>,
    pub step: String,
    pub everywhere: i64,
    pub asked_at: i64,
    pub finished_at: Option<i64>,
}

/// A request as its people are told of it.
#[derive(Debug, FromJson)]
pub struct Told {
    pub id: String,
    pub asked_at: i64,
    pub finished_at: Option<i64>,
    pub kept: i64,
}
