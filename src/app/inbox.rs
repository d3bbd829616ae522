//! What waits for a moderator's decision beside alerts: each feature adds its own to `/inbox` and its page.

use crate::{
    base::{error::Result, ids::GuildId, lang::Lang, time::Time},
    platform::db::{Rows, Stmt},
};

/// Rows that a feature shows at most in an inbox; the oldest wait there.
pub const WAITING: i64 = 5;

pub struct Waits {
    /// What is open, the oldest first, at most [`WAITING`].
    pub list: fn(GuildId) -> Stmt,
    /// Tells of those rows.
    pub tell: fn(Lang, &Rows) -> Result<Vec<Waiting>>,
}

/// One thing that waits.
pub struct Waiting {
    pub since: Time,
    /// In plain words: what, and whose.
    pub what: String,
    /// On its button in Discord, and the button's `custom_id`.
    pub label: String,
    pub press: String,
    /// Its page in the dashboard, below the guild's.
    pub path: String,
}
