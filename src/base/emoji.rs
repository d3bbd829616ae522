//! Whether a text is one emoji, as Discord shows it: of Unicode, or a server's own.

/// Symbols of the Basic Multilingual Plane that are shown as emoji without a variation selector.
/// Source: Unicode 16, `emoji-data.txt`, `Emoji_Presentation`.
const PRESENTED: &[(u32, u32)] = &[
    (0x231A, 0x231B),
    (0x23E9, 0x23EC),
    (0x23F0, 0x23F0),
    (0x23F3, 0x23F3),
    (0x25FD, 0x25FE),
    (0x2614, 0x2615),
    (0x2648, 0x2653),
    (0x267F, 0x267F),
    (0x2693, 0x2693),
    (0x26A1, 0x26A1),
    (0x26AA, 0x26AB),
    (0x26BD, 0x26BE),
    (0x26C4, 0x26C5),
    (0x26CE, 0x26CE),
    (0x26D4, 0x26D4),
    (0x26EA, 0x26EA),
    (0x26F2, 0x26F3),
    (0x26F5, 0x26F5),
    (0x26FA, 0x26FA),
    (0x26FD, 0x26FD),
    (0x2705, 0x2705),
    (0x270A, 0x270B),
    (0x2728, 0x2728),
    (0x274C, 0x274C),
    (0x274E, 0x274E),
    (0x2753, 0x2755),
    (0x2757, 0x2757),
    (0x2795, 0x2797),
    (0x27B0, 0x27B0),
    (0x27BF, 0x27BF),
    (0x2B1B, 0x2B1C),
    (0x2B50, 0x2B50),
    (0x2B55, 0x2B55),
];

const JOINER: char = '\u{200D}';
const AS_EMOJI: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';

/// Whether it is one emoji of either kind.
pub fn is_one(text: &str) -> bool {
    is_own(text) || is_unicode(text)
}

/// A server's own emoji as it stands in a message: `<:owl:123>`, or `<a:owl:123>` when it moves.
/// Source: Discord reference, "Message Formatting".
pub fn is_own(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let inner = inner.and_then(|inner| inner.strip_prefix("a:").or_else(|| inner.strip_prefix(':')));
    inner.and_then(|inner| inner.split_once(':')).is_some_and(|(name, id)| {
        (2..=32).contains(&name.len())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && (17..=20).contains(&id.len())
            && id.chars().all(|c| c.is_ascii_digit())
    })
}

/// One emoji of Unicode: a symbol with its modifiers, several of them joined, a flag or a keycap.
pub fn is_unicode(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    if let [key, rest @ ..] = chars.as_slice()
        && (key.is_ascii_digit() || matches!(key, '#' | '*'))
    {
        return matches!(rest, [AS_EMOJI, KEYCAP] | [KEYCAP]);
    }
    if let [first, second] = chars.as_slice()
        && is_regional(*first)
    {
        return is_regional(*second);
    }
    let mut expects_symbol = true;
    for (place, &c) in chars.iter().enumerate() {
        match c {
            JOINER if !expects_symbol => expects_symbol = true,
            AS_EMOJI if !expects_symbol => {}
            // Skin tones, and the letters of regional flags.
            '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}' if !expects_symbol => {}
            c if expects_symbol && (is_presented(c) || is_symbol(c) && chars.get(place + 1) == Some(&AS_EMOJI)) => {
                expects_symbol = false;
            }
            // Within a joined one the selector may be left out.
            c if expects_symbol && place > 0 && is_symbol(c) => expects_symbol = false,
            _ => return false,
        }
    }
    !expects_symbol && chars.len() <= 16
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

fn is_presented(c: char) -> bool {
    let code = u32::from(c);
    (matches!(c, '\u{1F000}'..='\u{1FAFF}') && !is_regional(c))
        || PRESENTED.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

/// The blocks in which symbols become emoji by a variation selector.
fn is_symbol(c: char) -> bool {
    matches!(
        c,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21AA}'
            | '\u{2300}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{27BF}' | '\u{2934}'..='\u{2935}'
            | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_is_one_whatever_it_is_made_of() {
        for emoji in [
            "🦉",
            "🐦",
            "❤️",
            "⚡",
            "☀️",
            "👍🏽",
            "👩‍🚀",
            "👨‍👩‍👧‍👦",
            "🏳️‍🌈",
            "❤️‍🔥",
            "🇩🇪",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "1️⃣",
            "#️⃣",
            "✅",
            "♾️",
            "<:owl:123456789012345678>",
            "<a:owl_2:1234567890123456789>",
        ] {
            assert!(is_one(emoji), "{emoji}");
        }
    }

    #[test]
    fn what_is_no_single_emoji_is_none() {
        for text in [
            "",
            "★",
            "★★",
            "→",
            "…",
            "🦉🦉",
            "🦉x",
            "x",
            "1",
            "12",
            "🇩",
            "👍🏽🏽👍",
            "\u{200D}",
            "\u{FE0F}",
            "é",
            "中",
            "<:o:123456789012345678>",
            "<:owl:12>",
            "<owl>",
            "<:owl:123456789012345678> ",
            "<@123456789012345678>",
        ] {
            assert!(!is_one(text), "{text}");
        }
    }
}
