//! Channels, roles and overwrites that the bot makes.

use serde_json::Value;

use crate::Id;
use crate::events::{Event, EventKind};
use crate::rest::{ApiError, Call, Reply, access, channels};
use crate::state::channel::kind;
use crate::state::permission::{ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_ROLES, in_channel, in_guild};
use crate::state::{Overwrite, Role};

/// Audit log numbers.
const CHANNEL_CREATE: u32 = 10;
const OVERWRITE_UPDATE: u32 = 14;
const OVERWRITE_DELETE: u32 = 15;
const ROLE_CREATE: u32 = 30;
const ROLE_UPDATE: u32 = 31;
const ROLE_DELETE: u32 = 32;

pub(super) fn channel(call: &mut Call) -> Result<Reply, ApiError> {
    let guild_id = call.id("guild_id")?;
    call.guild = Some(guild_id);
    let guild = access::guild_with(call.state, guild_id, MANAGE_CHANNELS)?;
    let may = in_guild(guild, call.state.bot_id, call.state.now());
    let listed = call.body["permission_overwrites"].as_array().cloned().unwrap_or_default();
    let overwrites: Vec<Overwrite> = listed.iter().filter_map(channels::overwrite).collect();
    let set = overwrites.iter().fold(0, |sum, over| sum | over.allow | over.deny);
    // Only permissions that the bot has itself; Manage Roles only for administrators.
    if set & !may != 0 || (set & MANAGE_ROLES != 0 && may & ADMINISTRATOR == 0) {
        return Err(ApiError::missing_permissions());
    }
    let parent = call.body["parent_id"].as_str().and_then(|id| id.parse().ok());
    if let Some(parent) = parent
        && guild.channels.get(&parent).is_none_or(|channel| channel.kind != kind::CATEGORY)
    {
        return Err(ApiError::unknown_channel());
    }
    // Without overwrites of its own a channel takes those of its category.
    let inherited = parent.and_then(|parent| guild.channels.get(&parent)).map(|parent| parent.overwrites.clone());
    let name = call.body["name"].as_str().unwrap_or_default().to_owned();
    let of = call.body["type"].as_u64().unwrap_or(0) as u8;
    let name = if of == kind::TEXT { name.to_lowercase().replace(' ', "-") } else { name };
    let (body, bot, reason) = (call.body.clone(), call.state.bot_id, call.reason.clone());
    let id = call.state.add_channel_of(guild_id, &name, of);
    if let Some(channel) = call.state.channel_mut(guild_id, id) {
        channel.topic = body["topic"].as_str().map(str::to_owned);
        channel.slowmode = body["rate_limit_per_user"].as_u64().unwrap_or(0) as u32;
        channel.parent = parent;
        channel.overwrites =
            if body["permission_overwrites"].is_array() { overwrites } else { inherited.unwrap_or_default() };
    }
    call.state.audit(guild_id, CHANNEL_CREATE, bot, id, reason, Value::Null);
    let made = call.state.channel(id).ok_or_else(ApiError::unknown_channel)?;
    Ok(Reply::Json(201, made.json()))
}

pub(super) fn set_overwrite(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild, id, target) = overwrite_call(call)?;
    let over = Overwrite {
        id: target,
        member: call.body["type"] == 1,
        allow: channels::bits(&call.body["allow"]),
        deny: channels::bits(&call.body["deny"]),
    };
    let channel = call.state.channel(id).ok_or_else(ApiError::unknown_channel)?;
    let before = channel.overwrites.iter().find(|old| old.id == target).map_or((0, 0), |old| (old.allow, old.deny));
    changeable(call, id, (over.allow ^ before.0) | (over.deny ^ before.1))?;
    if let Some(channel) = call.state.channel_mut(guild, id) {
        channel.overwrites.retain(|old| old.id != target);
        channel.overwrites.push(over);
    }
    changed(call, guild, id, OVERWRITE_UPDATE);
    Ok(Reply::Empty)
}

pub(super) fn delete_overwrite(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild, id, target) = overwrite_call(call)?;
    let channel = call.state.channel(id).ok_or_else(ApiError::unknown_channel)?;
    let Some(before) = channel.overwrites.iter().find(|old| old.id == target).copied() else {
        return Err(ApiError::unknown_overwrite());
    };
    changeable(call, id, before.allow | before.deny)?;
    if let Some(channel) = call.state.channel_mut(guild, id) {
        channel.overwrites.retain(|old| old.id != target);
    }
    changed(call, guild, id, OVERWRITE_DELETE);
    Ok(Reply::Empty)
}

