//! Settings as an administrator types them.

use super::super::model::Step;

use crate::base::list;

/// Why a text is no ladder.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unfit {
    /// Not of the form `8 CHAR x2`.
    Form(String),
    /// Days or factor out of range, or two steps for one day.
    Range(String),
    TooMany,
}

const STEPS: usize = 12;

/// Reads `8 CHAR x2, 16 SHORT x4`; the name may be left out. An empty text or `none` is no ladder.
///
/// # Errors
/// What is wrong, with the step it is about.
pub fn ladder_of_text(text: &str) -> Result<Vec<Step>, Unfit> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("none") {
        return Ok(Vec::new());
    }
    let mut steps: Vec<Step> = Vec::new();
    for part in text.split(',') {
        let part = part.trim();
        let form = || Unfit::Form(part.to_owned());
        let words: Vec<&str> = part.split_whitespace().collect();
        let (days, name, factor) = match words[..] {
            [days, factor] => (days, String::new(), factor),
            [days, name, factor] => (days, name.chars().take(16).collect(), factor),
            _ => return Err(form()),
        };
        let days: i64 = days.trim_end_matches('+').parse().map_err(|_| form())?;
        let factor = factor.strip_prefix(['x', 'X', '×']).ok_or_else(form)?;
        let factor: u32 = factor.parse().map_err(|_| form())?;
        let in_range = (1..=10_000).contains(&days) && (1..=1_000).contains(&factor);
        if !in_range || steps.iter().any(|step| step.days == days) {
            return Err(Unfit::Range(part.to_owned()));
        }
        steps.push(Step { days, name, factor });
    }
    if steps.len() > STEPS {
        return Err(Unfit::TooMany);
    }
    list::sort_by_key(&mut steps, |step| step.days);
    Ok(steps)
}

/// As it is typed.
pub fn ladder_text(ladder: &[Step]) -> String {
    let steps = ladder.iter().map(|step| {
        let name = if step.name.is_empty() { String::new() } else { format!("{} ", step.name) };
        format!("{} {name}x{}", step.days, step.factor)
    });
    steps.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::super::model::BytesSettings;
    use super::*;

    #[test]
    fn the_default_ladder_is_read_as_it_is_written() {
        let ladder = BytesSettings::default().ladder;
        assert_eq!(ladder_text(&ladder), "8 CHAR x2, 16 SHORT x4, 32 INT x16, 64 LONG x256");
        assert_eq!(ladder_of_text(&ladder_text(&ladder)), Ok(ladder));
        assert_eq!(ladder_of_text("none"), Ok(Vec::new()));
        assert_eq!(ladder_of_text("30 x3, 7+ ×2").map(|l| ladder_text(&l)), Ok("7 x2, 30 x3".to_owned()));
    }

    #[test]
    fn mistakes_are_named() {
        for text in ["8", "8 CHAR", "x CHAR x2", "8 CHAR 2", "8 A B x2", ","] {
            assert!(matches!(ladder_of_text(text), Err(Unfit::Form(_))), "{text}");
        }
        for text in ["0 x2", "8 x0", "8 x1001", "8 x2, 8 x3"] {
            assert!(matches!(ladder_of_text(text), Err(Unfit::Range(_))), "{text}");
        }
        let long = (1..=13).map(|day| format!("{day} x2")).collect::<Vec<_>>().join(",");
        assert_eq!(ladder_of_text(&long), Err(Unfit::TooMany));
    }
}
