//! The fields of a modal with what a person put in, checked as the client does.

use serde_json::{Map, Value, json};

use crate::interact::Interaction;
use crate::interact::component::chosen;
use crate::interact::resolve::Resolved;
use crate::limits::components::kind;
use crate::state::State;

/// A field as it is submitted.
pub(super) fn filled(
    state: &mut State,
    interaction: &Interaction,
    field: &Value,
    values: &Map<String, Value>,
    resolved: &mut Resolved,
) -> Result<Value, String> {
    let name = field["custom_id"].as_str().unwrap_or_default();
    let given = values.get(name).unwrap_or(&Value::Null);
    let mut out = json!({"type": field["type"], "id": field["id"], "custom_id": name});
    let (key, value) = match field["type"].as_u64().unwrap_or(0) {
        kind::TEXT_INPUT => ("value", text(field, given)?),
        kind::RADIO_GROUP => ("value", radio(field, given)?),
        kind::CHECKBOX => ("value", json!(given.as_bool().unwrap_or(field["default"] == true))),
        kind::CHECKBOX_GROUP => ("values", checks(field, given)?),
        kind::FILE_UPLOAD => ("values", files(state, field, given, resolved)?),
        _ => {
            let list = list(given);
            let chosen = match list.is_empty() && field["required"] == false {
                true => Vec::new(),
                false => chosen(state, interaction, field, &list, resolved)?,
            };
            ("values", json!(chosen))
        }
    };
    out[key] = value;
    Ok(out)
}

fn name(field: &Value) -> &str {
    field["custom_id"].as_str().unwrap_or_default()
}

fn list(given: &Value) -> Vec<String> {
    match given {
        Value::Array(list) => list.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
        Value::String(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn text(field: &Value, given: &Value) -> Result<Value, String> {
    let text = match given {
        Value::String(text) => text.clone(),
        Value::Null => field["value"].as_str().unwrap_or_default().to_owned(),
        other => return Err(format!("field {} takes a text, not {other}", name(field))),
    };
    let length = text.chars().count() as u64;
    let required = field["required"] != false;
    let min = field["min_length"].as_u64().unwrap_or(0).max(u64::from(required));
    let max = field["max_length"].as_u64().unwrap_or(4_000);
    let left_empty = length == 0 && !required;
    if !left_empty && !(min..=max).contains(&length) {
        return Err(format!("field {} takes {min} to {max} characters, not {length}", name(field)));
    }
    Ok(json!(text))
}

fn option<'a>(field: &'a Value, value: &str) -> Result<&'a Value, String> {
    let options = field["options"].as_array().into_iter().flatten();
    let found = options.into_iter().find(|option| option["value"] == value);
    found.ok_or_else(|| format!("field {} has no {value}", name(field)))
}

fn radio(field: &Value, given: &Value) -> Result<Value, String> {
    match list(given).first() {
        Some(value) => Ok(option(field, value)?["value"].clone()),
        None if field["required"] == false => Ok(Value::Null),
        None => Err(format!("field {} wants one of its options", name(field))),
    }
}

fn checks(field: &Value, given: &Value) -> Result<Value, String> {
    let list = list(given);
    let all = field["options"].as_array().map_or(0, Vec::len) as u64;
    counted(field, list.len(), all)?;
    for value in &list {
        option(field, value)?;
    }
    Ok(json!(list))
}

fn files(state: &mut State, field: &Value, given: &Value, resolved: &mut Resolved) -> Result<Value, String> {
    let list = list(given);
    counted(field, list.len(), 1)?;
    let mut ids = Vec::new();
    for text in &list {
        let bare = text.strip_prefix("file:").unwrap_or(text);
        let file = state.upload_for_option(bare).ok_or_else(|| format!("no file {bare} was put"))?;
        resolved.attachment(&file);
        ids.push(file.id.to_string());
    }
    Ok(json!(ids))
}

/// Nothing at all is fine for a field that is not required; else between `min_values` and `max_values`.
fn counted(field: &Value, count: usize, most: u64) -> Result<(), String> {
    let required = field["required"] != false;
    let min = field["min_values"].as_u64().unwrap_or(1);
    let max = field["max_values"].as_u64().unwrap_or(most);
    let left_empty = count == 0 && (!required || min == 0);
    match left_empty || (min..=max).contains(&(count as u64)) {
        true => Ok(()),
        false => Err(format!("field {} takes {min} to {max} values, not {count}", name(field))),
    }
}
