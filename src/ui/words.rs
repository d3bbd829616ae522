//! Times in words.

use maud::{Markup, html};

use crate::base::time::{DAY, HOUR, MINUTE, Time};

/// How long ago or ahead, with the moment itself for who points at it.
pub fn when(at: Time, now: Time) -> Markup {
    let moment = at.iso8601();
    html! { time datetime=(moment) title={ (moment.replace('T', " ").trim_end_matches('Z')) " UTC" } { (distance(at, now)) } }
}

fn distance(at: Time, now: Time) -> String {
    let gap = at.millis() - now.millis();
    let size = gap.abs();
    let (count, unit) = match size {
        ..MINUTE => return "just now".to_owned(),
        MINUTE..HOUR => (size / MINUTE, "minute"),
        HOUR..DAY => (size / HOUR, "hour"),
        _ if size < 60 * DAY => (size / DAY, "day"),
        _ if size < 730 * DAY => (size / (30 * DAY), "month"),
        _ => (size / (365 * DAY), "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if gap > 0 { format!("in {count} {unit}{plural}") } else { format!("{count} {unit}{plural} ago") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_told_in_the_largest_unit() {
        let now = Time::from_millis(1_790_000_000_000);
        for (gap, told) in [
            (0, "just now"),
            (-30_000, "just now"),
            (-MINUTE, "1 minute ago"),
            (-59 * MINUTE, "59 minutes ago"),
            (2 * HOUR, "in 2 hours"),
            (-3 * DAY, "3 days ago"),
            (-70 * DAY, "2 months ago"),
            (-800 * DAY, "2 years ago"),
        ] {
            assert_eq!(distance(now.plus(gap), now), told);
        }
    }
}
