//! Users: the bot itself, others, its guilds, DM channels.

use serde_json::{Value, json};

use crate::rest::request::snowflake;
use crate::rest::{ApiError, Call, Reply};
use crate::state::{Guild, permission};

/// Direct-message channels that a bot may newly open within so long.
const OPENED_AT_MOST: usize = 20;
const OPENED_WITHIN_MS: u64 = 60_000;

pub(super) fn me(call: &mut Call) -> Result<Reply, ApiError> {
    let me = call.me();
    let mut user = call.state.user_json(me);
    if call.by.is_some() {
        // Address and whether it is verified want a scope of their own.
        user["mfa_enabled"] = json!(false);
        user["locale"] = json!(call.state.users.get(&me).map(|user| user.locale.clone()));
        user["premium_type"] = json!(0);
        return Reply::ok(user);
    }
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
    let (state, me) = (&*call.state, call.me());
    let mut inside: Vec<_> = state
        .guilds
        .values()
        .filter(|guild| guild.members.contains_key(&me))
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
                "owner": guild.owner == me, "features": guild.features,
                "permissions": permissions(call, guild).to_string(),
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

/// The bot's permissions as they work; a person's as roles give them. Source: Discord reference, "Get Current
/// User Guilds": overwrites and implicit permissions are left out, so an administrator has that one bit only.
fn permissions(call: &Call, guild: &Guild) -> u64 {
    match call.by {
        None => permission::in_guild(guild, call.me(), call.state.now()),
        Some(_) => permission::by_roles(guild, call.me()),
    }
}

/// What the person of the access token is in one of their guilds, whether the bot is there or not.
pub(super) fn my_member(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild, me) = (call.id("guild_id")?, call.me());
    call.guild = Some(guild);
    call.state.member_json(guild, me).map_or_else(|| Err(ApiError::unknown_guild()), Reply::ok)
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
