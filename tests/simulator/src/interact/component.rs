//! Buttons and selects: whether the person can use them, and the `data` that Discord sends.

use serde_json::{Value, json};

use crate::Id;
use crate::interact::Interaction;
use crate::interact::resolve::{self, Resolved};
use crate::limits::components::{is_select, kind};
use crate::state::State;

/// The component that the person sees on a message, if it can be used.
fn usable<'a>(state: &'a State, interaction: &Interaction, message: Id, custom_id: &str) -> Result<&'a Value, String> {
    let seen = state.messages.get(&message).filter(|message| {
        message.channel == interaction.channel && message.only_for.is_none_or(|only| only == interaction.user)
    });
    let message = seen.ok_or_else(|| format!("there is no message {message} to be seen here"))?;
    let component = message.component(custom_id);
    let component = component.ok_or_else(|| format!("there is no component {custom_id} on the message"))?;
    match component["disabled"] == true {
        true => Err(format!("component {custom_id} is disabled")),
        false => Ok(component),
    }
}

pub(super) fn click(state: &State, interaction: &Interaction, message: Id, custom_id: &str) -> Result<Value, String> {
    let button = usable(state, interaction, message, custom_id)?;
    match button["type"] == kind::BUTTON {
        true => Ok(json!({"id": button["id"], "custom_id": custom_id, "component_type": kind::BUTTON})),
        false => Err(format!("component {custom_id} is no button")),
    }
}

pub(super) fn select(
    state: &State,
    interaction: &Interaction,
    message: Id,
    custom_id: &str,
    values: &[String],
) -> Result<Value, String> {
    let select = usable(state, interaction, message, custom_id)?;
    let mut resolved = Resolved::default();
    let values = chosen(state, interaction, select, values, &mut resolved)?;
    let mut data = json!({
        "id": select["id"], "custom_id": custom_id, "component_type": select["type"], "values": values,
    });
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    Ok(data)
}

/// The values of a select as sent, checked as the client does; also for selects in modals.
pub(super) fn chosen(
    state: &State,
    interaction: &Interaction,
    select: &Value,
    values: &[String],
    resolved: &mut Resolved,
) -> Result<Vec<String>, String> {
    let custom_id = select["custom_id"].as_str().unwrap_or_default();
    let kind = select["type"].as_u64().unwrap_or(0);
    if !is_select(kind) {
        return Err(format!("component {custom_id} is no select"));
    }
    let min = select["min_values"].as_u64().unwrap_or(1) as usize;
    let max = select["max_values"].as_u64().unwrap_or(1) as usize;
    if !(min..=max).contains(&values.len()) {
        return Err(format!("select {custom_id} takes {min} to {max} values, not {}", values.len()));
    }
    let mut out = Vec::new();
    for value in values {
        let found = one(state, interaction, select, kind, value, resolved);
        out.push(found.ok_or_else(|| format!("select {custom_id} has no {value}"))?);
    }
    Ok(out)
}

fn one(
    state: &State,
    interaction: &Interaction,
    select: &Value,
    kind: u64,
    value: &str,
    resolved: &mut Resolved,
) -> Option<String> {
    let user = |resolved: &mut Resolved| {
        let id = resolve::user(state, interaction, value)?;
        resolved.user(state, interaction, id);
        Some(id.to_string())
    };
    let role = |resolved: &mut Resolved| {
        let role = resolve::role(state, interaction, value)?;
        resolved.role(role);
        Some(role.id.to_string())
    };
    match kind {
        kind::STRING_SELECT => {
            let options = select["options"].as_array()?;
            options.iter().any(|option| option["value"] == value).then(|| value.to_owned())
        }
        kind::USER_SELECT => user(resolved),
        kind::ROLE_SELECT => role(resolved),
        kind::MENTIONABLE_SELECT => role(resolved).or_else(|| user(resolved)),
        _ => {
            let id = resolve::channel(state, interaction, value)?;
            let kinds = select["channel_types"].as_array();
            let fits =
                kinds.is_none_or(|kinds| kinds.is_empty() || kinds.contains(&json!(state.channel(id).map(|c| c.kind))));
            resolved.channel(state, interaction, id);
            fits.then(|| id.to_string())
        }
    }
}
