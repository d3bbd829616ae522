//! The specification of a slash command, and the JSON in which it is registered.
//!
//! Names stay English in every language; descriptions are localised. Source of names and limits:
//! Discord reference, "Application Commands".

use serde_json::{Map, Value, json};

use crate::base::lang::Lang;

/// A text in every language.
pub type Text = fn(Lang) -> &'static str;

/// An option of a command.
pub struct Opt {
    pub name: &'static str,
    pub about: Text,
    pub kind: OptKind,
    pub required: bool,
    /// Discord asks the command's completer while the person types.
    pub autocomplete: bool,
}

pub enum OptKind {
    /// Text of `min` to `max` characters.
    Text {
        min: u16,
        max: u16,
    },
    /// One of a few words.
    Choice(&'static [Choice]),
    /// A whole number, both ends included.
    Integer {
        min: i64,
        max: i64,
    },
    Boolean,
    User,
    Role,
    Channel,
    Attachment,
}

pub struct Choice {
    /// What the command receives.
    pub value: &'static str,
    /// What the person sees.
    pub label: Text,
}

impl Opt {
    const fn new(name: &'static str, about: Text, kind: OptKind) -> Opt {
        Opt { name, about, kind, required: false, autocomplete: false }
    }
    pub const fn text(name: &'static str, about: Text, max: u16) -> Opt {
        Opt::new(name, about, OptKind::Text { min: 1, max })
    }
    pub const fn choice(name: &'static str, about: Text, choices: &'static [Choice]) -> Opt {
        Opt::new(name, about, OptKind::Choice(choices))
    }
    pub const fn integer(name: &'static str, about: Text, min: i64, max: i64) -> Opt {
        Opt::new(name, about, OptKind::Integer { min, max })
    }
    pub const fn boolean(name: &'static str, about: Text) -> Opt {
        Opt::new(name, about, OptKind::Boolean)
    }
    pub const fn user(name: &'static str, about: Text) -> Opt {
        Opt::new(name, about, OptKind::User)
    }
    pub const fn role(name: &'static str, about: Text) -> Opt {
        Opt::new(name, about, OptKind::Role)
    }
    pub const fn channel(name: &'static str, about: Text) -> Opt {
        Opt::new(name, about, OptKind::Channel)
    }
    pub const fn attachment(name: &'static str, about: Text) -> Opt {
        Opt::new(name, about, OptKind::Attachment)
    }
    pub const fn required(mut self) -> Opt {
        self.required = true;
        self
    }
    pub const fn autocomplete(mut self) -> Opt {
        self.autocomplete = true;
        self
    }

    /// Discord's option type.
    pub const fn type_number(&self) -> u8 {
        match self.kind {
            OptKind::Text { .. } | OptKind::Choice(_) => 3,
            OptKind::Integer { .. } => 4,
            OptKind::Boolean => 5,
            OptKind::User => 6,
            OptKind::Channel => 7,
            OptKind::Role => 8,
            OptKind::Attachment => 11,
        }
    }

    pub fn registration(&self) -> Value {
        let mut option = described(self.name, self.about);
        option.insert("type".into(), json!(self.type_number()));
        option.insert("required".into(), json!(self.required));
        if self.autocomplete {
            option.insert("autocomplete".into(), json!(true));
        }
        match &self.kind {
            OptKind::Text { min, max } => {
                option.insert("min_length".into(), json!(min));
                option.insert("max_length".into(), json!(max));
            }
            OptKind::Integer { min, max } => {
                option.insert("min_value".into(), json!(min));
                option.insert("max_value".into(), json!(max));
            }
            OptKind::Choice(choices) => {
                let choices = choices.iter().map(|choice| {
                    json!({ "name": (choice.label)(Lang::En), "name_localizations": localized(choice.label), "value": choice.value })
                });
                option.insert("choices".into(), choices.collect());
            }
            // Text (0) and announcement (5) channels: where a bot can post.
            OptKind::Channel => {
                option.insert("channel_types".into(), json!([0, 5]));
            }
            OptKind::Boolean | OptKind::User | OptKind::Role | OptKind::Attachment => {}
        }
        Value::Object(option)
    }
}

/// Name, description and its translations, as every level of a command has them.
pub fn described(name: &str, about: Text) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("name".into(), json!(name));
    object.insert("description".into(), json!(about(Lang::En)));
    object.insert("description_localizations".into(), localized(about));
    object
}

/// The translations of a text, by Discord's locale.
pub fn localized(text: Text) -> Value {
    let by_locale =
        Lang::ALL.iter().filter_map(|lang| Some((lang.registered_locale()?.to_owned(), json!(text(*lang)))));
    Value::Object(by_locale.collect())
}