fn overwrite_call(call: &mut Call) -> Result<(Id, Id, Id), ApiError> {
    let (id, target) = (call.id("channel_id")?, call.id("overwrite_id")?);
    let (guild, channel) = access::channel(call.state, id)?;
    if channel.is_thread() {
        return Err(ApiError::cannot_do_on_channel_type());
    }
    let guild = guild.id;
    call.guild = Some(guild);
    Ok((guild, id, target))
}

/// Manage Roles in the channel, and only permissions that the bot has in the guild.
/// Source: Discord reference, "Edit Channel Permissions".
pub(super) fn changeable(call: &Call, id: Id, bits: u64) -> Result<(), ApiError> {
    let (guild, channel) = access::channel(call.state, id)?;
    let now = call.state.now();
    let (here, may) = (in_channel(guild, channel, call.state.bot_id, now), in_guild(guild, call.state.bot_id, now));
    let ok = here & MANAGE_ROLES != 0 && bits & !may == 0;
    if ok { Ok(()) } else { Err(ApiError::missing_permissions()) }
}

fn changed(call: &mut Call, guild: Id, id: Id, action: u32) {
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.audit(guild, action, bot, id, reason, Value::Null);
    call.state.happened(Event::new(EventKind::ChannelUpdated).guild(guild).channel(id));
}

/// A role at the bottom, directly above @everyone.
pub(super) fn role(call: &mut Call) -> Result<Reply, ApiError> {
    let guild_id = call.id("guild_id")?;
    call.guild = Some(guild_id);
    let guild = access::guild_with(call.state, guild_id, MANAGE_ROLES)?;
    let may = in_guild(guild, call.state.bot_id, call.state.now());
    let everyone = guild.roles.get(&guild_id).map_or(0, |role| role.permissions);
    let wanted = if call.body["permissions"].is_null() { everyone } else { channels::bits(&call.body["permissions"]) };
    if wanted & !may != 0 {
        return Err(ApiError::missing_permissions());
    }
    let name = call.body["name"].as_str().unwrap_or("new role").to_owned();
    let color = call.body["color"].as_u64().unwrap_or(0) as u32;
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    let id = call.state.add_role(guild_id, &name, wanted);
    if let Some(guild) = call.state.guilds.get_mut(&guild_id) {
        for (other, role) in &mut guild.roles {
            role.position = match (*other == id, role.position) {
                (true, _) => 1,
                (false, 0) => 0,
                (false, position) => position + 1,
            };
        }
    }
    if let Some(role) = call.state.role_mut(guild_id, id) {
        role.color = color;
    }
    call.state.audit(guild_id, ROLE_CREATE, bot, id, reason, Value::Null);
    let made = call.state.guilds.get(&guild_id).and_then(|guild| guild.roles.get(&id));
    Reply::ok(made.map(Role::json).ok_or_else(ApiError::unknown_role)?)
}

pub(super) fn change_role(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild_id, id) = role_call(call)?;
    let guild = access::guild(call.state, guild_id)?;
    let may = in_guild(guild, call.state.bot_id, call.state.now());
    let before = guild.roles.get(&id).map_or(0, |role| role.permissions);
    let wanted = if call.body["permissions"].is_null() { before } else { channels::bits(&call.body["permissions"]) };
    if (wanted ^ before) & !may != 0 {
        return Err(ApiError::missing_permissions());
    }
    let (body, bot, reason) = (call.body.clone(), call.state.bot_id, call.reason.clone());
    if let Some(role) = call.state.role_mut(guild_id, id) {
        role.permissions = wanted;
        if let Some(name) = body["name"].as_str() {
            role.name = name.to_owned();
        }
        if let Some(color) = body["color"].as_u64() {
            role.color = color as u32;
        }
    }
    call.state.audit(guild_id, ROLE_UPDATE, bot, id, reason, Value::Null);
    let role = call.state.guilds.get(&guild_id).and_then(|guild| guild.roles.get(&id));
    Reply::ok(role.map(Role::json).ok_or_else(ApiError::unknown_role)?)
}

pub(super) fn delete_role(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild_id, id) = role_call(call)?;
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.remove_role(guild_id, id);
    call.state.audit(guild_id, ROLE_DELETE, bot, id, reason, Value::Null);
    Ok(Reply::Empty)
}

/// A role below the bot's highest. @everyone may be changed by whoever manages roles.
fn role_call(call: &mut Call) -> Result<(Id, Id), ApiError> {
    let (guild_id, id) = (call.id("guild_id")?, call.id("role_id")?);
    call.guild = Some(guild_id);
    let guild = access::guild_with(call.state, guild_id, MANAGE_ROLES)?;
    let role = guild.roles.get(&id).ok_or_else(ApiError::unknown_role)?;
    match role.id == guild.id || guild.above_role(call.state.bot_id, role) {
        true => Ok((guild_id, id)),
        false => Err(ApiError::missing_permissions()),
    }
}
