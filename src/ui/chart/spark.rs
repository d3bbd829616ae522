//! A line without numbers, as small as a word: where something goes.

use maud::{Markup, Render, html};

use crate::base::words::decimal;

use super::{Scale, exact};

const WIDE: f64 = 100.0;
const HIGH: f64 = 28.0;

#[derive(Clone, Debug)]
pub struct Sparkline<'a> {
    /// What it shows, for readers of the screen: *messages, last 14 days*.
    pub label: &'a str,
    /// Oldest first.
    pub values: &'a [i64],
}

impl Render for Sparkline<'_> {
    fn render(&self) -> Markup {
        let (Some(first), Some(last)) = (self.values.first(), self.values.last()) else {
            return Markup::default();
        };
        let scale = Scale::over(self.values.iter().copied());
        let step = WIDE / self.values.len().saturating_sub(1).max(1) as f64;
        // A pixel is left at both ends, else half of the line's width is cut off.
        let high = |value: i64| 1.0 + (HIGH - 2.0) * (1.0 - scale.share(value));
        let points = self.values.iter().enumerate().skip(1);
        let mut line = format!("M0 {}", decimal(high(*first), 1));
        line.extend(
            points.map(|(place, value)| format!("L{} {}", decimal(step * place as f64, 1), decimal(high(*value), 1))),
        );
        if self.values.len() == 1 {
            line.push_str("H100");
        }
        html! {
            svg .spark viewBox={ "0 0 " (WIDE) " " (HIGH) } preserveAspectRatio="none" role="img"
                aria-label={ (self.label) ": from " (exact(*first)) " to " (exact(*last)) } {
                path .area d={ (line) "V" (HIGH) "H0z" } {}
                path .line d=(line) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_the_first_to_the_last() {
        let text = |values| Sparkline { label: "m", values }.render().into_string();
        assert!(text(&[0, 5, 10]).contains("d=\"M0 27.0L50.0 14.0L100.0 1.0\""), "{}", text(&[0, 5, 10]));
        assert!(text(&[0, 5, 10]).contains("m: from 0 to 10"));
        assert!(text(&[3]).contains("H100"));
        assert_eq!(text(&[]), "");
    }
}
