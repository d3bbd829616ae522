//! Turning what people wrote, and what is counted, into text that is safe and readable in a chat.

use super::lang::Lang;

/// A whole number with its thousands set apart as the language does it: `1,234` or `1.234`.
pub fn number(lang: Lang, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let separator = match lang {
        Lang::En => ',',
        Lang::De | Lang::Es => '.',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A difference with its sign always written: `+20`, `−5`, `0`.
pub fn signed(lang: Lang, value: i64) -> String {
    match value {
        1.. => format!("+{}", number(lang, value)),
        _ => number(lang, value),
    }
}

/// What a person wrote, as one line of plain text: control characters and the invisible marks
/// that turn the reading direction are taken out, white space is folded.
pub fn plain(text: &str) -> String {
    let visible = text.chars().filter(|&c| !is_invisible(c)).map(|c| if c.is_control() { ' ' } else { c });
    let mut line = String::with_capacity(text.len());
    for c in visible {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// As [`plain`], line by line; no more than one empty line stands between two.
pub fn plain_lines(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(plain) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// [`plain`] text with Discord's markdown and mentions made inert, so that it shows as written.
pub fn quoted(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in plain(text).chars() {
        if matches!(c, '\\' | '*' | '_' | '~' | '`' | '|' | '>' | '<' | '#' | '-' | '[' | ']' | '(' | ')' | ':' | '@') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// At most `most` characters, the last of them an ellipsis when something was left out.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Marks without width: zero-width characters, embeddings, overrides and isolates of the
/// bidirectional algorithm (Unicode Standard Annex 9), and the byte order mark. The zero-width
/// joiner stays, because family and flag emoji are made with it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}')
}

/// A number with so many decimal places, as attributes take it. The library's own printer of fractions is never used
/// elsewhere, and weighs more than a feature.
pub fn decimal(value: f64, places: u32) -> String {
    let unit = 10_i64.pow(places);
    let units = (value * unit as f64).round() as i64;
    let sign = if units < 0 { "-" } else { "" };
    let (whole, part) = (units.abs() / unit, units.abs() % unit);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = places as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(number(Lang::En, 9_007_199_254_740_991), "9,007,199,254,740,991");
        assert_eq!(number(Lang::De, 1234), "1.234");
        assert_eq!(number(Lang::Es, -999), "−999");
        assert_eq!(signed(Lang::En, 20), "+20");
        assert_eq!(signed(Lang::En, 0), "0");
        assert_eq!(signed(Lang::En, -1000), "−1,000");
    }

    #[test]
    fn what_people_write_is_inert() {
        assert_eq!(quoted("**hi** <@123> @everyone"), r"\*\*hi\*\* \<\@123\> \@everyone");
        assert_eq!(quoted("a\u{202E}b\nc\u{0}d"), "ab c d");
        assert_eq!(plain("  two \t\r\n words  "), "two words");
        assert_eq!(plain("👩\u{200D}🚀"), "👩\u{200D}🚀");
    }

    #[test]
    fn shortening_counts_characters() {
        assert_eq!(shortened("äöü", 3), "äöü");
        assert_eq!(shortened("äöüß", 3), "äö…");
    }

    #[test]
    fn decimals_are_written_as_the_library_writes_them() {
        for (value, places) in [(0.0, 1), (27.04, 1), (99.96, 1), (33.333, 2), (-1.26, 1), (1_234.6, 0), (0.004, 2)] {
            assert_eq!(decimal(value, places), format!("{value:.*}", places as usize), "{value}");
        }
    }
}
