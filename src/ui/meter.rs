//! How full something is, against its bound.

use maud::{Markup, Render, html};

use super::tone::Tone;

/// A bar of what is used; it warns from 70 % and alarms from 85 %, unless told otherwise.
#[derive(Clone, Debug)]
pub struct Meter<'a> {
    label: &'a str,
    words: String,
    /// Per cent, 0 to 100.
    full: i64,
    tone: Tone,
}

impl<'a> Meter<'a> {
    /// `words` is the amount as it is read: `12,400 of 100,000 rows`. A bound of 0 is full.
    pub fn new(label: &'a str, used: i64, bound: i64, words: impl Into<String>) -> Meter<'a> {
        let full = match bound {
            ..=0 => 100,
            _ => (used.max(0).saturating_mul(100) / bound).min(100),
        };
        let tone = match full {
            ..70 => Tone::Good,
            70..85 => Tone::Warning,
            _ => Tone::Danger,
        };
        Meter { label, words: words.into(), full, tone }
    }

    /// For what is meant to become full, such as work that goes on.
    pub fn tone(self, tone: Tone) -> Meter<'a> {
        Meter { tone, ..self }
    }
}

impl Render for Meter<'_> {
    fn render(&self) -> Markup {
        html! {
            div class={ "meter " (self.tone.class()) } {
                span { (self.label) }
                span .soft { (self.words) }
                svg width="100%" height="8" role="meter" aria-label=(self.label) aria-valuemin="0" aria-valuemax="100"
                    aria-valuenow=(self.full) aria-valuetext=(self.words) {
                    rect .track width="100%" height="8" rx="4" {}
                    rect .fill width={ (self.full) "%" } height="8" rx="4" {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_full_and_whether_that_is_bad() {
        for (used, bound, full, tone) in [
            (0, 10, 0, Tone::Good),
            (7, 10, 70, Tone::Warning),
            (i64::MAX, 3, 100, Tone::Danger),
            (-5, 10, 0, Tone::Good),
            (1, 0, 100, Tone::Danger),
        ] {
            let meter = Meter::new("Rows", used, bound, "x");
            assert_eq!((meter.full, meter.tone), (full, tone), "{used} of {bound}");
        }
    }
}
