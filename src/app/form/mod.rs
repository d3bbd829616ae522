//! A feature's settings as a form of the dashboard: a table of items, with one reader and one writer for all.
//!
//! The section travels as the JSON that it is stored as, so that an item is a name in it; a section that is typed
//! otherwise than it is stored says so by its own `whole` and `kept`.

pub mod known;
mod read;
mod show;

use serde_json::Value;

use super::{Section, Settings};
use crate::base::{json::Object, time::Time};

pub use known::Known;
pub use read::number;
pub use show::Typed;

/// What is wrong with a field, and what would be right: the item's name and a sentence. An empty name is the
/// form's as a whole.
pub type Wrong = (String, String);

#[derive(Clone, Copy, Debug)]
pub struct SettingsForm {
    /// The section's, and the form's.
    pub name: &'static str,
    pub title: &'static str,
    /// A sentence under the title.
    pub note: &'static str,
    pub items: &'static [Item],
    /// A page below the guild on which it is changed; the page of all settings links to it.
    pub page: Option<&'static str>,
    /// The section as it is typed.
    pub whole: fn(&Settings) -> Object,
    /// The settings with the section as it was typed.
    pub kept: fn(&Settings, Object, Time) -> Result<Settings, Wrong>,
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub name: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// From, to.
    Number(i64, i64),
    /// As [`Kind::Number`]; empty is none.
    NumberOrNone(i64, i64),
    /// Longest, in characters.
    Text(u32),
    /// Lines of text, and how many are shown.
    Lines(u32, u8),
    Switch,
    /// Values as they are stored, with their labels.
    One(&'static [(&'static str, &'static str)]),
    /// One of what the page knows, or none.
    Own(&'static str),
    /// Several of what the page knows.
    Several,
    /// A text channel of the guild, or none; and what *none* is called.
    Channel(&'static str),
    /// A role of the guild, or none.
    Role(&'static str),
    /// A time zone by its name.
    Zone,
}

impl SettingsForm {
    /// Of a section whose members are typed as they are stored.
    pub const fn of<S: Section>(title: &'static str, note: &'static str, items: &'static [Item]) -> SettingsForm {
        SettingsForm { name: S::NAME, title, note, items, page: None, whole: whole::<S>, kept: kept::<S> }
    }
}

/// A section with its defaults, as it is stored.
pub fn whole<S: Section>(settings: &Settings) -> Object {
    match serde_json::to_value(settings.section::<S>()) {
        Ok(Value::Object(members)) => members,
        _ => Object::new(),
    }
}

/// The settings with a section as it is stored.
///
/// # Errors
/// The first member that does not fit.
pub fn kept<S: Section>(settings: &Settings, members: Object, _: Time) -> Result<Settings, Wrong> {
    match S::from_json(&Value::Object(members)) {
        Ok(section) => Ok(changed(settings, &section)),
        Err(fault) => Err((fault.path().to_owned(), "This does not fit.".to_owned())),
    }
}

/// The settings with a section, and the same ones where it is no other.
pub fn changed<S: Section>(settings: &Settings, section: &S) -> Settings {
    let after = settings.with(section);
    let is_same = serde_json::to_value(settings.section::<S>()).ok() == serde_json::to_value(section).ok();
    if is_same { settings.clone() } else { after }
}
