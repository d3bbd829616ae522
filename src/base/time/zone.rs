//! Time zones: which calendar day a moment is, and when a clock there shows an hour.

use jiff_core::{
    civil::{self, Date, DateTime, UnixEpochDay},
    tz::{Offset, posix, tzif},
};
use serde::Serialize;

use super::{DAY, Time, day_number, zones};
use crate::base::{
    json::{Faults, FromJson, Value},
    list,
};

/// A calendar day as the number of days since 1970-01-01 in some zone.
pub type Day = i64;

/// As many as Discord lists below an option.
const CHOICES: usize = 25;

/// A time zone: an IANA name (`Europe/Berlin`) or a fixed offset (`+02:00`).
#[derive(Clone, Serialize)]
#[serde(into = "String")]
pub struct Zone {
    name: String,
    rules: Rules,
}

/// How far clocks are ahead, and when.
#[derive(Clone)]
pub(super) enum Rules {
    Fixed(Offset),
    Posix(posix::TimeZone),
    Table(tzif::TimeZone),
}

impl Rules {
    pub(super) fn offset(&self, at: Time) -> Offset {
        match self {
            Rules::Fixed(offset) => *offset,
            Rules::Posix(zone) => zone.to_offset(at.timestamp()),
            Rules::Table(zone) => zone.to_offset(at.timestamp()),
        }
    }

    /// The moment at which clocks show this; where they skip it, as much later as they were put forward, and
    /// where they show it twice, the first time.
    fn moment(&self, shown: DateTime) -> Option<Time> {
        let found = match self {
            Rules::Fixed(offset) => shown.to_timestamp(*offset),
            Rules::Posix(zone) => zone.to_ambiguous_timestamp(shown).compatible(),
            Rules::Table(zone) => zone.to_ambiguous_timestamp(shown).compatible(),
        };
        found.ok().map(|found| Time(found.as_millisecond()))
    }
}

// A name has one zone, so it says all.
impl std::fmt::Debug for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl Zone {
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), rules: Rules::Fixed(Offset::UTC) }
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
            let rules = Rules::Fixed(Offset::from_seconds(minutes * 60).ok()?);
            let sign = if minutes < 0 { '-' } else { '+' };
            let name = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
            return Some(if minutes == 0 { Zone::utc() } else { Zone { name, rules } });
        }
        let (name, rules) = zones::find(text)?;
        Some(Zone { name: name.to_owned(), rules })
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
        let next = self.date(at).tomorrow().ok().and_then(|date| self.shows(date, 0));
        next.filter(|start| *start > at).unwrap_or(at.plus(DAY))
    }

    /// The moment at which clocks here show a full hour (0 to 23) of a day. Where a clock change skips
    /// it, it is as much later as the clock was put forward; where it comes twice, the first time.
    pub fn hour_of_day(&self, day: Day, hour: i64) -> Time {
        let date = i32::try_from(day).ok().and_then(|day| UnixEpochDay::new(day).ok()).map(UnixEpochDay::to_date);
        let moment = date.and_then(|date| self.shows(date, hour.clamp(0, 23) as i8));
        // Beyond the calendar there are no clock changes either.
        moment.unwrap_or(Time(day.saturating_mul(DAY)))
    }

    fn shows(&self, date: Date, hour: i8) -> Option<Time> {
        self.rules.moment(DateTime::from_parts(date, civil::Time::new(hour, 0, 0, 0).ok()?))
    }

    pub(super) fn date(&self, at: Time) -> Date {
        self.rules.offset(at).to_datetime(at.timestamp()).date()
    }
}

impl FromJson for Zone {
    fn read(value: &Value, faults: &mut Faults) -> Zone {
        value.as_str().and_then(Zone::parse).unwrap_or_else(|| {
            faults.note("is no time zone");
            Zone::utc()
        })
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.name
    }
}

/// The day's place in its week, 0 for Monday.
pub const fn weekday(day: Day) -> i64 {
    // 1970-01-01 was a Thursday.
    day.saturating_add(3).rem_euclid(7)
}

/// Zones for the option in which a person types one: what is shown and what is sent, at most 25.
pub fn zone_choices(typed: &str) -> Vec<(String, String)> {
    let mut names = zones_matching(typed, CHOICES);
    if let Some(zone) = Zone::parse(typed) {
        names.retain(|name| name != zone.name());
        names.insert(0, zone.name().to_owned());
        names.truncate(CHOICES);
    }
    names.into_iter().map(|name| (name.clone(), name)).collect()
}

/// Names of the tz database that hold `part`, in any case, at most `most`.
pub fn zones_matching(part: &str, most: usize) -> Vec<String> {
    let part = part.trim().to_ascii_lowercase().replace(' ', "_");
    let mut names: Vec<&str> = zones::names()
        .filter(|name| (name.contains('/') || *name == "UTC") && !name.starts_with("Etc/"))
        .filter(|name| name.to_ascii_lowercase().contains(&part))
        .collect();
    list::sort(&mut names);
    names.into_iter().take(most).map(str::to_owned).collect()
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
    use jiff::Timestamp;

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
    fn an_hour_of_a_day_is_right_on_both_clock_changes() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let of = |date: &str, hour| berlin.hour_of_day(Zone::utc().day(at(&format!("{date}T00:00:00Z"))), hour);
        assert_eq!(of("2026-03-28", 2), at("2026-03-28T01:00:00Z"));
        assert_eq!(of("2026-03-29", 2), at("2026-03-29T01:00:00Z"), "02:00 does not exist, 03:00 it is");
        assert_eq!(of("2026-03-29", 3), at("2026-03-29T01:00:00Z"));
        assert_eq!(of("2026-10-25", 2), at("2026-10-25T00:00:00Z"), "the first of two");
        assert_eq!(of("2026-10-25", 3), at("2026-10-25T02:00:00Z"));
        let kolkata = Zone::parse("Asia/Kolkata").unwrap();
        assert_eq!(kolkata.hour_of_day(20_777, 9), at("2026-11-20T03:30:00Z"));
        assert_eq!(weekday(20_777), 4, "a Friday");
        for day in [i64::MIN, -1, 0, 7_304_485, i64::MAX] {
            let _ = (berlin.hour_of_day(day, 30), weekday(day));
        }
    }

    #[test]
    fn zone_names_are_found_by_any_part() {
        assert_eq!(zones_matching("berlin", 25), ["Europe/Berlin"]);
        assert_eq!(zones_matching("new york", 25), ["America/New_York"]);
        assert_eq!(zones_matching("", 25).len(), 25);
    }
}
