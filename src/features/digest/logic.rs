//! Which period a digest tells of, and when the next is due.

use super::model::Rhythm;
use crate::{
    app::Period,
    base::time::{DAY, MINUTE, Time, Zone, weekday},
};

/// A digest that comes later than this after its period says so.
const LATE: i64 = 30 * MINUTE;
/// The most that one digest tells of, after a long outage.
const LONGEST: i64 = 31 * DAY;

/// When digests of a guild come: an hour of each day, or of a day of the week, by the zone's clocks.
pub struct Calendar<'a> {
    pub zone: &'a Zone,
    pub rhythm: Rhythm,
    /// 0 to 23.
    pub hour: i64,
}

impl Calendar<'_> {
    /// The last moment at which one was due, `at` included.
    pub fn last_due(&self, at: Time) -> Time {
        let today = self.zone.day(at);
        // A clock change moves the hour, never past the neighbouring day's.
        let days = (0..=self.step()).map(|back| today - back).filter(|day| self.has(*day));
        let moments = days.map(|day| self.zone.hour_of_day(day, self.hour));
        moments.filter(|moment| *moment <= at).max().unwrap_or(at.plus(-self.step() * DAY))
    }

    /// The first moment after `at` at which one is due.
    pub fn next_due(&self, at: Time) -> Time {
        let today = self.zone.day(at);
        let days = (0..=self.step()).map(|ahead| today + ahead).filter(|day| self.has(*day));
        let moments = days.map(|day| self.zone.hour_of_day(day, self.hour));
        moments.filter(|moment| *moment > at).min().unwrap_or(at.plus(self.step() * DAY))
    }

    /// The last whole period before a moment, and the one before that.
    pub fn last_periods(&self, at: Time) -> (Period, Period) {
        let end = self.last_due(at);
        let start = self.last_due(end.plus(-1));
        let earlier = self.last_due(start.plus(-1));
        (Period { start, end }, Period { start: earlier, end: start })
    }

    /// As much time as a period takes, up to a moment; and as much before that.
    pub fn rolling_periods(&self, at: Time) -> (Period, Period) {
        let start = at.plus(-self.step() * DAY);
        (Period { start, end: at }, Period { start: start.plus(-self.step() * DAY), end: start })
    }

    const fn step(&self) -> i64 {
        match self.rhythm {
            Rhythm::Daily => 1,
            Rhythm::Weekly { .. } => 7,
        }
    }

    fn has(&self, day: i64) -> bool {
        match self.rhythm {
            Rhythm::Daily => true,
            Rhythm::Weekly { weekday: wanted } => weekday(day) == wanted,
        }
    }
}

/// How a digest is late.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Late {
    Itself,
    /// Others before it did not come, and it tells of their periods too.
    WithOthers,
}

