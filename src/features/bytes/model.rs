//! Bytes: settings, accounts and what happens to them.

use serde::Serialize;

use crate::{
    app::Section,
    base::{
        ids::{RoleId, UserId},
        json::FromJson,
        money::Amount,
        time::{Day, HOUR, Time, Zone},
    },
};

/// The economy of a guild.
#[derive(Clone, Debug, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct BytesSettings {
    /// What an account starts with.
    pub starting: Amount,
    /// What the first activity of a day earns, before the ladder.
    pub daily: Amount,
    /// Ascending by days; the last step reached counts.
    pub ladder: Vec<Step>,
    /// The most that one day earns.
    pub cap: Option<Amount>,
    pub boundary: Boundary,
    /// Missed days that do not break a streak, 0 to 30.
    pub grace: i64,
    pub transfer_maximum: Amount,
    /// Hours between two transfers of a sender, 0 to 8,760.
    pub cooldown_hours: i64,
    /// Days of membership before a first transfer, 0 to 365.
    pub membership_days: i64,
    /// By which figure role rewards are earned.
    pub measure: Measure,
    pub stacking: Stacking,
    /// Ascending by threshold.
    pub rewards: Vec<Reward>,
}

impl Default for BytesSettings {
    fn default() -> Self {
        let step = |days, name: &str, factor| Step { days, name: name.to_owned(), factor };
        BytesSettings {
            starting: Amount::of(100),
            daily: Amount::of(10),
            ladder: vec![step(8, "CHAR", 2), step(16, "SHORT", 4), step(32, "INT", 16), step(64, "LONG", 256)],
            cap: None,
            boundary: Boundary::default(),
            grace: 0,
            transfer_maximum: Amount::of(1_000),
            cooldown_hours: 24,
            membership_days: 0,
            measure: Measure::Received,
            stacking: Stacking::All,
            rewards: Vec::new(),
        }
    }
}

impl Section for BytesSettings {
    const NAME: &'static str = "bytes";
}

impl BytesSettings {
    pub fn cooldown(&self) -> i64 {
        self.cooldown_hours * HOUR
    }
}

/// A step of the streak ladder.
#[derive(Clone, Debug, FromJson, Eq, PartialEq, Serialize)]
pub struct Step {
    /// Streak from which it counts, at least 1.
    pub days: i64,
    pub name: String,
    /// Multiplies the daily amount, 1 to 1,000.
    pub factor: u32,
}

/// When a new day begins. A boundary that was moved counts from its next occurrence; until then
/// the one before holds.
#[derive(Clone, Debug, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct Boundary {
    pub zone: Zone,
    /// Added to the calendar's day number, so that the first day after a move is a new one.
    pub shift: Day,
    /// From when on this zone counts.
    pub from: Time,
    /// What counted before that.
    pub before: Option<Before>,
}

#[derive(Clone, Debug, FromJson, PartialEq, Serialize)]
pub struct Before {
    pub zone: Zone,
    pub shift: Day,
}

impl Default for Boundary {
    fn default() -> Self {
        Boundary { zone: Zone::utc(), shift: 0, from: Time::default(), before: None }
    }
}

/// By which figure role rewards are earned.
#[derive(Clone, Copy, Debug, Default, FromJson, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Bytes received from others over all time.
    #[default]
    Received,
    /// The same, counting per pair only what did not go back.
    ReceivedNet,
    /// The highest balance there ever was.
    Highest,
}

#[derive(Clone, Copy, Debug, Default, FromJson, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stacking {
    /// Every role whose threshold was reached.
    #[default]
    All,
    /// Only the highest of them.
    HighestOnly,
}

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq, Serialize)]
pub struct Reward {
    pub role: RoleId,
    pub threshold: Amount,
}

/// A member's account as it stands in the database.
#[derive(Clone, Debug, Default, FromJson, Eq, PartialEq)]
pub struct Account {
    pub balance: i64,
    pub highest: i64,
    pub sent: i64,
    pub received: i64,
    pub received_net: i64,
    pub last_day: Day,
    pub streak: i64,
    pub next_transfer_at: i64,
}

impl Account {
    /// The figure by which rewards are earned.
    pub fn figure(&self, measure: Measure) -> i64 {
        match measure {
            Measure::Received => self.received,
            Measure::ReceivedNet => self.received_net,
            Measure::Highest => self.highest,
        }
    }
}

/// The day's bytes, about to be paid.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claim {
    pub day: Day,
    pub amount: Amount,
    /// With this day counted.
    pub streak: i64,
    /// What the decision saw; restated when it is written.
    pub seen_last_day: Day,
    /// The account is opened with this first.
    pub opening: Option<Amount>,
}

/// Who gives how much to whom.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Transfer {
    pub from: UserId,
    pub to: UserId,
    pub amount: Amount,
    pub reason: Option<String>,
    /// The receiver's account is opened with this first.
    pub opening: Option<Amount>,
    /// Milliseconds until the sender may give again.
    pub cooldown: i64,
}

/// A ledger entry as history shows it.
#[derive(Clone, Debug, FromJson, Eq, PartialEq)]
pub struct Entry {
    pub at: i64,
    pub cause: String,
    pub delta: i64,
    pub kind: String,
    pub other: Option<String>,
    pub reason: Option<String>,
    /// What the other is called, where a statement asks for it.
    pub other_name: Option<String>,
}

/// Own ranks are counted exactly up to here.
pub const RANKS: i64 = 1_000;

/// A row of the leaderboard.
#[derive(Clone, Debug, FromJson, Eq, PartialEq)]
pub struct Ranked {
    pub user: UserId,
    pub balance: i64,
}

/// A full audit as far as it is.
#[derive(Clone, Debug, FromJson, Eq, PartialEq)]
pub struct FullAudit {
    pub checked: i64,
    pub wrong: i64,
    pub finished_at: Option<i64>,
}
