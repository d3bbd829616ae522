//! Squads, memberships, sales and their settings.

use serde::Serialize;

use crate::{
    app::Section,
    base::{
        ids::{ChannelId, RoleId},
        json::FromJson,
        money::Amount,
        time::{SECOND, Time},
    },
};

/// Active squads of a guild at most.
pub const MOST: i64 = 100;
/// Longest name, in characters.
pub const NAME: u16 = 40;

/// What holds for all squads of a guild.
#[derive(Clone, Debug, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct SquadSettings {
    pub switch_cost: Amount,
    pub join_cost: Amount,
    /// Balance from which squads may be joined.
    pub minimum: Amount,
    /// How long buttons and menus live after their message, in seconds: 10 to 840.
    pub controls: i64,
    /// Joined by a member on first earning.
    pub default_squad: Option<i64>,
    /// Where joins and switches are told.
    pub channel: Option<ChannelId>,
}

impl Default for SquadSettings {
    fn default() -> Self {
        SquadSettings {
            switch_cost: Amount::of(50),
            join_cost: Amount::ZERO,
            minimum: Amount::ZERO,
            controls: 60,
            default_squad: None,
            channel: None,
        }
    }
}

impl Section for SquadSettings {
    const NAME: &'static str = "squads";
}

impl SquadSettings {
    /// Whether a control that was sent at a moment still works.
    pub fn is_live(&self, sent: Time, now: Time) -> bool {
        now.millis() - sent.millis() <= self.controls * SECOND
    }
}

/// A squad as it is stored.
#[derive(Clone, Debug, FromJson)]
pub struct Squad {
    pub id: i64,
    pub name: String,
    pub description: String,
    /// One emoji, of Unicode or the server's own.
    pub emoji: Option<String>,
    pub role: Option<RoleId>,
    pub max_members: Option<i64>,
    pub welcome: Option<String>,
    pub state: State,
    pub members: i64,
    /// What its members held together at `bytes_at`.
    pub bytes: i64,
    /// Unix milliseconds; 0 when it was never summed up.
    pub bytes_at: i64,
}

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Active,
    Archived,
}

impl Squad {
    pub fn is_active(&self) -> bool {
        self.state == State::Active
    }

    pub fn is_full(&self) -> bool {
        self.max_members.is_some_and(|most| self.members >= most)
    }
}

/// Where somebody belongs.
#[derive(Clone, Debug, FromJson)]
pub struct Membership {
    pub squad: i64,
    /// Unix milliseconds.
    pub joined_at: i64,
}

/// A time in which joining and switching cost less.
#[derive(Clone, Debug, FromJson)]
pub struct Sale {
    pub id: String,
    pub name: String,
    /// Unix milliseconds, as `ends_at`.
    pub starts_at: i64,
    pub ends_at: i64,
    /// Per cent, 0 to 100.
    pub join_discount: i64,
    pub switch_discount: i64,
}

/// How a name is compared: without case and without spaces at its ends.
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
