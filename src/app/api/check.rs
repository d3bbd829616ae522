//! What was sent, checked by its shape.

use serde_json::{Map, Value};

use super::{Kind, LARGEST_PAGE, Member};
use crate::{
    app::{Action, Fields, Item, Settings, SettingsForm, form},
    base::{ids, lang::Lang, money, words},
    discord::{
        command::{Opt, OptKind},
        interaction::timestamp,
    },
};

/// What does not fit, and where: a JSON pointer into the body, or the name of a parameter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    pub pointer: String,
    pub detail: String,
}

fn fault(pointer: &str, detail: impl Into<String>) -> Fault {
    Fault { pointer: pointer.to_owned(), detail: detail.into() }
}

/// The members of a body that are a command's options, but for those that the path gives.
pub fn members_of(action: &Action, params: &Fields) -> Vec<Member> {
    let in_path = |name: &str| super::value(params, name).is_some();
    let sendable = |opt: &&Opt| !matches!(opt.kind, OptKind::Attachment) && !in_path(opt.name);
    action.options.iter().filter(sendable).map(member_of).collect()
}

fn member_of(opt: &Opt) -> Member {
    let kind = match &opt.kind {
        OptKind::Text { max, .. } => Kind::Text(*max),
        OptKind::Choice(choices) => Kind::Choice(choices),
        OptKind::Integer { min, max } => Kind::Integer(*min, *max),
        OptKind::Boolean => Kind::Boolean,
        OptKind::User | OptKind::Role | OptKind::Channel | OptKind::Attachment => Kind::Id,
    };
    let about = if cfg!(target_arch = "wasm32") { "" } else { (opt.about)(Lang::En) };
    Member { name: opt.name, kind, optional: !opt.required, clears: false, about }
}

/// The members of a body that is a settings form's fields; what is left out stays.
pub fn members_of_form(form: &SettingsForm) -> Vec<Member> {
    form.items.iter().map(member_of_item).collect()
}

fn member_of_item(item: &Item) -> Member {
    let kind = match item.kind {
        form::Kind::Number(from, to) | form::Kind::NumberOrNone(from, to) => Kind::Integer(from, to),
        form::Kind::Text(most) | form::Kind::Lines(most, _) => Kind::Text(most as u16),
        form::Kind::Switch => Kind::Boolean,
        form::Kind::One(words) => Kind::Labelled(words),
        form::Kind::Channel(_) | form::Kind::Role(_) => Kind::Id,
        form::Kind::Zone => Kind::Text(64),
        form::Kind::Own(_) | form::Kind::Several => Kind::Json,
    };
    let kept = matches!(item.kind, form::Kind::Number(..) | form::Kind::Switch | form::Kind::One(_) | form::Kind::Zone);
    let about = if item.help.is_empty() { item.label } else { item.help };
    let about = if cfg!(target_arch = "wasm32") { "" } else { about };
    Member { name: item.name, kind, optional: true, clears: !kept, about }
}

/// What was given of a settings form, as it would be typed there: what is left out is as it stands.
pub fn typed(form: &SettingsForm, before: &Settings, given: &Map<String, Value>) -> Fields {
    let stands = (form.whole)(before);
    let text = |item: &Item| match given.get(item.name).or_else(|| stands.get(item.name)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(true)) => "on".to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    form.items.iter().map(|item| (item.name.to_owned(), text(item))).collect()
}

