//! The numbers at the side of a chart: from zero to a round number above the largest, in even steps.

/// Zero, and at most five steps above it: six ticks are as many as are read at a glance.
const STEPS: i64 = 5;

/// An axis from 0 to a round number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Scale {
    step: i64,
    count: i64,
}

impl Scale {
    /// Holds every value; what is below zero counts as zero. Steps are 1, 2 or 5 times a power of ten, and
    /// whole, because messages and bytes are.
    pub(super) fn over(values: impl IntoIterator<Item = i64>) -> Scale {
        let top = values.into_iter().max().unwrap_or(0).max(1);
        let least = top.saturating_add(STEPS - 1) / STEPS;
        let mut power: i64 = 1;
        let step = loop {
            let fits = [1, 2, 5].into_iter().map(|factor| power.saturating_mul(factor)).find(|step| *step >= least);
            match fits {
                Some(step) => break step,
                None => power = power.saturating_mul(10),
            }
        };
        Scale { step, count: (top - 1) / step + 1 }
    }

    pub(super) fn ticks(self) -> impl Iterator<Item = i64> {
        (0..=self.count).map(move |place| self.step.saturating_mul(place))
    }

    /// How high a value stands, from 0 to 1.
    pub(super) fn share(self, value: i64) -> f64 {
        let top = self.step as f64 * self.count as f64;
        (value.max(0) as f64 / top).min(1.0)
    }
}

/// A number in few letters: `950`, `1.2k`, `34k`, `5M`. Cut, not rounded, so that `999,999` does not become `1M`.
pub fn short(value: i64) -> String {
    let size = value.unsigned_abs();
    let sign = if value < 0 { "−" } else { "" };
    let units = [(1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")];
    let Some((unit, letter)) = units.into_iter().find(|(unit, _)| size >= *unit) else {
        return format!("{sign}{size}");
    };
    match size % unit * 10 / unit {
        tenth if tenth > 0 && size / unit < 10 => format!("{sign}{}.{tenth}{letter}", size / unit),
        _ => format!("{sign}{}{letter}", size / unit),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round() {
        for (top, ticks) in [
            (0, vec![0, 1]),
            (1, vec![0, 1]),
            (5, vec![0, 1, 2, 3, 4, 5]),
            (6, vec![0, 2, 4, 6]),
            (97, vec![0, 20, 40, 60, 80, 100]),
            (101, vec![0, 50, 100, 150]),
            (1200, vec![0, 500, 1000, 1500]),
        ] {
            assert_eq!(Scale::over([top]).ticks().collect::<Vec<_>>(), ticks, "{top}");
        }
        assert_eq!(Scale::over([]).ticks().collect::<Vec<_>>(), [0, 1]);
        assert_eq!(Scale::over([-3, -9]).share(-3), 0.0);
    }

    #[test]
    fn short_numbers() {
        for (value, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1k"),
            (1250, "1.2k"),
            (34_900, "34k"),
            (999_999, "999k"),
            (-5_000_000, "−5M"),
        ] {
            assert_eq!(short(value), text);
        }
        let _ = (short(i64::MAX), short(i64::MIN));
    }

    proptest! {
        #[test]
        fn every_value_is_within_and_there_are_few_ticks(values in proptest::collection::vec(any::<i64>(), 0..9)) {
            let scale = Scale::over(values.iter().copied());
            let ticks: Vec<i64> = scale.ticks().collect();
            prop_assert!((2..=6).contains(&ticks.len()), "{ticks:?}");
            let top = values.iter().copied().max().unwrap_or(0);
            prop_assert!(*ticks.last().unwrap() >= top);
            prop_assert!(values.iter().all(|value| (0.0..=1.0).contains(&scale.share(*value))));
        }
    }
}
