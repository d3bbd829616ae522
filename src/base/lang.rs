//! The languages in which Guildhall speaks.

use std::fmt::{Display, Write};

use serde::Serialize;

use super::json::FromJson;

/// A language. Adding one makes the compiler name every sentence that lacks it.
#[derive(Clone, Copy, Debug, Default, FromJson, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    De,
    Es,
}

impl Lang {
    pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Es];

    /// The language for a locale of Discord's (`en-GB`, `de`, `es-419`), English for all others.
    pub fn of_locale(locale: &str) -> Lang {
        match locale.split('-').next() {
            Some("de") => Lang::De,
            Some("es") => Lang::Es,
            _ => Lang::En,
        }
    }

    /// Its two-letter code, as stored in settings.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::De => "de",
            Lang::Es => "es",
        }
    }

    pub fn of_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// Its name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::De => "Deutsch",
            Lang::Es => "Español",
        }
    }

    /// The locales of Discord's under which a translation is registered. English is the default
    /// text, and Discord itself falls back from es-419 to es-ES.
    pub const fn registered_locale(self) -> Option<&'static str> {
        match self {
            Lang::En => None,
            Lang::De => Some("de"),
            Lang::Es => Some("es-ES"),
        }
    }
}

/// A sentence of [`crate::say!`]: the text of a language with its values.
#[inline(never)]
pub fn filled(lang: Lang, texts: &[&'static str; 3], values: &[&dyn Display]) -> String {
    let text = match lang {
        Lang::En => texts[0],
        Lang::De => texts[1],
        Lang::Es => texts[2],
    };
    let mut made = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match values.get((letter as usize).wrapping_sub(1)) {
            // Writing into a text fails for no value that can be shown.
            Some(value) => write!(made, "{value}").unwrap_or_default(),
            None => made.push(letter),
        }
    }
    made
}

/// As [`say!`] for a text without values: a `&'static str`.
#[macro_export]
macro_rules! word {
    ($lang:expr, $en:literal, $de:literal, $es:literal $(,)?) => {
        match $lang {
            $crate::base::lang::Lang::En => $en,
            $crate::base::lang::Lang::De => $de,
            $crate::base::lang::Lang::Es => $es,
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_locales_get_english() {
        assert_eq!(Lang::of_locale("es-419"), Lang::Es);
        assert_eq!(Lang::of_locale("de"), Lang::De);
        assert_eq!(Lang::of_locale("xx-YY"), Lang::En);
        assert_eq!(Lang::of_locale(""), Lang::En);
    }

    #[test]
    fn a_sentence_has_its_values_in_every_language() {
        let (who, count, odd) = ("<@1>", 3, "\u{2}");
        let said =
            |lang| crate::say!(lang, "{who} has {count} {{bytes}}{odd}.", "{count} hat {who}.", "{odd}{who}{who}");
        assert_eq!(said(Lang::En), "<@1> has 3 {bytes}\u{2}.");
        assert_eq!(said(Lang::De), "3 hat <@1>.");
        assert_eq!(said(Lang::Es), "\u{2}<@1><@1>", "what a value says names no other");
        assert_eq!(crate::say!(Lang::De, "{count:03}", "{count:02}", "{count}"), "03");
    }
}
