//! Moments, days and time zones. Logic is handed its time; nothing here reads a clock.

use jiff::{Timestamp, civil::Date, tz::Offset, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// A moment in Unix milliseconds (UTC).
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
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

/// A calendar day as the number of days since 1970-01-01 in some zone.
pub type Day = i64;

/// A time zone: an IANA name (`Europe/Berlin`) or a fixed offset (`+02:00`).
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// Reads `UTC`, `+05:30`, `-3`, `UTC+2` or an IANA name in any case; `None` when it is none
    /// of them. Offsets reach 14 hours either way, as in the tz database.
    pub fn parse(text: &str) -> Option<Zone> {
        let text = text.trim();
        let offset = text.strip_prefix("UTC").or_else(|| text.strip_prefix("utc")).unwrap_or(text);
        if offset.is_empty() {
            return (!text.is_empty()).then(Zone::utc);
        }
        if let Some(minutes) = offset_minutes(offset) {
            let rules = TimeZone::fixed(Offset::from_seconds(minutes * 60).ok()?);
            let sign = if minutes < 0 { '-' } else { '+' };
            let name = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
            return Some(if minutes == 0 { Zone::utc() } else { Zone { name, rules } });
        }
        let rules = TimeZone::get(text).ok()?;
        let name = rules.iana_name()?.to_owned();
        Some(Zone { name, rules })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The calendar day on which a moment falls here.
    pub fn day(&self, at: Time) -> Day {
        day_number(self.date(at))
    }

    /// The first moment of the next calendar day here, always later than `at`. Where a clock
    /// change skips midnight it is the first moment that exists.
    pub fn next_day_starts(&self, at: Time) -> Time {
        let today = self.date(at);
        let next = today
            .tomorrow()
            .ok()
            .and_then(|date| date.to_zoned(self.rules.clone()).ok())
            .map(|start| Time(start.timestamp().as_millisecond()));
        next.filter(|start| *start > at).unwrap_or(at.plus(DAY))
    }

    fn date(&self, at: Time) -> Date {
        self.rules.to_datetime(at.timestamp()).date()
    }
}

impl TryFrom<String> for Zone {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Zone, Self::Error> {
        Zone::parse(&text).ok_or("unknown time zone")
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.name
    }
}

/// Names of the tz database that hold `part`, in any case, at most `most`.
pub fn zones_matching(part: &str, most: usize) -> Vec<String> {
    let part = part.trim().to_ascii_lowercase().replace(' ', "_");
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| (name.contains('/') || name == "UTC") && !name.starts_with("Etc/"))
        .filter(|name| name.to_ascii_lowercase().contains(&part))
        .collect();
    names.sort();
    names.truncate(most);
    names
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

fn offset_minutes(text: &str) -> Option<i32> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let in_range = |part: &str, most: i32| -> Option<i32> {
        let all_digits = !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        all_digits.then(|| part.parse().ok()).flatten().filter(|n| *n <= most)
    };
    let total = in_range(hours, 14)? * 60 + in_range(minutes, 59)?;
    (total <= 14 * 60).then_some(sign * total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn zones_are_read_generously_and_written_one_way() {
        for (text, name) in [
            ("utc", "UTC"),
            ("+2", "+02:00"),
            ("UTC-03:30", "-03:30"),
            ("+00:00", "UTC"),
            ("europe/berlin", "Europe/Berlin"),
        ] {
            assert_eq!(Zone::parse(text).unwrap().name(), name, "{text}");
        }
        for wrong in ["", "Berlin", "+15", "+1:60", "++1", "2", "+-1", "Europe/Atlantis", "+01:00:00"] {
            assert_eq!(Zone::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_follow_the_zone() {
        let moment = at("2026-11-20T23:30:00Z");
        assert_eq!(Zone::utc().day(moment), 20_777);
        assert_eq!(Zone::parse("+01:00").unwrap().day(moment), 20_778);
        assert_eq!(Zone::parse("America/Lima").unwrap().day(moment), 20_777);
    }

    #[test]
    fn the_next_day_starts_right_on_both_clock_changes() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        // 29 March 2026 has 23 hours, 25 October 2026 has 25.
        assert_eq!(berlin.next_day_starts(at("2026-03-28T23:00:00Z")), at("2026-03-29T22:00:00Z"));
        assert_eq!(berlin.next_day_starts(at("2026-10-24T22:00:00Z")), at("2026-10-25T23:00:00Z"));
        // In Beirut the clock jumps from 00:00 to 01:00, so the day starts at 01:00.
        let beirut = Zone::parse("Asia/Beirut").unwrap();
        assert_eq!(beirut.next_day_starts(at("2026-03-28T12:00:00Z")), at("2026-03-28T22:00:00Z"));
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

    #[test]
    fn zone_names_are_found_by_any_part() {
        assert_eq!(zones_matching("berlin", 25), ["Europe/Berlin"]);
        assert_eq!(zones_matching("new york", 25), ["America/New_York"]);
        assert_eq!(zones_matching("", 25).len(), 25);
    }
}
