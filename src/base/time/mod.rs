//! Moments, days and time zones. Logic is handed its time; nothing here reads a clock.

mod zone;
mod zones;

use jiff_core::{Timestamp, civil::Date, tz::Offset};
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
        let shown = self.timestamp().to_datetime(Offset::UTC);
        let (date, time) = (shown.date(), shown.time());
        let mut text = format!("{}T{:02}:{:02}:{:02}", written(date), time.hour(), time.minute(), time.second());
        if time.millisecond() != 0 {
            let part = format!(".{:03}", time.millisecond());
            text.push_str(part.trim_end_matches('0'));
        }
        text.push('Z');
        text
    }

    /// Reads a time as RFC 3339 has it; of its second only thousandths count, and a leap second is the one before it.
    pub fn from_iso8601(text: &str) -> Option<Time> {
        let number = |from: usize, digits: usize| -> Option<i64> {
            let part = text.get(from..from + digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let marks = [(4, "-"), (7, "-"), (10, "Tt "), (13, ":"), (16, ":")];
        if !marks.iter().all(|(at, marks)| text.get(*at..=*at).is_some_and(|found| marks.contains(found))) {
            return None;
        }
        let date = Date::new(number(0, 4)? as i16, number(5, 2)? as i8, number(8, 2)? as i8).ok()?;
        let (hour, minute, second) = (number(11, 2)?, number(14, 2)?, number(17, 2)?);
        let rest = text.get(19..)?;
        let part =
            rest.strip_prefix('.').map_or("", |rest| &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]);
        let zone = if part.is_empty() { rest } else { &rest[1 + part.len()..] };
        let millis: i64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
        let ahead = match zone.as_bytes() {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
                let at = text.len() - 6;
                let (hours, minutes) = (number(at + 1, 2)?, number(at + 4, 2)?);
                let span = hours * HOUR + minutes * MINUTE;
                (hours < 24 && minutes < 60).then_some(if *sign == b'-' { -span } else { span })?
            }
            _ => return None,
        };
        let within = hour < 24 && minute < 60 && second < 61;
        let clock = hour * HOUR + minute * MINUTE + second.min(59) * SECOND + millis;
        within.then(|| Time(day_number(date) * DAY + clock - ahead))
    }

    /// `2026-11-20` in UTC, for file names and logs.
    pub fn utc_date(self) -> String {
        written(self.timestamp().to_datetime(Offset::UTC).date())
    }

    fn timestamp(self) -> Timestamp {
        // Beyond the calendar's range (year 9999) the nearest end serves as well.
        Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }
}

fn written(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// The first moment (UTC) of the month so many months before the one of `at`.
pub fn month_start(at: Time, months_back: i32) -> Time {
    let date = at.timestamp().to_datetime(Offset::UTC).date();
    let months = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 - months_back;
    let first = Date::new(months.div_euclid(12) as i16, months.rem_euclid(12) as i8 + 1, 1);
    Time(day_number(first.unwrap_or(date.first_of_month())) * DAY)
}

fn day_number(date: Date) -> Day {
    i64::from(date.to_unix_epoch_day().day())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Time {
        Time::from_iso8601(text).unwrap()
    }

    proptest! {
        #[test]
        fn times_are_written_and_read_as_the_library_does(millis in -62_135_596_800_000_i64..253_402_207_200_000) {
            let theirs = jiff::Timestamp::from_millisecond(millis).unwrap();
            prop_assert_eq!(Time(millis).iso8601(), theirs.to_string());
            prop_assert_eq!(Time::from_iso8601(&theirs.to_string()), Some(Time(millis)));
            let elsewhere = theirs.display_with_offset(jiff::tz::offset(-5)).to_string();
            prop_assert_eq!(Time::from_iso8601(&elsewhere), Some(Time(millis)));
        }

        #[test]
        fn what_is_read_is_what_the_library_reads(text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,9})?(Z|z|[+-][01][0-9]:[0-5][0-9])") {
            let theirs = text.parse::<jiff::Timestamp>().ok().filter(|at| at.as_second() > -62_135_596_800);
            let ours = Time::from_iso8601(&text);
            if let Some(theirs) = theirs {
                prop_assert_eq!(ours.map(|at| at.millis().div_euclid(SECOND)), Some(theirs.as_nanosecond().div_euclid(1_000_000_000) as i64));
            }
        }

        #[test]
        fn nothing_makes_the_reader_panic(text in "\\PC{0,40}") {
            let _ = Time::from_iso8601(&text);
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2026-11-21",
            "2026-11-21T03:30:00",
            "2026-13-21T03:30:00Z",
            "2026-02-30T03:30:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T03:30:00+24:00",
            "2026-11-21T03:30:00Zx",
            "2026-11-21T03:30:00.Z",
            "+026-11-21T03:30:00Z",
            "2026-11-21T0é:30:00Z",
        ] {
            assert_eq!(Time::from_iso8601(text), None, "{text}");
        }
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
