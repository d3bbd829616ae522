//! Lines by day, up to three in one chart: p50 and p99, earned and spent.

use maud::{Markup, Render, html};

use crate::base::{time::Day, words::decimal};

use super::{FIELD, HEAD, MOST, Plot, Scale, exact};

/// One line: a value for each day of the chart, oldest first.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub name: &'a str,
    pub values: &'a [i64],
}

/// The lines differ by colour and by dashes; beyond three nobody could tell them apart, so three are drawn.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    pub title: &'a str,
    /// What the numbers are: *milliseconds*.
    pub unit: &'a str,
    /// Day of the first value, oldest.
    pub first: Day,
    pub lines: &'a [Line<'a>],
}

/// The same with more than a day between two values: a year in steps of days.
#[derive(Clone, Debug)]
pub struct Spaced<'a> {
    pub every: Day,
    pub lines: Lines<'a>,
}

impl Render for Spaced<'_> {
    fn render(&self) -> Markup {
        self.lines.drawn(self.every)
    }
}

impl Render for Lines<'_> {
    fn render(&self) -> Markup {
        self.drawn(1)
    }
}

impl Lines<'_> {
    fn drawn(&self, every: Day) -> Markup {
        let lines = &self.lines[..self.lines.len().min(3)];
        let longest = lines.iter().map(|line| line.values.len()).max().unwrap_or(0);
        let skipped = longest.saturating_sub(MOST);
        let first = self.first.saturating_add(every.saturating_mul(skipped as Day));
        let days: Vec<Day> =
            (0..longest - skipped).map(|place| first.saturating_add(every.saturating_mul(place as Day))).collect();
        let shown: Vec<(&str, &[i64])> =
            lines.iter().map(|line| (line.name, line.values.get(skipped..).unwrap_or_default())).collect();
        let scale = Scale::over(shown.iter().flat_map(|(_, values)| values.iter().copied()));
        let marks = html! {
            // A field of its own, stretched to the page, because a path knows no per cent.
            svg y=(HEAD) width="100%" height=(FIELD) viewBox={ "0 0 1000 " (FIELD) } preserveAspectRatio="none" overflow="visible" {
                @for (place, (_, values)) in shown.iter().enumerate() {
                    path class={ "line line-" (place) } d=(path(values, days.len(), &scale)) {}
                }
            }
        };
        let legend = html! {
            ul .legend {
                @for (place, (name, values)) in shown.iter().enumerate() {
                    li {
                        svg width="22" height="8" aria-hidden="true" { path class={ "line line-" (place) } d="M1 4h20" {} }
                        (name)
                        @if let Some(last) = values.last() { " " strong { (exact(*last)) } }
                    }
                }
            }
        };
        let parts: Vec<String> = shown.iter().map(|(name, values)| describe(name, values)).collect();
        let desc = format!("{}: {}.", self.unit, parts.join("; "));
        Plot {
            title: self.title,
            desc: &desc,
            unit: self.unit,
            scale: &scale,
            days: &days,
            table: &shown,
            legend,
            marks,
        }
        .render()
    }
}

/// Points at the middle of their day, joined. One value alone is a stroke over its day.
fn path(values: &[i64], days: usize, scale: &Scale) -> String {
    let wide = 1000.0 / days.max(1) as f64;
    let high = |value: i64| FIELD as f64 * (1.0 - scale.share(value));
    if let [value] = values {
        return format!("M0 {}h{}", decimal(high(*value), 1), decimal(wide, 1));
    }
    let points = values.iter().enumerate().map(|(place, value)| {
        let start = if place == 0 { 'M' } else { 'L' };
        format!("{start}{} {}", decimal(wide * (place as f64 + 0.5), 1), decimal(high(*value), 1))
    });
    points.collect()
}

fn describe(name: &str, values: &[i64]) -> String {
    match (values.iter().min(), values.iter().max(), values.last()) {
        (Some(least), Some(most), Some(last)) => {
            format!("{name} from {} to {}, now {}", exact(*least), exact(*most), exact(*last))
        }
        _ => format!("{name} without a value yet"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_run_through_the_middle_of_their_days() {
        let scale = Scale::over([100]);
        assert_eq!(path(&[0, 100], 2, &scale), "M250.0 160.0L750.0 0.0");
        assert_eq!(path(&[50], 1, &scale), "M0 80.0h1000.0");
        assert_eq!(path(&[], 0, &scale), "");
    }

    #[test]
    fn lines_may_be_empty_or_of_different_length() {
        let lines = [Line { name: "p50", values: &[1, 2, 3] }, Line { name: "<p99>", values: &[] }];
        let text = Lines { title: "T", unit: "ms", first: 0, lines: &lines }.render().into_string();
        assert!(text.contains("ms: p50 from 1 to 3, now 3; &lt;p99&gt; without a value yet."), "{text}");
        let _ = Lines { title: "T", unit: "ms", first: Day::MAX, lines: &[] }.render();
    }
}
