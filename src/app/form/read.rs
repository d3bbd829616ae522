//! From what was typed to settings.

use serde_json::Value;

use super::{Item, Kind, Known, SettingsForm, Wrong, known::Names};
use crate::{
    app::{Fields, Settings},
    base::{
        time::{Time, Zone},
        words,
    },
};

impl SettingsForm {
    /// The settings as a form asks for them. A channel or role that is chosen anew has to be among those that
    /// Discord names: an id alone could be another guild's.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn read(&self, before: &Settings, typed: &Fields, known: &Known, now: Time) -> Result<Settings, Vec<Wrong>> {
        let mut members = (self.whole)(before);
        let mut wrong = Vec::new();
        for item in self.items {
            let old = members.get(item.name).cloned().unwrap_or_default();
            match item.value(typed, known, &old) {
                Ok(value) => drop(members.insert(item.name.to_owned(), value)),
                Err(sentence) => wrong.push((item.name.to_owned(), sentence)),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        (self.kept)(before, members, now).map_err(|wrong| vec![wrong])
    }
}

impl Item {
    fn value(&self, typed: &Fields, known: &Known, old: &Value) -> Result<Value, String> {
        let mut all = typed.iter().filter(|(name, _)| name == self.name).map(|(_, value)| value.trim());
        if matches!(self.kind, Kind::Several) {
            let is_known = |value: &&str| known.own.iter().any(|(id, _)| id == value);
            return Ok(all.filter(is_known).map(Value::from).collect());
        }
        let text = all.next().unwrap_or_default();
        Ok(match self.kind {
            Kind::NumberOrNone(..) | Kind::Own(_) | Kind::Channel(_) | Kind::Role(_) if text.is_empty() => Value::Null,
            Kind::Number(least, most) | Kind::NumberOrNone(least, most) => number(text, least, most)?.into(),
            Kind::Switch => (text == "on").into(),
            Kind::Text(most) => within(words::plain(text), most)?.into(),
            Kind::Lines(most, _) => within(text.replace('\r', ""), most)?.into(),
            Kind::One(choices) => match choices.iter().any(|(value, _)| *value == text) {
                true => stored(text, old),
                false => return Err("Choose one of the list.".to_owned()),
            },
            Kind::Own(_) => chosen(text, old, Some(&known.own))?,
            Kind::Channel(_) => chosen(text, old, known.channels.as_ref())?,
            Kind::Role(_) => chosen(text, old, known.roles.as_ref())?,
            Kind::Zone => match Zone::parse(text) {
                Some(zone) => zone.name().into(),
                None => return Err("I do not know this time zone. Examples: Europe/Berlin, UTC, +05:30.".to_owned()),
            },
            Kind::Several => Value::Null,
        })
    }
}

/// A whole number as people write it, with or without thousands set apart.
///
/// # Errors
/// The sentence that says from where to where it goes.
pub fn number(text: &str, least: i64, most: i64) -> Result<i64, String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '_')).collect();
    let read = digits.parse().ok().filter(|value| (least..=most).contains(value));
    let ends = [least, most].map(|end| words::number(crate::base::lang::Lang::En, end));
    read.ok_or_else(|| format!("A whole number from {} to {}, please.", ends[0], ends[1]))
}

fn within(text: String, most: u32) -> Result<String, String> {
    let count = text.chars().count();
    if count > most as usize { Err(format!("At most {most} characters; these are {count}.")) } else { Ok(text) }
}

/// As the section stores it: a number where there is one now.
fn stored(text: &str, old: &Value) -> Value {
    text.parse::<i64>().ok().filter(|_| old.is_number()).map_or_else(|| text.into(), Value::from)
}

fn chosen(text: &str, old: &Value, names: Option<&Names>) -> Result<Value, String> {
    let is_old = old.as_str() == Some(text) || old.as_i64().is_some_and(|old| old.to_string() == text);
    match names {
        _ if is_old => Ok(old.clone()),
        Some(names) if names.iter().any(|(id, _)| id == text) => Ok(match text.parse::<i64>() {
            // Ids of Discord's are kept as text; ours are numbers.
            Ok(number) if text.len() < 16 => number.into(),
            _ => text.into(),
        }),
        Some(_) => Err("There is no such thing in this server any more.".to_owned()),
        None => Err("Discord does not answer, so I cannot look whether this is yours. Try again soon.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number("1,000", 0, 2_000), Ok(1_000));
        assert_eq!(number("2001", 0, 2_000), Err("A whole number from 0 to 2,000, please.".to_owned()));
        for wrong in ["", "x", "-1", "1.5", "9999999999999999999"] {
            assert!(number(wrong, 0, 2_000).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_chosen_is_among_what_is_known_or_was_so_already() {
        let names = vec![("1234567890123456789".to_owned(), "#a".to_owned()), ("3".to_owned(), "Owls".to_owned())];
        assert_eq!(chosen("1234567890123456789", &Value::Null, Some(&names)), Ok("1234567890123456789".into()));
        assert_eq!(chosen("3", &Value::Null, Some(&names)), Ok(3.into()));
        assert!(chosen("1234567890123456780", &Value::Null, Some(&names)).is_err(), "of another guild");
        assert_eq!(chosen("7", &7.into(), None), Ok(7.into()), "it stays although Discord does not answer");
        assert!(chosen("8", &7.into(), None).is_err());
    }
}
