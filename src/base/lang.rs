//! The languages in which Guildhall speaks.

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

/// One sentence in every language, with values written inline: `say!(lang, "…{x}…", "…", "…")`.
#[macro_export]
macro_rules! say {
    ($lang:expr, $en:literal, $de:literal, $es:literal $(,)?) => {
        match $lang {
            $crate::base::lang::Lang::En => format!($en),
            $crate::base::lang::Lang::De => format!($de),
            $crate::base::lang::Lang::Es => format!($es),
        }
    };
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
}
