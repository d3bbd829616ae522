//! Webhooks of channels: making, listing, changing, deleting.

use serde_json::{Value, json};

use crate::Id;
use crate::limits::{Breach, Findings};
use crate::rest::{ApiError, Call, Reply, access};
use crate::state::permission::MANAGE_WEBHOOKS;
use crate::state::webhook::PER_CHANNEL;
use crate::state::{State, Webhook};

/// Audit log numbers.
const CREATE: u32 = 50;
const UPDATE: u32 = 51;
const DELETE: u32 = 52;

pub(super) fn create(call: &mut Call) -> Result<Reply, ApiError> {
    let channel = managed_channel(call)?;
    call.refuse_if(name_breaches("name", &call.body["name"]))?;
    if call.state.webhooks_of(channel).count() >= PER_CHANNEL {
        return Err(ApiError::too_many_webhooks());
    }
    let name = call.body["name"].as_str().unwrap_or_default().to_owned();
    let bot = call.state.bot_id;
    let id = call.state.add_webhook(channel, &name, bot).ok_or_else(ApiError::unknown_channel)?;
    if let Some(webhook) = call.state.webhooks.get_mut(&id) {
        webhook.avatar = call.body["avatar"].as_str().map(|_| format!("{id:x}"));
    }
    audit(call, CREATE, id);
    shown(call.state, id, true)
}

pub(super) fn of_channel(call: &mut Call) -> Result<Reply, ApiError> {
    let channel = managed_channel(call)?;
    let state = &*call.state;
    Reply::ok(state.webhooks_of(channel).map(|webhook| webhook.json(state, true)).collect())
}

pub(super) fn of_guild(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    access::guild_with(call.state, id, MANAGE_WEBHOOKS)?;
    let state = &*call.state;
    let of_guild = state.webhooks.values().filter(|webhook| webhook.guild == id);
    Reply::ok(of_guild.map(|webhook| webhook.json(state, true)).collect())
}

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let id = managed(call)?;
    shown(call.state, id, true)
}

pub(super) fn change(call: &mut Call) -> Result<Reply, ApiError> {
    let id = managed(call)?;
    if let Some(text) = call.body["channel_id"].as_str() {
        let target: Id = text.parse().map_err(|_| ApiError::unknown_channel())?;
        access::channel_with(call.state, target, MANAGE_WEBHOOKS)?;
        if let Some(webhook) = call.state.webhooks.get_mut(&id) {
            webhook.channel = target;
        }
    }
    change_look(call, id)?;
    audit(call, UPDATE, id);
    shown(call.state, id, true)
}

pub(super) fn delete(call: &mut Call) -> Result<Reply, ApiError> {
    let id = managed(call)?;
    audit(call, DELETE, id);
    call.state.webhooks.remove(&id);
    Ok(Reply::Empty)
}

pub(super) fn get_by_token(call: &mut Call) -> Result<Reply, ApiError> {
    let id = by_token(call)?.id;
    shown(call.state, id, false)
}

pub(super) fn change_by_token(call: &mut Call) -> Result<Reply, ApiError> {
    let id = by_token(call)?.id;
    change_look(call, id)?;
    shown(call.state, id, false)
}

pub(super) fn delete_by_token(call: &mut Call) -> Result<Reply, ApiError> {
    let id = by_token(call)?.id;
    call.state.webhooks.remove(&id);
    Ok(Reply::Empty)
}

/// The webhook that id and token in the path name.
pub(super) fn by_token(call: &mut Call) -> Result<Webhook, ApiError> {
    let id = call.id("webhook_id")?;
    let webhook = call.state.webhooks.get(&id).cloned().ok_or_else(ApiError::unknown_webhook)?;
    call.guild = Some(webhook.guild);
    match webhook.token == call.param("webhook_token") {
        true => Ok(webhook),
        false => Err(ApiError::invalid_webhook_token()),
    }
}

/// Discord's rules for the names of webhooks, wherever they are given.
pub(super) fn name_breaches(path: &str, name: &Value) -> Vec<Breach> {
    let mut findings = Findings::default();
    if path == "name" {
        findings.required_text(path, name, 1, 80);
    } else {
        findings.text(path, name, 1, 80);
    }
    let lower = name.as_str().unwrap_or_default().to_lowercase();
    for part in ["clyde", "discord"] {
        if lower.contains(part) {
            let message = format!("Username cannot contain \"{part}\"");
            findings.add(path, "USERNAME_INVALID_CONTAINS", message);
        }
    }
    if ["everyone", "here"].contains(&lower.trim()) {
        findings.add(path, "USERNAME_INVALID_EQUALS", format!("Username cannot be \"{}\"", lower.trim()));
    }
    findings.list
}

fn change_look(call: &mut Call, id: Id) -> Result<(), ApiError> {
    if call.has("name") {
        call.refuse_if(name_breaches("name", &call.body["name"]))?;
    }
    let (name, avatar) = (call.body["name"].as_str().map(str::to_owned), call.body.get("avatar").cloned());
    if let Some(webhook) = call.state.webhooks.get_mut(&id) {
        webhook.name = name.unwrap_or_else(|| webhook.name.clone());
        if let Some(avatar) = avatar {
            webhook.avatar = avatar.as_str().map(|_| format!("{id:x}"));
        }
    }
    Ok(())
}

fn managed_channel(call: &mut Call) -> Result<Id, ApiError> {
    let id = call.id("channel_id")?;
    call.guild = call.state.guild_of(id).map(|guild| guild.id);
    let (_, channel) = access::channel(call.state, id)?;
    if channel.is_thread() {
        return Err(ApiError::cannot_do_on_channel_type());
    }
    access::channel_with(call.state, id, MANAGE_WEBHOOKS)?;
    Ok(id)
}

fn managed(call: &mut Call) -> Result<Id, ApiError> {
    let id = call.id("webhook_id")?;
    let webhook = call.state.webhooks.get(&id).ok_or_else(ApiError::unknown_webhook)?;
    let (channel, guild) = (webhook.channel, webhook.guild);
    call.guild = Some(guild);
    access::channel_with(call.state, channel, MANAGE_WEBHOOKS)?;
    Ok(id)
}

fn shown(state: &State, id: Id, with_user: bool) -> Result<Reply, ApiError> {
    match state.webhooks.get(&id) {
        Some(webhook) => Reply::ok(webhook.json(state, with_user)),
        None => Err(ApiError::unknown_webhook()),
    }
}

fn audit(call: &mut Call, action: u32, id: Id) {
    if let Some(guild) = call.guild {
        let (bot, reason) = (call.state.bot_id, call.reason.clone());
        call.state.audit(guild, action, bot, id, reason, json!([]));
    }
}
