//! Single option values: from typed text to the value Discord sends, with the client's own checks.

use serde_json::{Value, json};

use crate::interact::Interaction;
use crate::interact::resolve::{self, Resolved};
use crate::state::State;
use crate::state::command::option;

/// The largest whole number Discord takes in an option.
const LARGEST: i64 = 1 << 53;

/// The value of an option, or why the client would not take the text.
pub(super) fn value(
    state: &mut State,
    interaction: &Interaction,
    spec: &Value,
    text: &str,
    resolved: &mut Resolved,
) -> Result<Value, String> {
    let name = spec["name"].as_str().unwrap_or_default();
    let wrong = |what: String| format!("option {name}: {what}");
    match spec["type"].as_u64().unwrap_or(0) {
        option::STRING => string(spec, text).map_err(wrong),
        option::INTEGER => integer(spec, text).map_err(wrong),
        option::NUMBER => number(spec, text).map_err(wrong),
        option::BOOLEAN => match text.to_ascii_lowercase().as_str() {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => Err(wrong(format!("{text} is neither true nor false"))),
        },
        option::USER => user(state, interaction, text, resolved).ok_or_else(|| wrong(format!("no user {text}"))),
        option::ROLE => role(state, interaction, text, resolved).ok_or_else(|| wrong(format!("no role {text}"))),
        option::MENTIONABLE => role(state, interaction, text, resolved)
            .or_else(|| user(state, interaction, text, resolved))
            .ok_or_else(|| wrong(format!("no user or role {text}"))),
        option::CHANNEL => channel(state, interaction, spec, text, resolved).map_err(wrong),
        option::ATTACHMENT => {
            let bare = text.strip_prefix("file:").unwrap_or(text);
            let file = state.upload_for_option(bare).ok_or_else(|| wrong(format!("no file {bare} was put")))?;
            resolved.attachment(&file);
            Ok(json!(file.id.to_string()))
        }
        other => Err(wrong(format!("unknown option type {other}"))),
    }
}

fn user(state: &State, interaction: &Interaction, text: &str, resolved: &mut Resolved) -> Option<Value> {
    let id = resolve::user(state, interaction, text)?;
    resolved.user(state, interaction, id);
    Some(json!(id.to_string()))
}

fn role(state: &State, interaction: &Interaction, text: &str, resolved: &mut Resolved) -> Option<Value> {
    let role = resolve::role(state, interaction, text)?;
    resolved.role(role);
    Some(json!(role.id.to_string()))
}

fn channel(
    state: &State,
    interaction: &Interaction,
    spec: &Value,
    text: &str,
    resolved: &mut Resolved,
) -> Result<Value, String> {
    let id = resolve::channel(state, interaction, text).ok_or_else(|| format!("no channel {text} is seen"))?;
    let kind = state.channel(id).map(|channel| channel.kind);
    if let Some(kinds) = spec["channel_types"].as_array()
        && !kinds.is_empty()
        && !kinds.contains(&json!(kind))
    {
        return Err(format!("{text} is not of a channel type that is asked for"));
    }
    resolved.channel(state, interaction, id);
    Ok(json!(id.to_string()))
}

/// With choices only those can be picked, by the name shown or by their value.
fn choice(spec: &Value, text: &str) -> Option<Result<Value, String>> {
    let choices = spec["choices"].as_array().filter(|list| !list.is_empty())?;
    let shown = |choice: &Value| match &choice["value"] {
        Value::String(value) => value.clone(),
        value => value.to_string(),
    };
    let by_name =
        choices.iter().find(|choice| choice["name"].as_str().is_some_and(|name| name.eq_ignore_ascii_case(text)));
    let found = by_name.or_else(|| choices.iter().find(|choice| shown(choice) == text));
    Some(found.map(|choice| choice["value"].clone()).ok_or_else(|| format!("{text} is none of the choices")))
}

fn string(spec: &Value, text: &str) -> Result<Value, String> {
    if let Some(picked) = choice(spec, text) {
        return picked;
    }
    let length = text.chars().count() as u64;
    let min = spec["min_length"].as_u64().unwrap_or(0).max(1);
    let max = spec["max_length"].as_u64().unwrap_or(6_000);
    match (min..=max).contains(&length) {
        true => Ok(json!(text)),
        false => Err(format!("must have {min} to {max} characters, has {length}")),
    }
}

fn integer(spec: &Value, text: &str) -> Result<Value, String> {
    if let Some(picked) = choice(spec, text) {
        return picked;
    }
    let number: i64 = text.parse().map_err(|_| format!("{text} is no whole number"))?;
    if !(-LARGEST..=LARGEST).contains(&number) {
        return Err(format!("{text} is too large"));
    }
    bounded(spec, number as f64, text)?;
    Ok(json!(number))
}

fn number(spec: &Value, text: &str) -> Result<Value, String> {
    if let Some(picked) = choice(spec, text) {
        return picked;
    }
    let number: f64 = text.parse().map_err(|_| format!("{text} is no number"))?;
    if !number.is_finite() || number.abs() > LARGEST as f64 {
        return Err(format!("{text} is too large"));
    }
    bounded(spec, number, text)?;
    Ok(json!(number))
}

fn bounded(spec: &Value, number: f64, text: &str) -> Result<(), String> {
    if spec["min_value"].as_f64().is_some_and(|min| number < min) {
        return Err(format!("{text} is below the least, {}", spec["min_value"]));
    }
    if spec["max_value"].as_f64().is_some_and(|max| number > max) {
        return Err(format!("{text} is above the most, {}", spec["max_value"]));
    }
    Ok(())
}
