//! Registration of commands: listing and bulk overwrite.

use serde_json::{Value, json};

use crate::Id;
use crate::events::{Event, EventKind};
use crate::limits;
use crate::rest::{ApiError, Call, Reply};
use crate::state::command::registered;

pub(super) fn list_global(call: &mut Call) -> Result<Reply, ApiError> {
    own(call)?;
    Ok(listed(call, None))
}

pub(super) fn list_guild(call: &mut Call) -> Result<Reply, ApiError> {
    let guild = guild(call)?;
    Ok(listed(call, Some(guild)))
}

pub(super) fn replace_global(call: &mut Call) -> Result<Reply, ApiError> {
    own(call)?;
    replace(call, None)
}

pub(super) fn replace_guild(call: &mut Call) -> Result<Reply, ApiError> {
    let guild = guild(call)?;
    replace(call, Some(guild))
}

fn own(call: &Call) -> Result<(), ApiError> {
    match call.id("application_id")? == call.state.application_id {
        true => Ok(()),
        false => Err(ApiError::not_your_application()),
    }
}

/// Commands of a guild want the application to be there (with `applications.commands`).
fn guild(call: &mut Call) -> Result<Id, ApiError> {
    own(call)?;
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let inside = call.state.member(id, call.state.bot_id).is_some();
    if inside { Ok(id) } else { Err(ApiError::missing_access()) }
}

/// Commands that nobody has changed are left out.
/// Source: Discord reference, "Get Guild Application Command Permissions".
pub(super) fn list_permissions(call: &mut Call) -> Result<Reply, ApiError> {
    let guild = guild(call)?;
    let application = call.state.application_id.to_string();
    let of_guild = call.state.commands.overwrites.iter().filter(|((of, _), list)| *of == guild && !list.is_empty());
    let shown = of_guild.map(|((_, id), list)| {
        let permissions: Vec<Value> = list
            .iter()
            .map(|one| json!({"id": one.id.to_string(), "type": one.kind, "permission": one.permission}))
            .collect();
        json!({"id": id.to_string(), "application_id": application, "guild_id": guild.to_string(), "permissions": permissions})
    });
    Reply::ok(shown.collect())
}

/// Without `with_localizations` the dictionaries are left out, as Discord does.
fn listed(call: &mut Call, guild: Option<Id>) -> Reply {
    let full = call.query("with_localizations") == Some("true");
    let mut list = call.state.commands.list_mut(guild).clone();
    if !full {
        list.iter_mut().for_each(strip_localizations);
    }
    Reply::Json(200, json!(list))
}

fn strip_localizations(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "name_localizations" && name != "description_localizations");
            fields.values_mut().for_each(strip_localizations);
        }
        Value::Array(list) => list.iter_mut().for_each(strip_localizations),
        _ => {}
    }
}

fn replace(call: &mut Call, guild: Option<Id>) -> Result<Reply, ApiError> {
    let sent = call.body.as_array().cloned().unwrap_or_default();
    call.refuse_if(limits::commands::check(&sent))?;
    let state = &mut *call.state;
    let version = state.new_id();
    let before = state.commands.list_mut(guild).clone();
    let mut after = Vec::new();
    for command in &sent {
        let kind = command["type"].as_u64().unwrap_or(1);
        let known = before.iter().find(|old| old["name"] == command["name"] && old["type"] == kind);
        let old_id = known.and_then(|old| old["id"].as_str()?.parse().ok());
        let id = old_id.unwrap_or_else(|| state.new_id());
        after.push(registered(command, id, version, state.application_id, guild));
    }
    *state.commands.list_mut(guild) = after.clone();
    state.happened(Event::new(EventKind::CommandsChanged).guild(guild));
    Reply::ok(json!(after))
}
