//! A feature's section of the digest: what it reads of a period and how it tells of it.

use crate::{
    base::{error::Result, ids::GuildId, lang::Lang, time::Time, words::number},
    discord::command::Text,
    platform::db::{Rows, Stmt},
};

/// A span of time, its end excluded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Period {
    pub start: Time,
    pub end: Time,
}

/// Width of a bar, in characters.
const BAR: i64 = 10;

/// A bar of text: as much of it filled as the value is of the largest, and something of it for
/// everything above nothing.
pub fn bar(value: i64, largest: i64) -> String {
    let (value, largest) = (value.max(0), largest.max(1));
    let filled = (value.saturating_mul(BAR) / largest).clamp(i64::from(value > 0), BAR);
    format!("`{}{}`", "█".repeat(filled as usize), "░".repeat((BAR - filled) as usize))
}

/// A figure with its bar, what it counts, and how it moved since the period before.
pub fn bar_line(lang: Lang, value: i64, largest: i64, what: &str, before: i64) -> String {
    let moved = moved(lang, value, before);
    let gap = if moved.is_empty() { "" } else { " " };
    format!("{} **{}** {what}{gap}{moved}", bar(value, largest), number(lang, value))
}

/// How a figure moved since the period before: `▲ 12 %`, `▼ 5 %`, `▲ ×30`, `=`; empty when it is and
/// was nothing.
pub fn moved(lang: Lang, value: i64, before: i64) -> String {
    let sign = if lang == Lang::En { "%" } else { "\u{A0}%" };
    match (value, before) {
        (0, 0) => String::new(),
        (value, before) if value == before => "=".to_owned(),
        (_, 0) => "▲".to_owned(),
        (value, before) => {
            let (moved, before_wide) = (i128::from(value) - i128::from(before), i128::from(before));
            let percent = (moved * 200 + before_wide * moved.signum()) / (before_wide * 2);
            match percent {
                0 if value > before => format!("▲ <1{sign}"),
                0 => format!("▼ <1{sign}"),
                1_000.. => format!("▲ ×{}", number(lang, value / before)),
                1.. => format!("▲ {percent}{sign}"),
                _ => format!("▼ {}{sign}", -percent),
            }
        }
    }
}

/// A section's text from the rows of a period and of the one before; `None` when nothing happened.
pub type Show = fn(Lang, &[Rows], &[Rows]) -> Result<Option<String>>;

/// One section. Its rows are read for the period and for the one before, in one batch.
pub struct DigestSection {
    /// In the settings.
    pub name: &'static str,
    pub title: Text,
    /// Statements of one period, at most four, none of which reads more rows than the period has.
    pub facts: fn(GuildId, Period) -> Vec<Stmt>,
    /// At most 1,024 characters of it are shown.
    pub show: Show,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(10, 10), "`██████████`");
        assert_eq!(bar(1, 1_000), "`█░░░░░░░░░`", "little is not nothing");
        assert_eq!(bar(0, 10), "`░░░░░░░░░░`");
        assert_eq!(bar(0, 0), "`░░░░░░░░░░`");
        assert_eq!(bar(-5, 10), "`░░░░░░░░░░`");
    }

    #[test]
    fn what_moved_is_told_in_percent() {
        for (value, before, told) in [
            (112, 100, "▲ 12%"),
            (95, 100, "▼ 5%"),
            (1, 3, "▼ 67%"),
            (5, 3, "▲ 67%"),
            (0, 7, "▼ 100%"),
            (7, 0, "▲"),
            (7, 7, "="),
            (0, 0, ""),
            (1_001, 1_000, "▲ <1%"),
            (999, 1_000, "▼ <1%"),
            (3_000, 100, "▲ ×30"),
            (i64::MAX, 1, "▲ ×9,223,372,036,854,775,807"),
        ] {
            assert_eq!(moved(Lang::En, value, before), told, "{value} after {before}");
        }
        assert_eq!(moved(Lang::De, 112, 100), "▲ 12\u{A0}%");
    }
}
