//! Reading a typed command line: words, quotes, and `name:value` pairs of known options.

/// One piece of the options' text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The option's name when it was given by name.
    pub(super) name: Option<String>,
    /// The value as typed, quotes taken off.
    pub(super) value: String,
    /// Whether it was quoted, and so is exactly one value.
    pub(super) quoted: bool,
}

/// Takes the next word off a text.
pub(super) fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// Cuts the text after the (sub)command into pieces. A value given by name and unquoted runs until the next
/// known `name:` or the end; words before the first name stand alone.
pub(super) fn pieces(text: &str, names: &[&str]) -> Result<Vec<Piece>, String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let name = leading_name(rest, names)?;
        if let Some(name) = name {
            rest = rest[name.len() + 1..].trim_start();
        }
        let (value, quoted, after) = match rest.strip_prefix('"') {
            Some(inner) => {
                let (value, after) = quoted(inner)?;
                (value, true, after)
            }
            None if name.is_some() => {
                let end = next_name(rest, names);
                (rest[..end].trim_end().to_owned(), false, &rest[end..])
            }
            None => {
                let (value, after) = word(rest);
                (value.to_owned(), false, after)
            }
        };
        out.push(Piece { name: name.map(str::to_owned), value, quoted });
        rest = after.trim_start();
    }
    Ok(out)
}

/// The option name that the text starts with. Something that looks like a name but is none is a mistake.
fn leading_name<'a>(text: &str, names: &[&'a str]) -> Result<Option<&'a str>, String> {
    if text.starts_with('"') {
        return Ok(None);
    }
    let (word, _) = word(text);
    let Some((name, value)) = word.split_once(':') else {
        return Ok(None);
    };
    if let Some(known) = names.iter().find(|known| **known == name) {
        return Ok(Some(known));
    }
    let looks = name.starts_with(|c: char| c.is_alphabetic()) && !value.starts_with("//") && name != "file";
    match looks {
        true => Err(format!("unknown option {name}: (put the value into quotes if it is text)")),
        false => Ok(None),
    }
}

/// Where the next known `name:` begins, or the end.
fn next_name(text: &str, names: &[&str]) -> usize {
    let starts = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    let named =
        |at: &usize| names.iter().any(|name| text[*at..].strip_prefix(name).is_some_and(|rest| rest.starts_with(':')));
    starts.into_iter().find(named).unwrap_or(text.len())
}

/// A quoted value up to its closing quote; `\"` and `\\` stand for themselves.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((value, &text[at + 1..])),
            '\\' => match chars.next() {
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                Some((_, other)) => value.extend(['\\', other]),
                None => value.push('\\'),
            },
            _ => value.push(c),
        }
    }
    Err("a quote is not closed".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(Option<String>, String)> {
        let pieces = pieces(text, &["user", "amount", "reason"]).unwrap();
        pieces.into_iter().map(|piece| (piece.name, piece.value)).collect()
    }

    fn named(name: &str, value: &str) -> (Option<String>, String) {
        (Some(name.into()), value.into())
    }

    #[test]
    fn names_quotes_and_words() {
        assert_eq!(
            cut(r#"user:@ben amount:50 reason:"two \"words\"""#),
            [named("user", "@ben"), named("amount", "50"), named("reason", "two \"words\"")]
        );
        assert_eq!(cut("reason:a long story"), [named("reason", "a long story")]);
        assert_eq!(cut("reason:a long amount:5"), [named("reason", "a long"), named("amount", "5")]);
        assert_eq!(cut("@ben 50"), [(None, "@ben".into()), (None, "50".into())]);
        assert_eq!(cut("reason:see http://x/y now"), [named("reason", "see http://x/y now")]);
        assert_eq!(cut("user: @ben"), [named("user", "@ben")]);
    }

    #[test]
    fn mistakes_are_named() {
        assert!(pieces("colour:red", &["user"]).is_err());
        assert!(pieces("user:\"ben", &["user"]).is_err());
        assert!(pieces("12:30", &["user"]).is_ok());
    }
}
