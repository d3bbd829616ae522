//! The `custom_id` of buttons, selects and modals: what a press means, in at most 100 characters.
//!
//! The form `v1:<feature>:<action>:<args…>` is kept for good: messages that were sent by an older
//! release stay in channels, and their buttons are pressed years later. It is untrusted input.

/// Longest `custom_id`. Source: Discord reference, "Component Reference".
pub const MAX_LENGTH: usize = 100;

const VERSION: &str = "v1";

/// A decoded `custom_id`.
#[derive(Debug, Eq, PartialEq)]
pub struct CustomId {
    pub feature: String,
    pub action: String,
    pub args: Vec<String>,
}

/// Writes a `custom_id`. Arguments must fit: they are ids, numbers and short words of our own, so
/// one that does not is cut and fails to decode into something harmful: handlers check arguments.
pub fn encode(feature: &str, action: &str, args: &[&str]) -> String {
    let mut text = format!("{VERSION}:{feature}:{action}");
    for arg in args {
        text.push(':');
        for c in arg.chars() {
            match c {
                ':' => text.push_str("%3A"),
                '%' => text.push_str("%25"),
                _ => text.push(c),
            }
        }
    }
    debug_assert!(text.chars().count() <= MAX_LENGTH, "custom_id too long: {text}");
    text.chars().take(MAX_LENGTH).collect()
}

/// `None` for what this release did not write: another version, missing parts, wrong escapes.
pub fn decode(text: &str) -> Option<CustomId> {
    let mut parts = text.split(':');
    if parts.next() != Some(VERSION) {
        return None;
    }
    let feature = parts.next().filter(|part| !part.is_empty())?.to_owned();
    let action = parts.next().filter(|part| !part.is_empty())?.to_owned();
    let args = parts.map(unescape).collect::<Option<_>>()?;
    Some(CustomId { feature, action, args })
}

fn unescape(part: &str) -> Option<String> {
    let mut pieces = part.split('%');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_at_checked(2)?;
        text.push(match code {
            "3A" => ':',
            "25" => '%',
            _ => return None,
        });
        text.push_str(rest);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_id_format_unchanged() {
        assert_eq!(encode("bytes", "heap", &["120", "99"]), "v1:bytes:heap:120:99");
        assert_eq!(encode("a", "b", &[]), "v1:a:b");
        assert_eq!(encode("a", "b", &["50%:x"]), "v1:a:b:50%25%3Ax");
    }

    #[test]
    fn what_was_written_is_read() {
        for args in [vec![], vec![""], vec!["1", "", "x:y%z"]] {
            let decoded = decode(&encode("bytes", "show", &args)).unwrap();
            assert_eq!((decoded.feature.as_str(), decoded.action.as_str()), ("bytes", "show"));
            assert_eq!(decoded.args, args);
        }
    }

    #[test]
    fn what_others_wrote_is_refused() {
        for text in
            ["", "v1", "v1:", "v1:a", "v1::b", "v2:a:b", "a:b:c", "v1:a:b:%", "v1:a:b:%zz", "v1:a:b:%3", "v1:a:b:%é"]
        {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
