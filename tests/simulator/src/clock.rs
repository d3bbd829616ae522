//! The simulator's own time: it follows the real clock, can be pushed ahead, and mints snowflakes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::Id;

/// Milliseconds between the Unix epoch and Discord's (2015-01-01).
pub const DISCORD_EPOCH: u64 = 1_420_070_400_000;

/// A cheap handle on one time line. It ticks with real time and never goes back.
#[derive(Clone)]
pub struct Clock {
    inner: Arc<Inner>,
}

struct Inner {
    started: Instant,
    started_ms: u64,
    moving: Mutex<Moving>,
}

struct Moving {
    ahead: Duration,
    last_id: Id,
    last_old: Id,
}

impl Clock {
    pub(crate) fn start() -> Clock {
        let started_ms = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
        Clock {
            inner: Arc::new(Inner {
                started: Instant::now(),
                started_ms,
                moving: Mutex::new(Moving { ahead: Duration::ZERO, last_id: 0, last_old: 0 }),
            }),
        }
    }

    /// The time now, in milliseconds since the Unix epoch.
    pub fn now(&self) -> u64 {
        let ahead = self.moving(|moving| moving.ahead);
        self.inner.started_ms + (self.inner.started.elapsed() + ahead).as_millis() as u64
    }

    /// Pushes time ahead.
    pub fn advance(&self, by: Duration) {
        self.moving(|moving| moving.ahead += by);
    }

    /// A snowflake of this moment, greater than every one minted before.
    pub fn new_id(&self) -> Id {
        let now = snowflake_at(self.now());
        self.moving(|moving| {
            moving.last_id = now.max(moving.last_id + 1);
            moving.last_id
        })
    }

    /// A snowflake from about two years back, for what existed long before a test begins.
    pub fn old_id(&self) -> Id {
        let then = snowflake_at(self.inner.started_ms - 2 * 365 * 86_400_000);
        self.moving(|moving| {
            moving.last_old = then.max(moving.last_old + (1 << 22));
            moving.last_old
        })
    }

    fn moving<R>(&self, f: impl FnOnce(&mut Moving) -> R) -> R {
        f(&mut self.inner.moving.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The smallest snowflake of a moment given in Unix milliseconds.
pub fn snowflake_at(unix_ms: u64) -> Id {
    unix_ms.saturating_sub(DISCORD_EPOCH) << 22
}

/// The moment, in Unix milliseconds, at which a snowflake was made.
pub fn time_of(id: Id) -> u64 {
    (id >> 22) + DISCORD_EPOCH
}

/// A moment in the form Discord's JSON has: `2026-11-21T10:00:00.000000+00:00`.
pub fn iso(unix_ms: u64) -> String {
    let (days, rest) = (unix_ms / 86_400_000, unix_ms % 86_400_000);
    let (year, month, day) = civil(days as i64);
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, milli) = (rest / 1_000 % 60, rest % 1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}000+00:00")
}

/// Unix milliseconds of an ISO 8601 moment, as bots write it (`Z` or an offset); `None` when it is none.
pub fn parse_iso(text: &str) -> Option<u64> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let mut parts = date.splitn(3, '-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let day: i64 = parts.next()?.parse().ok()?;
    let zone_at = time.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = time.split_at(zone_at);
    let mut parts = clock.splitn(3, ':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next()?.parse().ok()?;
    let second: f64 = parts.next().unwrap_or("0").parse().ok()?;
    let offset = match zone.strip_prefix(['Z', 'z']) {
        Some(_) => 0,
        None => {
            let (hours, minutes) = zone[1..].split_once(':')?;
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if zone.starts_with('-') { -minutes } else { minutes }
        }
    };
    let fits =
        (1..=12).contains(&month) && (1..=31).contains(&day) && (0..24).contains(&hour) && (0..60).contains(&minute);
    if !fits {
        return None;
    }
    let minutes = days_from_civil(year, month, day) * 1_440 + hour * 60 + minute - offset;
    u64::try_from(minutes * 60_000 + (second * 1_000.0) as i64).ok()
}

// Days <-> date, the usual shift of the year's start to March so that leap days come last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_index = (month + 9) % 12;
    let day_of_year = (153 * month_index + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_ahead_and_ids_rise() {
        let clock = Clock::start();
        let (first, second) = (clock.new_id(), clock.new_id());
        assert!(second > first);
        let before = clock.now();
        clock.advance(Duration::from_secs(86_400));
        assert!(clock.now() >= before + 86_400_000);
        assert!(time_of(clock.new_id()) >= before + 86_400_000);
        assert!(clock.old_id() < first);
    }

    #[test]
    fn iso_there_and_back() {
        assert_eq!(iso(0), "1970-01-01T00:00:00.000000+00:00");
        assert_eq!(iso(1_709_208_000_123), "2024-02-29T12:00:00.123000+00:00");
        assert_eq!(parse_iso(&iso(1_709_208_000_123)), Some(1_709_208_000_123));
        assert_eq!(parse_iso("2024-02-29T13:00:00+01:00"), Some(1_709_208_000_000));
        assert_eq!(parse_iso("2024-02-29T12:00:00Z"), Some(1_709_208_000_000));
        assert_eq!(parse_iso("yesterday"), None);
    }
}
