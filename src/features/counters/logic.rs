//! Figures out of counts: quantiles of a histogram, days without any.

use crate::base::{
    time::{DAY, Day, Time},
    words,
};

/// The day (UTC) of a moment.
pub fn day(at: Time) -> Day {
    at.millis().div_euclid(DAY)
}

/// Days up to today, those without a count as 0.
pub fn filled(counts: impl IntoIterator<Item = (Day, i64)>, since: Day, today: Day) -> Vec<(Day, i64)> {
    let mut days: Vec<(Day, i64)> = (since..=today).map(|day| (day, 0)).collect();
    for (day, count) in counts {
        if let Some(known) = days.iter_mut().find(|known| known.0 == day) {
            known.1 += count;
        }
    }
    days
}

/// How long so many per cent took at most, in words: the geometric middle of the bucket in which that one lies, so
/// at most 26 % off; `–` without any.
pub fn quantile(buckets: &[i64], ends: &[i64], per_cent: i64) -> String {
    let all: i64 = buckets.iter().sum();
    if all == 0 {
        return "–".to_owned();
    }
    let wanted = (all * per_cent + 99) / 100;
    let mut seen = 0;
    let place = buckets.iter().position(|count| {
        seen += count;
        seen >= wanted
    });
    let place = place.unwrap_or(buckets.len());
    let end = |place: usize| ends.get(place).copied();
    match (place.checked_sub(1).and_then(end), end(place)) {
        (None, Some(first)) => format!("< {first} ms"),
        (Some(from), Some(to)) => {
            let middle = ((from * to) as f64).sqrt();
            if middle < 1_000.0 {
                words::decimal(middle, 0) + " ms"
            } else {
                words::decimal(middle / 1_000.0, 1) + " s"
            }
        }
        (_, None) => "> 16 s".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_in_their_bucket() {
        let ends = [4, 6, 10, 16_000];
        assert_eq!(quantile(&[], &ends, 50), "–");
        assert_eq!(quantile(&[1], &ends, 50), "< 4 ms");
        assert_eq!(quantile(&[1, 0, 1], &ends, 50), "< 4 ms");
        assert_eq!(quantile(&[1, 0, 2], &ends, 50), "8 ms");
        assert_eq!(quantile(&[98, 0, 1, 1], &ends, 99), "8 ms");
        assert_eq!(quantile(&[98, 0, 0, 2], &ends, 99), "400 ms");
        assert_eq!(quantile(&[0, 0, 0, 0, 2], &ends, 99), "> 16 s");
    }

    #[test]
    fn days_without_any_are_there() {
        assert_eq!(filled([(7, 2), (9, 1), (7, 1), (3, 9)], 6, 8), [(6, 0), (7, 3), (8, 0)]);
    }
}
