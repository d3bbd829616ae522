//! Moments, days and time zones. Logic is handed its time; nothing here reads a clock.

mod zone;
mod zones;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

pub use zone::{Day, Zone, weekday, zone_choices, zones_matching};

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// A moment in Unix milliseconds (UTC).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Time(i64);

impl Time {
    pub const fn from_millis(millis: i64) -> Time {
        Time(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This moment moved by a number of milliseconds, which may be negative.
    pub const fn plus(self, millis: i64) -> Time {
        Time(self.0.saturating_add(millis))
    }

    /// The last midnight in UTC, this moment included.
    pub const fn utc_midnight(self) -> Time {
        Time(self.0 - self.0.rem_euclid(DAY))
    }

    /// Discord's time stamp that each reader sees in their own zone: "in 3 hours".
    pub fn relative(self) -> String {
        format!("<t:{}:R>", self.0.div_euclid(SECOND))
    }

    /// Discord's time stamp as date and time.
    pub fn full(self) -> String {
        format!("<t:{}:f>", self.0.div_euclid(SECOND))
    }

    /// As Discord's API writes and reads times, such as `2026-11-21T03:30:00Z`.
    pub fn iso8601(self) -> String {
        self.timestamp().to_string()
    }

    /// `2026-11-20` in UTC, for file names and logs.
    pub fn utc_date(self) -> String {
        Zone::utc().date(self).to_string()
    }

    fn timestamp(self) -> Timestamp {
        // Beyond jiff's range (year 9999) the nearest end serves as well.
        Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }
}

/// The first moment (UTC) of the month so many months before the one of `at`.
pub fn month_start(at: Time, months_back: i32) -> Time {
    let first = Zone::utc().date(at).first_of_month();
    let start = first.checked_sub(jiff::Span::new().months(months_back)).unwrap_or(first);
    Time(day_number(start) * DAY)
}

fn day_number(date: Date) -> Day {
    // Days between two dates are counted whole whatever the span's other units.
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn moments_beyond_the_calendar_do_not_panic() {
        for millis in [i64::MIN, -1, 0, i64::MAX] {
            let moment = Time(millis);
            let _ = (Zone::utc().day(moment), Zone::utc().next_day_starts(moment), moment.utc_date());
        }
    }

    #[test]
    fn months_start_at_their_first() {
        assert_eq!(month_start(at("2026-11-20T10:00:00Z"), 13), at("2025-10-01T00:00:00Z"));
        assert_eq!(month_start(at("2026-03-31T23:59:59Z"), 1), at("2026-02-01T00:00:00Z"));
    }
}