/// Checks a body's members: each is known, there where it must be, and fits.
///
/// # Errors
/// Everything that does not fit.
pub fn object(members: &[Member], given: &Map<String, Value>) -> Result<(), Vec<Fault>> {
    let mut faults: Vec<Fault> = given
        .keys()
        .filter(|name| !members.iter().any(|member| member.name == **name))
        .map(|name| fault(&format!("/{}", name.replace('~', "~0").replace('/', "~1")), "There is no such member."))
        .collect();
    for member in members {
        let pointer = format!("/{}", member.name);
        match given.get(member.name) {
            None if member.optional => {}
            Some(Value::Null) if member.clears => {}
            None => faults.push(fault(&pointer, "It is missing.")),
            Some(value) => match member.kind {
                Kind::Batch(shape) => faults.extend(batch(shape.members, value, &pointer)),
                kind => faults.extend(one(kind, value).map(|why| fault(&pointer, why))),
            },
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Everything that does not fit in a list of objects.
fn batch(members: &[Member], value: &Value, pointer: &str) -> Vec<Fault> {
    let most = LARGEST_PAGE as usize;
    let Some(list) = value.as_array().filter(|list| (1..=most).contains(&list.len())) else {
        return vec![fault(pointer, format!("It must be a list of 1 to {most} objects."))];
    };
    let mut faults = Vec::new();
    for (place, item) in list.iter().enumerate() {
        let below = |inner: Fault| Fault { pointer: format!("{pointer}/{place}{}", inner.pointer), ..inner };
        match item.as_object() {
            Some(item) => faults.extend(object(members, item).err().into_iter().flatten().map(below)),
            None => faults.push(fault(&format!("{pointer}/{place}"), "It must be an object.")),
        }
    }
    faults
}

/// Checks the parameters of a query.
///
/// # Errors
/// As [`object`].
pub fn query(members: &[Member], given: &Fields) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    for (place, (name, text)) in given.iter().enumerate() {
        let Some(member) = members.iter().find(|member| member.name == name) else {
            faults.push(fault(name, "There is no such parameter."));
            continue;
        };
        if given[..place].iter().any(|(known, _)| known == name) {
            faults.push(fault(name, "It is there twice."));
        }
        faults.extend(parameter(member.kind, text).map(|why| fault(name, why)));
    }
    let missing = members.iter().filter(|member| !member.optional && super::value(given, member.name).is_none());
    faults.extend(missing.map(|member| fault(member.name, "It is missing.")));
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// What is wrong with a text that stands for a value; in a path and a query there are only texts.
pub fn parameter(kind: Kind, text: &str) -> Option<String> {
    match kind {
        Kind::Integer(..) => match text.parse::<i64>() {
            // Only as it is written by itself: neither `+1` nor `01`.
            Ok(number) if number.to_string() == text => one(kind, &number.into()),
            _ => Some("It must be a whole number.".to_owned()),
        },
        Kind::Boolean => (!matches!(text, "true" | "false")).then(|| "It must be true or false.".to_owned()),
        _ => one(kind, &text.into()),
    }
}

/// What is wrong with a value.
fn one(kind: Kind, value: &Value) -> Option<String> {
    let text = value.as_str();
    match kind {
        Kind::Id => {
            let fits = text.and_then(ids::parse::<twilight_model::id::marker::GenericMarker>).is_some();
            (!fits).then(|| "It must be an id: digits in a text.".to_owned())
        }
        Kind::Text(most) => match text {
            Some(text) if text.chars().count() > usize::from(most) => {
                Some(format!("It must have at most {most} characters."))
            }
            Some(text) if words::plain(text).is_empty() => Some("It must not be empty.".to_owned()),
            Some(_) => None,
            None => Some("It must be a text.".to_owned()),
        },
        Kind::Word(words) => {
            let fits = text.is_some_and(|text| words.contains(&text));
            (!fits).then(|| format!("It must be one of {}.", words.join(", ")))
        }
        Kind::Choice(choices) => {
            let fits = text.is_some_and(|text| choices.iter().any(|choice| choice.value == text));
            let words = || choices.iter().map(|choice| choice.value).collect::<Vec<_>>().join(", ");
            (!fits).then(|| format!("It must be one of {}.", words()))
        }
        Kind::Labelled(words) => {
            let fits = text.is_some_and(|text| words.iter().any(|(word, _)| *word == text));
            let words = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            (!fits).then(|| format!("It must be one of {}.", words()))
        }
        Kind::Integer(from, to) => {
            let fits = value.as_i64().is_some_and(|number| (from..=to.min(money::MAX)).contains(&number));
            (!fits).then(|| format!("It must be a whole number from {from} to {to}."))
        }
        Kind::Boolean => (!value.is_boolean()).then(|| "It must be true or false.".to_owned()),
        Kind::Time => (text.and_then(timestamp).is_none()).then(|| "It must be a time as RFC 3339 has it.".to_owned()),
        Kind::Json | Kind::Texts | Kind::List(_) | Kind::Batch(_) => Some("It cannot be given.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MEMBERS: &[Member] = &[
        Member::new("user", Kind::Id, ""),
        Member::new("amount", Kind::Integer(1, 10), ""),
        Member::new("reason", Kind::Text(5), "").or_null(),
    ];

    fn pointers(value: Value) -> Vec<String> {
        let given = value.as_object().cloned().unwrap_or_default();
        object(MEMBERS, &given).err().unwrap_or_default().into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn every_fault_is_pointed_at() {
        assert_eq!(pointers(json!({ "user": "1", "amount": 5, "reason": "äöüßé" })), Vec::<String>::new());
        assert_eq!(pointers(json!({})), ["/user", "/amount"]);
        assert_eq!(pointers(json!({ "user": 1, "amount": 11, "reason": "123456" })), ["/user", "/amount", "/reason"]);
        assert_eq!(pointers(json!({ "user": "1", "amount": 1.5, "a/b~": 1 })), ["/a~1b~0", "/amount"]);
        assert_eq!(pointers(json!({ "user": "1", "amount": 1, "reason": " " })), ["/reason"]);
    }

    #[test]
    fn parameters_are_texts() {
        let of = |pairs: &[(&str, &str)]| {
            let given: Fields = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
            query(MEMBERS, &given).is_ok()
        };
        assert!(of(&[("user", "1"), ("amount", "5")]));
        for wrong in ["+5", "05", "5.0", "", "99999999999999999999"] {
            assert!(!of(&[("user", "1"), ("amount", wrong)]), "{wrong}");
        }
        assert!(!of(&[("user", "1"), ("amount", "5"), ("amount", "6")]));
        assert!(!of(&[("user", "1"), ("amount", "5"), ("x", "6")]));
    }
}