/// What a digest tells of that is made now, and the time before it that it is compared with.
/// `woken_for` is the moment that the schedule named: when others were due since, it tells of their
/// periods too.
pub fn told_of(calendar: &Calendar<'_>, woken_for: Time, now: Time) -> (Period, Period, Option<Late>) {
    let (period, before) = calendar.last_periods(now);
    if woken_for <= period.start {
        let start = calendar.last_due(woken_for.plus(-1)).max(period.end.plus(-LONGEST));
        let span = period.end.millis() - start.millis();
        let before = Period { start: start.plus(-span), end: start };
        return (Period { start, end: period.end }, before, Some(Late::WithOthers));
    }
    let late = now.millis() - period.end.millis() > LATE;
    (period, before, late.then_some(Late::Itself))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::HOUR;

    fn at(text: &str) -> Time {
        Time::from_iso8601(text).unwrap()
    }

    fn hours(period: Period) -> i64 {
        (period.end.millis() - period.start.millis()) / HOUR
    }

    #[test]
    fn a_year_of_periods_meets_without_gap_or_overlap() {
        for name in ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Beirut", "UTC"] {
            let zone = Zone::parse(name).unwrap();
            for (rhythm, hour) in [(Rhythm::Daily, 0), (Rhythm::Daily, 2), (Rhythm::Weekly { weekday: 6 }, 2)] {
                let calendar = Calendar { zone: &zone, rhythm, hour };
                let mut due = calendar.next_due(at("2026-01-01T12:00:00Z"));
                while due < at("2027-01-15T00:00:00Z") {
                    let next = calendar.next_due(due);
                    assert!(next > due, "{name} {due:?}");
                    let (period, before) = calendar.last_periods(next);
                    assert_eq!((period.start, period.end, before.end), (due, next, due), "{name}");
                    assert_eq!(calendar.last_due(next.plus(-1)), due, "{name}");
                    let days = calendar.step();
                    assert!((24 * days - 1..=24 * days + 1).contains(&hours(period)), "{name} {period:?}");
                    due = next;
                }
            }
        }
    }

    #[test]
    fn the_days_of_the_clock_change_have_23_and_25_hours() {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        let calendar = Calendar { zone: &zone, rhythm: Rhythm::Daily, hour: 9 };
        let (spring, _) = calendar.last_periods(at("2026-03-29T12:00:00Z"));
        assert_eq!((spring.start, spring.end), (at("2026-03-28T08:00:00Z"), at("2026-03-29T07:00:00Z")));
        let (autumn, _) = calendar.last_periods(at("2026-10-25T12:00:00Z"));
        assert_eq!((autumn.start, autumn.end), (at("2026-10-24T07:00:00Z"), at("2026-10-25T08:00:00Z")));
    }

    #[test]
    fn an_hour_that_comes_twice_or_not_at_all_gives_one_digest() {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        let calendar = Calendar { zone: &zone, rhythm: Rhythm::Daily, hour: 2 };
        assert_eq!(calendar.next_due(at("2026-03-28T12:00:00Z")), at("2026-03-29T01:00:00Z"), "03:00 instead");
        assert_eq!(calendar.next_due(at("2026-03-29T01:00:00Z")), at("2026-03-30T00:00:00Z"));
        assert_eq!(calendar.next_due(at("2026-10-24T12:00:00Z")), at("2026-10-25T00:00:00Z"), "the first 02:00");
        assert_eq!(calendar.next_due(at("2026-10-25T00:00:00Z")), at("2026-10-26T01:00:00Z"), "not the second");
    }

    #[test]
    fn weeks_begin_on_their_day_by_local_time() {
        let zone = Zone::parse("Pacific/Auckland").unwrap();
        let calendar = Calendar { zone: &zone, rhythm: Rhythm::Weekly { weekday: 0 }, hour: 8 };
        // Monday 8:00 in Auckland (UTC+13) is Sunday 19:00 UTC.
        assert_eq!(calendar.next_due(at("2026-11-20T00:00:00Z")), at("2026-11-22T19:00:00Z"));
        assert_eq!(calendar.last_due(at("2026-11-20T00:00:00Z")), at("2026-11-15T19:00:00Z"));
        let (rolling, before) = calendar.rolling_periods(at("2026-11-20T00:00:00Z"));
        assert_eq!((hours(rolling), before.end), (168, rolling.start));
    }

    #[test]
    fn a_late_digest_says_so_and_tells_what_others_did_not() {
        let zone = Zone::utc();
        let calendar = Calendar { zone: &zone, rhythm: Rhythm::Daily, hour: 9 };
        let due = at("2026-11-20T09:00:00Z");
        let told = |minutes| told_of(&calendar, due, due.plus(minutes * MINUTE));
        let (period, before, late) = told(30);
        assert_eq!((period.start, period.end, late), (due.plus(-DAY), due, None));
        assert_eq!((before.start, before.end), (due.plus(-2 * DAY), period.start));
        assert_eq!(told(31).2, Some(Late::Itself));
        // Three days on, four were due.
        let (period, before, late) = told(3 * 24 * 60 + 5);
        assert_eq!((period.start, period.end), (due.plus(-DAY), due.plus(3 * DAY)));
        assert_eq!((before.start, before.end, late), (due.plus(-5 * DAY), period.start, Some(Late::WithOthers)));
        let (period, ..) = told(365 * 24 * 60);
        assert_eq!(hours(period), 31 * 24);
    }
}
