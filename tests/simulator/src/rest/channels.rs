//! Channels: reading, changing, deleting.

use serde_json::Value;

use crate::Id;
use crate::events::{Event, EventKind};
use crate::rest::{ApiError, Call, Reply, access, made, threads};
use crate::state::permission::{MANAGE_CHANNELS, MANAGE_THREADS, in_channel};
use crate::state::{Overwrite, State};

/// Audit log numbers.
const CHANNEL_UPDATE: u32 = 11;
const CHANNEL_DELETE: u32 = 12;

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("channel_id")?;
    json(call.state, id)
}

pub(super) fn change(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("channel_id")?;
    if call.state.channel(id).is_some_and(|channel| channel.is_thread()) {
        let guild = access::channel(call.state, id)?.0.id;
        call.guild = Some(guild);
        return threads::change(call, guild, id);
    }
    let guild = manage(call, id)?;
    let overwrites = match call.body["permission_overwrites"].as_array() {
        Some(list) => Some(checked_overwrites(call, id, list)?),
        None => None,
    };
    let body = call.body.clone();
    if let Some(channel) = call.state.channel_mut(guild, id) {
        if let Some(name) = body["name"].as_str() {
            channel.name = name.to_owned();
        }
        if let Some(topic) = body.get("topic") {
            channel.topic = topic.as_str().map(str::to_owned);
        }
        if let Some(seconds) = body.get("rate_limit_per_user") {
            channel.slowmode = seconds.as_u64().unwrap_or(0) as u32;
        }
        if let Some(position) = body["position"].as_i64() {
            channel.position = position;
        }
        if let Some(nsfw) = body["nsfw"].as_bool() {
            channel.nsfw = nsfw;
        }
        if let Some(parent) = body.get("parent_id") {
            channel.parent = parent.as_str().and_then(|id| id.parse().ok());
        }
        if let Some(overwrites) = overwrites {
            channel.overwrites = overwrites;
        }
    }
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.audit(guild, CHANNEL_UPDATE, bot, id, reason, body);
    call.state.happened(Event::new(EventKind::ChannelUpdated).guild(guild).channel(id));
    json(call.state, id)
}

pub(super) fn delete(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("channel_id")?;
    if call.state.dms.contains_key(&id) {
        return json(call.state, id);
    }
    let guild = manage(call, id)?;
    let last = json(call.state, id)?;
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        guild.channels.remove(&id);
    }
    call.state.webhooks.retain(|_, webhook| webhook.channel != id);
    call.state.messages.retain(|_, message| message.channel != id);
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.audit(guild, CHANNEL_DELETE, bot, id, reason, Value::Null);
    call.state.happened(Event::new(EventKind::ChannelDeleted).guild(guild).channel(id));
    Ok(last)
}

/// The guild of a channel that the bot may manage.
fn manage(call: &mut Call, id: Id) -> Result<Id, ApiError> {
    if call.state.dms.contains_key(&id) {
        return Err(ApiError::cannot_do_on_channel_type());
    }
    let (guild, channel) = access::channel(call.state, id)?;
    let needed = if channel.is_thread() { MANAGE_THREADS } else { MANAGE_CHANNELS };
    let may = in_channel(guild, channel, call.state.bot_id, call.state.now());
    let guild = guild.id;
    call.guild = Some(guild);
    match may & needed {
        0 => Err(ApiError::missing_permissions()),
        _ => Ok(guild),
    }
}

/// Overwrites need Manage Roles there, and only permissions that the bot has itself can be changed.
fn checked_overwrites(call: &Call, id: Id, list: &[Value]) -> Result<Vec<Overwrite>, ApiError> {
    let (_, channel) = access::channel(call.state, id)?;
    let wanted: Vec<Overwrite> = list.iter().filter_map(overwrite).collect();
    let before = |id: Id| channel.overwrites.iter().find(|over| over.id == id).copied();
    let changed = wanted.iter().fold(0, |sum, over| {
        let old = before(over.id);
        let (allow, deny) = old.map_or((0, 0), |old| (old.allow, old.deny));
        sum | (over.allow ^ allow) | (over.deny ^ deny)
    });
    made::changeable(call, id, changed)?;
    Ok(wanted)
}

/// A bit set, sent as text or as number.
pub(super) fn bits(value: &Value) -> u64 {
    match value {
        Value::String(text) => text.parse().unwrap_or(0),
        other => other.as_u64().unwrap_or(0),
    }
}

pub(super) fn overwrite(value: &Value) -> Option<Overwrite> {
    Some(Overwrite {
        id: value["id"].as_str()?.parse().ok()?,
        member: value["type"] == 1,
        allow: bits(&value["allow"]),
        deny: bits(&value["deny"]),
    })
}

fn json(state: &State, id: Id) -> Result<Reply, ApiError> {
    if let Some(dm) = state.dms.get(&id) {
        let user = state.users.get(&dm.user).ok_or_else(ApiError::unknown_channel)?;
        return Reply::ok(dm.json(user));
    }
    let (_, channel) = access::channel(state, id)?;
    Reply::ok(channel.json())
}
