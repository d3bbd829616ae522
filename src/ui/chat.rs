//! Sentences that were written for Discord, as a page shows them: its bold, its code, its mentions and times.

use maud::{Markup, PreEscaped};

use super::when;
use crate::base::time::{SECOND, Time};

/// One of our own texts, or a message as it will be written. Everything in it is escaped.
pub fn chat(text: &str) -> Markup {
    let mut shown = String::with_capacity(text.len());
    let (mut strong, mut code) = (false, false);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let mention = after.split_once('>').filter(|_| letter == '<' && !code);
        let mention = mention.and_then(|(inner, after)| Some((mentioned(inner)?, after)));
        if let Some((words, after)) = mention {
            shown.push_str(&words);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("**").filter(|_| !code) {
            shown.push_str(if strong { "</strong>" } else { "<strong>" });
            strong = !strong;
            rest = after;
        } else if letter == '`' {
            shown.push_str(if code { "</code>" } else { "<code>" });
            code = !code;
            rest = after;
        } else if let Some(next) = after.chars().next().filter(|c| letter == '\\' && c.is_ascii_punctuation()) {
            escape(next, &mut shown);
            rest = &after[next.len_utf8()..];
        } else {
            escape(letter, &mut shown);
            rest = after;
        }
    }
    shown.push_str(if code { "</code>" } else { "" });
    shown.push_str(if strong { "</strong>" } else { "" });
    PreEscaped(shown)
}

fn escape(letter: char, shown: &mut String) {
    match letter {
        '<' => shown.push_str("&lt;"),
        '>' => shown.push_str("&gt;"),
        '&' => shown.push_str("&amp;"),
        '"' => shown.push_str("&quot;"),
        '\n' => shown.push_str("<br>"),
        other => shown.push(other),
    }
}

/// What stands between `<` and `>`, where it is one of Discord's; ids are only digits.
fn mentioned(inner: &str) -> Option<String> {
    let is_number = |text: &&str| !text.is_empty() && text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(rest) = inner.strip_prefix("t:") {
        let seconds: i64 = rest.split(':').next().filter(is_number)?.parse().ok()?;
        return Some(when::full(Time::from_millis(seconds.checked_mul(SECOND)?)));
    }
    let signs = [("@&amp;", "@&"), ("@", "@!"), ("@", "@"), ("#", "#")];
    let (sign, id) = signs.into_iter().find_map(|(shown, sign)| Some((shown, inner.strip_prefix(sign)?)))?;
    Some(format!("<code>{}{}</code>", sign.trim_end_matches("&amp;"), Some(id).filter(is_number)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_tags_and_the_rest_is_escaped() {
        for (text, shown) in [
            ("**a** `b` c\nd", "<strong>a</strong> <code>b</code> c<br>d"),
            ("<@7> <@&8> <#9>", "<code>@7</code> <code>@8</code> <code>#9</code>"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("<@7\"><b>", "&lt;@7&quot;&gt;&lt;b&gt;"),
            (r"\*\*no\*\* \<b\>", "**no** &lt;b&gt;"),
            ("**open `both", "<strong>open <code>both</code></strong>"),
            ("`**`", "<code>**</code>"),
            ("<t:0:f>", "1 Jan 1970, 00:00 UTC"),
            ("<t:99999999999999999999:R>", "&lt;t:99999999999999999999:R&gt;"),
            ("\\", "\\"),
        ] {
            assert_eq!(chat(text).into_string(), shown, "{text}");
        }
    }
}
