//! A moment: date and time in UTC, and how long ago that is.

use maud::{Markup, Render, html};

use crate::base::time::{DAY, HOUR, MINUTE, Time};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `21 Nov 2026, 02:19 UTC`, and "2 hours ago" as seen from `now`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct When {
    pub at: Time,
    pub now: Time,
}

impl Render for When {
    fn render(&self) -> Markup {
        html! {
            time datetime=(self.at.iso8601()) {
                (ago(self.at, self.now)) " " span .when-full { (full(self.at)) }
            }
        }
    }
}

impl When {
    /// Only how far it is: "in 3 hours".
    pub fn short(self) -> String {
        ago(self.at, self.now)
    }
}

/// `21 Nov 2026, 02:19 UTC`.
pub(super) fn full(at: Time) -> String {
    let text = at.iso8601();
    format!("{}, {} UTC", date(at), text.get(11..16).unwrap_or_default())
}

/// `21 Nov 2026`.
fn date(at: Time) -> String {
    let text = at.utc_date();
    format!("{} {}", day(at), text.get(..4).unwrap_or_default())
}

/// `21 Nov`, for the axis of a chart.
pub(super) fn day(at: Time) -> String {
    let text = at.utc_date();
    let month = text.get(5..7).and_then(|month| month.parse::<usize>().ok()).unwrap_or(1);
    let month = MONTHS.get(month.saturating_sub(1)).unwrap_or(&MONTHS[0]);
    format!("{} {month}", text.get(8..).unwrap_or_default().trim_start_matches('0'))
}

/// How far a moment is from now, in its largest unit: "just now", "5 minutes ago", "in 2 days".
pub(super) fn ago(at: Time, now: Time) -> String {
    let span = at.millis().saturating_sub(now.millis());
    let away = span.saturating_abs();
    let units = [(365 * DAY, "year"), (30 * DAY, "month"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")];
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| away >= *unit) else {
        return "just now".to_owned();
    };
    let count = away / unit;
    let plural = if count == 1 { "" } else { "s" };
    if span > 0 { format!("in {count} {name}{plural}") } else { format!("{count} {name}{plural} ago") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_millis(1_795_227_540_000);

    #[test]
    fn a_moment_in_words() {
        let when = When { at: NOW.plus(-2 * HOUR), now: NOW }.render().into_string();
        assert_eq!(
            when,
            "<time datetime=\"2026-11-21T00:19:00Z\">2 hours ago \
             <span class=\"when-full\">21 Nov 2026, 00:19 UTC</span></time>"
        );
        assert_eq!(day(Time::from_millis(0)), "1 Jan");
    }

    #[test]
    fn how_long_ago() {
        for (away, words) in [
            (0, "just now"),
            (-59_999, "just now"),
            (-MINUTE, "1 minute ago"),
            (3 * HOUR, "in 3 hours"),
            (-DAY, "1 day ago"),
            (-29 * DAY, "29 days ago"),
            (-364 * DAY, "12 months ago"),
            (-800 * DAY, "2 years ago"),
        ] {
            assert_eq!(ago(NOW.plus(away), NOW), words);
        }
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for at in [i64::MIN, i64::MAX] {
            let _ = When { at: Time::from_millis(at), now: NOW }.render();
        }
    }
}
