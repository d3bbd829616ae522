//! Spans of time as people write and read them: `90m`, `1h 30m`, "2 days".

use super::{
    lang::Lang,
    time::{DAY, HOUR, MINUTE, SECOND},
    words,
};

/// The longest span that is understood, in milliseconds: ten years.
pub const LONGEST: i64 = 3_650 * DAY;

/// Milliseconds from numbers with units, in any order and case: `30s`, `10m`, `2h`, `3d`, `1w`,
/// `1d 12h`; a bare number is minutes. `None` for nothing, for what cannot be read and for more
/// than [`LONGEST`].
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let mut rest = text.as_str();
    let mut total: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number: i64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let unit = unit(&rest[..letters])?;
        rest = rest[letters..].trim_start_matches([' ', ',', '+']);
        total = total.checked_add(number.checked_mul(unit)?).filter(|sum| *sum <= LONGEST)?;
    }
    (total > 0).then_some(total)
}

/// Milliseconds, rounded up, from seconds as headers write them: `1.25`.
pub fn parse_seconds(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let thousandths: i64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    let rest = part.get(3..).is_some_and(|rest| rest.bytes().any(|byte| byte != b'0'));
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(thousandths + i64::from(rest))
}

/// In the three languages, since people write as they speak.
fn unit(word: &str) -> Option<i64> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" | "segundo" | "segundos" => SECOND,
        "" | "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minuto" | "minutos" => MINUTE,
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "hora" | "horas" => HOUR,
        "d" | "day" | "days" | "t" | "tag" | "tage" | "tagen" | "día" | "dia" | "días" | "dias" => DAY,
        "w" | "week" | "weeks" | "woche" | "wochen" | "semana" | "semanas" => 7 * DAY,
        _ => return None,
    })
}

/// A span in whole minutes as [`parse`] reads it again; `0` for none.
pub fn typed(millis: i64) -> String {
    let units = [(DAY, 'd'), (HOUR, 'h'), (MINUTE, 'm')];
    let unit = units.into_iter().find(|(unit, _)| millis >= *unit && millis / MINUTE * MINUTE % unit == 0);
    unit.map_or_else(|| "0".to_owned(), |(unit, letter)| format!("{}{letter}", millis / unit))
}

/// The two largest parts of a span in words: "2 days 3 hours".
pub fn shown(lang: Lang, millis: i64) -> String {
    let mut rest = millis.max(0);
    let mut parts = Vec::new();
    for (unit, one, many) in names(lang) {
        let count = rest / unit;
        rest %= unit;
        if count > 0 && parts.len() < 2 {
            parts.push(format!("{} {}", words::number(lang, count), if count == 1 { one } else { many }));
        } else if !parts.is_empty() {
            // Only neighbours belong together: "1 week 5 seconds" would promise too much.
            break;
        }
    }
    match parts.is_empty() {
        true => format!("0 {}", names(lang)[5].2),
        false => parts.join(" "),
    }
}

const fn names(lang: Lang) -> [(i64, &'static str, &'static str); 6] {
    match lang {
        Lang::En => [
            (365 * DAY, "year", "years"),
            (7 * DAY, "week", "weeks"),
            (DAY, "day", "days"),
            (HOUR, "hour", "hours"),
            (MINUTE, "minute", "minutes"),
            (SECOND, "second", "seconds"),
        ],
        Lang::De => [
            (365 * DAY, "Jahr", "Jahre"),
            (7 * DAY, "Woche", "Wochen"),
            (DAY, "Tag", "Tage"),
            (HOUR, "Stunde", "Stunden"),
            (MINUTE, "Minute", "Minuten"),
            (SECOND, "Sekunde", "Sekunden"),
        ],
        Lang::Es => [
            (365 * DAY, "año", "años"),
            (7 * DAY, "semana", "semanas"),
            (DAY, "día", "días"),
            (HOUR, "hora", "horas"),
            (MINUTE, "minuto", "minutos"),
            (SECOND, "segundo", "segundos"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        for (text, span) in [
            ("10m", 10 * MINUTE),
            ("90", 90 * MINUTE),
            ("1h30m", 90 * MINUTE),
            (" 1d 12h ", 36 * HOUR),
            ("2 Wochen", 14 * DAY),
            ("3 días, 1 hora", 73 * HOUR),
            ("45S", 45 * SECOND),
        ] {
            assert_eq!(parse(text), Some(span), "{text}");
        }
        for wrong in ["", "0", "m", "ten minutes", "-5m", "1.5h", "5x", "9999999999999999999d", "600w", "1h-"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn spans_are_shown_by_their_two_largest_parts() {
        for (span, text) in [
            (90 * MINUTE, "1 hour 30 minutes"),
            (DAY, "1 day"),
            (7 * DAY + 5 * SECOND, "1 week"),
            (28 * DAY, "4 weeks"),
            (730 * DAY, "2 years"),
            (400 * DAY, "1 year 5 weeks"),
            (0, "0 seconds"),
            (2 * DAY + 3 * HOUR + MINUTE, "2 days 3 hours"),
        ] {
            assert_eq!(shown(Lang::En, span), text);
        }
        assert_eq!(shown(Lang::De, DAY), "1 Tag");
        assert_eq!(shown(Lang::De, 730 * DAY), "2 Jahre");
        assert_eq!(shown(Lang::Es, 2 * HOUR), "2 horas");
    }

    #[test]
    fn seconds_of_headers() {
        for (text, millis) in
            [("0", Some(0)), ("65", Some(65_000)), (" 1.25", Some(1_250)), ("0.0001", Some(1)), ("2.5000", Some(2_500))]
        {
            assert_eq!(parse_seconds(text), millis, "{text}");
        }
        for text in ["", "-1", "1e3", "a", ".5", "99999999999999999999"] {
            assert_eq!(parse_seconds(text), None, "{text}");
        }
    }
}
