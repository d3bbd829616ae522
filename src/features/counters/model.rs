//! What was counted, as rows tell it.

use crate::base::{
    ids::GuildId,
    json::{self, FromJson},
    time::Day,
};

/// A command over some days.
#[derive(Clone, Debug, Default, FromJson)]
pub struct Usage {
    pub command: String,
    pub count: i64,
    pub total_ms: i64,
    pub refused: i64,
    pub failed: i64,
    pub deferred: i64,
    /// D1 round trips.
    pub trips: i64,
    pub rows_written: i64,
    /// The histogram of durations, a JSON array: see `platform::tally::BUCKETS`.
    pub times: String,
}

impl Usage {
    pub fn buckets(&self) -> Vec<i64> {
        json::parse(&self.times).unwrap_or_default()
    }

    /// The mean of something over all uses, with one place.
    pub fn mean(&self, of: i64) -> String {
        let tenths = (of * 10 + self.count / 2) / self.count.max(1);
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// A count of a day, a key, or both.
#[derive(Clone, Debug, FromJson)]
pub struct Counted {
    pub day: Day,
    pub key: String,
    pub count: i64,
    pub total: i64,
}

impl Counted {
    /// The parts of a key that is a JSON array of words.
    pub fn parts(&self) -> Vec<String> {
        json::parse(&self.key).unwrap_or_default()
    }
}

#[derive(Clone, Debug, FromJson)]
pub struct DayCount {
    pub day: Day,
    pub count: i64,
}

/// A fault of ours, as often as it happened.
#[derive(Clone, Debug, FromJson)]
pub struct Known {
    #[serde(default)]
    pub id: String,
    pub place: String,
    pub doing: String,
    pub chain: String,
    pub guild: Option<GuildId>,
    pub request: String,
    pub count: i64,
    /// Unix milliseconds.
    pub first_at: i64,
    pub last_at: i64,
    pub correlations: String,
}
