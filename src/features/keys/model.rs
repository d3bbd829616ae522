//! A key as it is stored, and what it may.

use crate::{
    app::api::Caller,
    base::{
        ids::{GuildId, UserId},
        json::{self, FromJson},
        time::{DAY, HOUR, MINUTE, Time},
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
/// The series of counters that calls are.
pub const CALLS: &str = "call";
/// Calls a minute of a key, unless who runs the deployment lets it call more often; what `RATE_LIMIT` of
/// `wrangler.toml` counts to.
pub const CALLS_A_MINUTE: i64 = 60;
/// The most that one key may be let.
pub const MOST_CALLS: i64 = 6_000;
/// A key's last use is kept to so much.
pub const USE: i64 = HOUR;
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
    pub used_at: Option<i64>,
    /// Calls a minute.
    pub most: i64,
    /// What is known of its maker in the guild of the path.
    guild_name: Option<String>,
    present: Option<i64>,
    permissions: Option<String>,
    roles: Option<String>,
    read_at: Option<i64>,
}

/// What Discord said of a key's maker in a guild.
#[derive(Clone, Debug)]
pub struct Maker {
    pub guild_name: String,
    /// 0 where they are not in it any more.
    pub present: i64,
    /// A decimal number.
    pub permissions: String,
    /// JSON array of ids.
    pub roles: String,
    /// Unix milliseconds.
    pub read_at: i64,
}

impl Key {
    pub fn is_alive(&self, now: Time) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|until| until > now.millis())
    }

    pub fn maker(&self) -> Option<Maker> {
        Some(Maker {
            guild_name: self.guild_name.clone()?,
            present: self.present?,
            permissions: self.permissions.clone()?,
            roles: self.roles.clone()?,
            read_at: self.read_at?,
        })
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
            guild_name: String::new(),
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
