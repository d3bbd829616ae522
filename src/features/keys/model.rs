//! A key as it is stored, and what it may.

use crate::{
    app::api::Caller,
    base::{
        ids::{GuildId, UserId},
        json::{self, FromJson},
        time::{DAY, MINUTE, Time},
    },
};

/// What every key begins with.
pub const PREFIX: &str = "gh_";
/// How long a token of a key is good for.
pub const TOKEN: i64 = 15 * MINUTE;
/// How long it is known what was answered to an `Idempotency-Key`.
pub const ANSWERS: i64 = DAY;
/// A write that has not been answered for so long is tried again by whoever asks.
pub const RUNNING: i64 = MINUTE;
/// How long calls are counted back, in days.
pub const COUNTED: i64 = 30;
/// Everything of the guild.
pub const ADMIN: &str = "admin";

#[derive(Clone, Debug, FromJson)]
pub struct Key {
    pub id: String,
    pub name: String,
    pub guild: GuildId,
    /// JSON array of ids.
    pub others: String,
    /// JSON array of scopes.
    pub scopes: String,
    pub created_by: UserId,
    /// Unix milliseconds.
    pub expires_at: Option<i64>,
    pub revoked_at: Option<i64>,
    /// Calls a minute.
    pub most: i64,
    /// Calls of this minute, this one included.
    pub used: i64,
}

impl Key {
    pub fn is_alive(&self, now: Time) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|until| until > now.millis())
    }

    pub fn caller(&self) -> Caller {
        let others: Vec<GuildId> = json::parse(&self.others).unwrap_or_default();
        Caller {
            id: self.id.clone(),
            name: self.name.clone(),
            guilds: std::iter::once(self.guild).chain(others).collect(),
            scopes: json::parse(&self.scopes).unwrap_or_default(),
            expires: self.expires_at,
            most: self.most,
        }
    }
}

/// A key as the dashboard shows it.
#[derive(Clone, Debug, FromJson)]
pub struct Listed {
    pub id: String,
    pub name: String,
    pub others: String,
    pub scopes: String,
    pub created_by: UserId,
    pub created_by_name: String,
    /// Unix milliseconds.
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub used_at: Option<i64>,
}

impl Listed {
    pub fn scopes(&self) -> Vec<String> {
        json::parse(&self.scopes).unwrap_or_default()
    }
}

/// Calls of a day.
#[derive(Clone, Debug, FromJson)]
pub struct Counted {
    /// Since 1970, UTC.
    pub day: i64,
    pub route: String,
    pub status: i64,
    pub count: i64,
}

/// What was answered before.
#[derive(Clone, Debug, FromJson)]
pub struct Answered {
    /// A digest of what was asked.
    pub request: String,
    pub cause: String,
    /// Unix milliseconds.
    pub at: i64,
    pub status: Option<i64>,
    pub body: Option<String>,
}
