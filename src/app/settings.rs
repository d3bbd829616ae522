//! A guild's settings: one JSON row with a version, cut into one section a feature.

use serde::Serialize;

use crate::base::{
    ids::GuildId,
    json::{self, FromJson, Object, Value},
    lang::Lang,
    time::Time,
};

/// A feature's part of the settings. Absent means its defaults.
pub trait Section: Default + Serialize + FromJson {
    /// The feature's name.
    const NAME: &'static str;
}

/// A guild's settings as read with an act's facts: always fresh.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Counts changes; 0 when nothing was ever set.
    pub version: i64,
    sections: Object,
}

impl Settings {
    /// From the stored row. What cannot be read counts as not set, so that a release which does
    /// not know a newer one's form still serves.
    pub fn stored(version: i64, json: &str) -> Settings {
        Settings { version, sections: json::parse(json).unwrap_or_default() }
    }

    pub fn json(&self) -> String {
        Value::Object(self.sections.clone()).to_string()
    }

    pub fn section<S: Section>(&self) -> S {
        self.sections.get(S::NAME).and_then(|value| S::from_json(value).ok()).unwrap_or_default()
    }

    pub fn has<S: Section>(&self) -> bool {
        self.sections.contains_key(S::NAME)
    }

    /// The same settings with one section replaced.
    pub fn with<S: Section>(&self, section: &S) -> Settings {
        let mut changed = self.clone();
        let value = serde_json::to_value(section).unwrap_or_default();
        changed.sections.insert(S::NAME.to_owned(), value);
        changed
    }

    /// The guild's language, in which everything that others can read is written.
    pub fn lang(&self) -> Lang {
        let code = self.sections.get("settings").and_then(|section| section.get("language")?.as_str());
        code.and_then(Lang::of_code).unwrap_or_default()
    }
}

/// A change of a guild's settings as it is about to be written.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    pub guild: GuildId,
    pub before: &'a Settings,
    pub after: &'a Settings,
    pub now: Time,
}
