//! From settings, or from what was typed, to fields.

use maud::{Markup, html};
use serde_json::Value;

use super::{Item, Kind, Known, SettingsForm, Wrong, known::Names};
use crate::{
    app::{Fields, Settings},
    base::json::Object,
    ui::{Choice, Field},
};

/// What a form shows that was sent: what was typed, and what is wrong with it.
pub type Typed<'a> = (&'a Fields, &'a [Wrong]);

impl SettingsForm {
    /// Its fields, filled with what was typed, else with what is set.
    pub fn fields(&self, settings: &Settings, typed: Option<Typed<'_>>, known: &Known) -> Markup {
        let members = (self.whole)(settings);
        html! { @for item in self.items { (item.field(self.name, &members, typed, known)) } }
    }
}

/// As people type it.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Item {
    fn field(&self, group: &str, members: &Object, typed: Option<Typed<'_>>, known: &Known) -> Markup {
        let set = members.get(self.name).unwrap_or(&Value::Null);
        let sent: Option<Vec<&str>> = typed.map(|(fields, _)| {
            fields.iter().filter(|(name, _)| name == self.name).map(|(_, value)| value.as_str()).collect()
        });
        let value =
            sent.as_ref().map_or_else(|| text(set), |sent| sent.first().copied().unwrap_or_default().to_owned());
        let wrong = typed.and_then(|(_, wrong)| wrong.iter().find(|(name, _)| name == self.name));
        let (choices, free);
        let field = match self.kind {
            Kind::Number(least, most) => Field::number(self.name, self.label).range(least, most).required(),
            Kind::NumberOrNone(least, most) => Field::number(self.name, self.label).range(least, most),
            Kind::Text(most) => Field::text(self.name, self.label).longest(most),
            Kind::Lines(most, rows) => Field::area(self.name, self.label, rows).longest(most),
            Kind::Switch => {
                let on = sent.as_ref().map_or(*set == Value::Bool(true), |sent| sent.contains(&"on"));
                Field::toggle(self.name, self.label, on)
            }
            Kind::One(all) => {
                choices = all.iter().map(|(id, label)| Choice::new(*id, *label, *id == value)).collect::<Vec<_>>();
                Field::select(self.name, self.label, &choices)
            }
            Kind::Several => {
                let of_set = |id: &str| set.as_array().is_some_and(|all| all.iter().any(|one| one == id));
                let is_in = |id: &str| sent.as_ref().map_or_else(|| of_set(id), |sent| sent.contains(&id));
                choices = known.own.iter().map(|(id, label)| Choice::new(id, label, is_in(id))).collect();
                Field::many(self.name, self.label, &choices)
            }
            Kind::Zone => Field::text(self.name, self.label).longest(64).required(),
            Kind::Own(none) | Kind::Channel(none) | Kind::Role(none) => match self.names(known) {
                Some(names) => {
                    choices = offered(names, none, &value);
                    Field::select(self.name, self.label, &choices)
                }
                None => {
                    free = format!("{} Discord does not answer at the moment, so its id is shown.", self.help);
                    let field = Field::text(self.name, self.label).longest(20).value(&value).help(free.trim_start());
                    return html! { (field.group(group).error(wrong.map(|(_, sentence)| sentence.as_str()))) };
                }
            },
        };
        let field = field.group(group).value(&value).error(wrong.map(|(_, sentence)| sentence.as_str()));
        if self.help.is_empty() {
            html! { (field) }
        } else {
            html! { (field.help(self.help)) }
        }
    }

    fn names<'a>(&self, known: &'a Known) -> Option<&'a Names> {
        match self.kind {
            Kind::Channel(_) => known.channels.as_ref(),
            Kind::Role(_) => known.roles.as_ref(),
            _ => Some(&known.own),
        }
    }
}

/// The names with *none* before them, and with what is set although nothing bears that id any more.
fn offered(names: &Names, none: &str, value: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", none, value.is_empty())];
    if !value.is_empty() && !names.iter().any(|(id, _)| id == value) {
        choices.push(Choice::new(value, format!("not there any more ({value})"), true));
    }
    choices.extend(names.iter().map(|(id, name)| Choice::new(id, name, id == value)));
    choices
}
