//! One bar a day.

use maud::{Markup, Render, html};

use crate::base::{time::Day, words::decimal};

use super::{FIELD, HEAD, MOST, Plot, Scale, day_label, exact, percent};

/// Counts by day, oldest first, 90 at most. Days without any have to be there, as 0.
#[derive(Clone, Debug)]
pub struct Bars<'a> {
    pub title: &'a str,
    /// What is counted: *messages a day*.
    pub unit: &'a str,
    pub days: &'a [(Day, i64)],
    /// The day that is not over yet, drawn lighter.
    pub today: Option<Day>,
}

impl Render for Bars<'_> {
    fn render(&self) -> Markup {
        let shown = &self.days[self.days.len().saturating_sub(MOST)..];
        let (days, values): (Vec<Day>, Vec<i64>) = shown.iter().copied().unzip();
        let scale = Scale::over(values.iter().copied());
        let wide = 1.0 / shown.len().max(1) as f64;
        let marks = html! {
            @for (place, (day, value)) in shown.iter().enumerate() {
                @let high = FIELD as f64 * scale.share(*value);
                // A day with little in it is still told from one with nothing.
                @let high = if *value > 0 { high.max(2.0) } else { 0.0 };
                rect .bar .open[self.today == Some(*day)] x=(percent(wide * (place as f64 + 0.12)))
                    y=(decimal((HEAD + FIELD) as f64 - high, 1)) width=(percent(wide * 0.76))
                    height=(decimal(high, 1)) rx="1.5" {
                    title { (day_label(*day)) ": " (exact(*value)) }
                }
            }
        };
        let desc = describe(shown, self.unit);
        let table = [(self.unit, values.as_slice())];
        let legend = Markup::default();
        Plot {
            title: self.title,
            desc: &desc,
            unit: self.unit,
            scale: &scale,
            days: &days,
            table: &table,
            legend,
            marks,
        }
        .render()
    }
}

/// What one would see at a glance: from when to when, how many in all, which day had the most.
fn describe(days: &[(Day, i64)], unit: &str) -> String {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else {
        return "Nothing counted yet.".to_owned();
    };
    let all = days.iter().fold(0i64, |sum, (_, value)| sum.saturating_add(*value));
    // The first of several days with the most.
    let most = days.iter().rev().max_by_key(|(_, value)| *value).map_or((*first, 0), |most| *most);
    format!(
        "{} to {}, {unit}: {} in all, most on {} with {}.",
        day_label(*first),
        day_label(*last),
        exact(all),
        day_label(most.0),
        exact(most.1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_the_ground_and_say_their_day() {
        let days = [(20_000, 0), (20_001, 50), (20_002, 100)];
        let text =
            Bars { title: "<T>", unit: "messages a day", days: &days, today: Some(20_002) }.render().into_string();
        assert!(text.contains("x=\"37.33%\" y=\"88.0\" width=\"25.33%\" height=\"80.0\""), "{text}");
        assert!(text.contains("<title>5 Oct: 50</title>"), "{text}");
        assert!(text.contains("4 Oct to 6 Oct, messages a day: 150 in all, most on 6 Oct with 100."), "{text}");
        assert!(!text.contains("<T>"));
    }

    #[test]
    fn no_day_and_too_many_days() {
        let bars = |days: &[(Day, i64)]| Bars { title: "T", unit: "u", days, today: None }.render().into_string();
        assert!(bars(&[]).contains("Nothing counted yet."));
        let many: Vec<(Day, i64)> = (0..200).map(|day| (day, i64::MAX)).collect();
        assert_eq!(bars(&many).matches("class=\"bar\"").count(), 90);
    }
}
