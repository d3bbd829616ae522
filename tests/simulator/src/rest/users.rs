//! Users: the bot itself, others, its guilds, DM channels.

use serde_json::{Value, json};

use crate::rest::request::snowflake;
use crate::rest::{ApiError, Call, Reply};
use crate::state::permission;

/// Direct-message channels that a bot may newly open within so long.
const OPENED_AT_MOST: usize = 20;
const OPENED_WITHIN_MS: u64 = 60_000;

pub(super) fn me(call: &mut Call) -> Result<Reply, ApiError> {
    let mut user = call.state.user_json(call.state.bot_id);
    for (name, value) in [("mfa_enabled", json!(true)), ("locale", json!("en-US")), ("verified", json!(true))] {
        user[name] = value;
    }
    user["email"] = Value::Null;
    Reply::ok(user)
}

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("user_id")?;
    match call.state.users.get(&id) {
        Some(user) => Reply::ok(user.json()),
        None => Err(ApiError::unknown_user()),
    }
}

pub(super) fn my_guilds(call: &mut Call) -> Result<Reply, ApiError> {
    let limit = call.query("limit").and_then(|text| text.parse().ok()).unwrap_or(200);
    let bound = |name: &str| call.query(name).map(|text| snowflake(name, text)).transpose();
    let (before, after) = (bound("before")?, bound("after")?);
    let state = &*call.state;
    let mut inside: Vec<_> = state
        .guilds
        .values()
        .filter(|guild| guild.members.contains_key(&state.bot_id))
        .filter(|guild| before.is_none_or(|id| guild.id < id) && after.is_none_or(|id| guild.id > id))
        .collect();
    if before.is_some() && inside.len() > limit {
        inside.drain(..inside.len() - limit);
    }
    let list: Vec<_> = inside
        .into_iter()
        .take(limit)
        .map(|guild| {
            let mut out = json!({
                "id": guild.id.to_string(), "name": guild.name, "icon": null, "banner": null,
                "owner": guild.owner == state.bot_id, "features": guild.features,
                "permissions": permission::in_guild(guild, state.bot_id, state.now()).to_string(),
            });
            if call.query("with_counts") == Some("true") {
                out["approximate_member_count"] = json!(guild.members.len());
                out["approximate_presence_count"] = json!(guild.members.len());
            }
            out
        })
        .collect();
    Reply::ok(json!(list))
}

/// Opening a DM works for any user; whether a message arrives shows when one is sent.
pub(super) fn open_dm(call: &mut Call) -> Result<Reply, ApiError> {
    let recipient = match &call.body["recipient_id"] {
        Value::String(text) => snowflake("recipient_id", text)?,
        _ => return Err(ApiError::invalid_form(&[]).into_problem()),
    };
    let user = call.state.users.get(&recipient).cloned().ok_or_else(ApiError::unknown_user)?;
    if user.bot {
        return Err(ApiError { status: 400, ..ApiError::cannot_dm() });
    }
    let known = call.state.dms.values().any(|dm| dm.user == recipient);
    let since = crate::clock::snowflake_at(call.state.now().saturating_sub(OPENED_WITHIN_MS));
    let opened = call.state.dms.keys().filter(|id| **id >= since).count();
    // Discord names no number; a bot that comes near this one is already put into quarantine.
    if !known && opened >= OPENED_AT_MOST {
        return Err(ApiError::dms_too_fast().into_problem());
    }
    let id = call.state.open_dm(recipient);
    match call.state.dms.get(&id) {
        Some(dm) => Reply::ok(dm.json(&user)),
        None => Err(ApiError::unknown_channel()),
    }
}
