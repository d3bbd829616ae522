//! Messages of channels: making, reading, changing, deleting.

use serde_json::{Value, json};

use crate::Id;
use crate::limits::message::{Place, check, is_empty};
use crate::rest::request::snowflake;
use crate::rest::{ApiError, Call, Reply, access, uploads};
use crate::state::permission::{
    ATTACH_FILES, EMBED_LINKS, MANAGE_MESSAGES, MANAGE_THREADS, READ_MESSAGE_HISTORY, SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
};
use crate::state::talk::Draft;
use crate::state::{Message, State};

/// Audit log number of a deleted message.
const MESSAGE_DELETE: u32 = 72;
/// That of many at once.
const MESSAGE_BULK_DELETE: u32 = 73;
/// Flags of an application whose bot may read others' words: the intent, verified or limited.
const MESSAGE_CONTENT: u64 = 1 << 18 | 1 << 19;
/// How old a message may be that is deleted with others.
const TWO_WEEKS_MS: u64 = 14 * 86_400_000;

pub(super) fn create(call: &mut Call) -> Result<Reply, ApiError> {
    let channel = call.id("channel_id")?;
    note_guild(call, channel);
    reachable(call.state, channel)?;
    call.refuse_if(check(&call.body, Place::Channel, call.files.len()))?;
    if is_empty(&call.body, call.files.len()) {
        return Err(ApiError::empty_message().into_problem());
    }
    let thread = call.state.channel(channel).is_some_and(|channel| channel.is_thread());
    let mut needed = if thread { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    if !call.files.is_empty() {
        needed |= ATTACH_FILES;
    }
    if call.body["embeds"].as_array().is_some_and(|list| !list.is_empty()) {
        needed |= EMBED_LINKS;
    }
    if let Some(reference) = call.body["message_reference"]["message_id"].as_str() {
        needed |= READ_MESSAGE_HISTORY;
        let known = reference.parse().is_ok_and(|id: Id| find(call.state, channel, id).is_ok());
        if !known && call.body["message_reference"]["fail_if_not_exists"] != false {
            return Err(ApiError::unknown_message());
        }
    }
    access::channel_with(call.state, channel, needed)?;
    unarchive(call, channel)?;
    if let Some(repeated) = same_nonce(call, channel) {
        return Reply::ok(repeated);
    }
    let folder = format!("attachments/{channel}");
    let attachments = uploads::store(call, &folder, false)?;
    let body = call.body.clone();
    let id = call.state.post(channel, call.state.bot_id, &body, Draft { attachments, ..Draft::default() });
    shown(call.state, id)
}

/// The newest messages, or those around, before or after one; newest first.
pub(super) fn list(call: &mut Call) -> Result<Reply, ApiError> {
    let channel = call.id("channel_id")?;
    note_guild(call, channel);
    let limit = call.query("limit").and_then(|text| text.parse().ok()).unwrap_or(50);
    let bound = |name: &str| call.query(name).map(|text| snowflake(name, text)).transpose();
    let (before, after, around) = (bound("before")?, bound("after")?, bound("around")?);
    access::channel_with(call.state, channel, 0)?;
    // Without Read Message History there is nothing to read, which is no error.
    if call.state.permissions(channel, call.state.bot_id) & READ_MESSAGE_HISTORY == 0 {
        return Reply::ok(json!([]));
    }
    let all: Vec<&Message> = call
        .state
        .messages
        .values()
        .filter(|message| message.channel == channel && !message.is_ephemeral())
        .filter(|message| before.is_none_or(|id| message.id < id) && after.is_none_or(|id| message.id > id))
        .collect();
    let from = match (after, around) {
        (Some(_), _) => 0,
        (None, Some(id)) => {
            let place = all.iter().position(|message| message.id >= id).unwrap_or(all.len());
            place.saturating_sub(limit / 2)
        }
        (None, None) => all.len().saturating_sub(limit),
    };
    let page: Vec<Value> =
        all.into_iter().skip(from).take(limit).rev().map(|message| readable(call.state, message)).collect();
    Reply::ok(json!(page))
}

/// As the bot reads it: without MESSAGE_CONTENT others' words are empty, unless they mention it.
fn readable(state: &State, message: &Message) -> Value {
    let mut out = message.json(state);
    let flags = state.application.get("flags").and_then(Value::as_u64).unwrap_or(0);
    let open = message.author == state.bot_id
        || flags & MESSAGE_CONTENT != 0
        || message.guild.is_none()
        || message.mentions.users.contains(&state.bot_id);
    if !open {
        out["content"] = json!("");
        for list in ["embeds", "attachments", "components"] {
            out[list] = json!([]);
        }
    }
    out
}

/// 2 to 100 messages, none older than two weeks; ids that are unknown do not matter.
pub(super) fn bulk_delete(call: &mut Call) -> Result<Reply, ApiError> {
    let channel = call.id("channel_id")?;
    note_guild(call, channel);
    let ids: Vec<Id> =
        call.body["messages"].as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect();
    if !(2..=100).contains(&ids.len()) {
        return Err(ApiError::new(400, 50016, "Provided too few or too many messages to delete").into_problem());
    }
    if call.state.dms.contains_key(&channel) {
        return Err(ApiError::new(403, 50003, "Cannot execute action on a DM channel"));
    }
    access::channel_with(call.state, channel, MANAGE_MESSAGES)?;
    let oldest = crate::clock::snowflake_at(call.state.now().saturating_sub(TWO_WEEKS_MS));
    if ids.iter().any(|id| *id < oldest) {
        return Err(ApiError::too_old_to_delete());
    }
    for id in &ids {
        if find(call.state, channel, *id).is_ok() {
            call.state.delete_message(*id);
        }
    }
    if let Some(guild) = call.guild {
        let (bot, reason) = (call.state.bot_id, call.reason.clone());
        call.state.audit(guild, MESSAGE_BULK_DELETE, bot, channel, reason, Value::Null);
    }
    Ok(Reply::Empty)
}

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let (channel, id) = ids(call)?;
    access::channel_with(call.state, channel, READ_MESSAGE_HISTORY)?;
    find(call.state, channel, id)?;
    shown(call.state, id)
}

pub(super) fn change(call: &mut Call) -> Result<Reply, ApiError> {
    let (channel, id) = ids(call)?;
    access::channel_with(call.state, channel, 0)?;
    let message = find(call.state, channel, id)?;
    if message.author != call.state.bot_id {
        return Err(ApiError::cannot_edit_others());
    }
    call.refuse_if(check(&call.body, Place::Edit, call.files.len()))?;
    uploads::refuse_if_emptied(call, id)?;
    let folder = format!("attachments/{channel}");
    let attachments = uploads::store(call, &folder, false)?;
    let body = call.body.clone();
    call.state.edit(id, &body, attachments);
    shown(call.state, id)
}

pub(super) fn delete(call: &mut Call) -> Result<Reply, ApiError> {
    let (channel, id) = ids(call)?;
    access::channel_with(call.state, channel, 0)?;
    let author = find(call.state, channel, id)?.author;
    if author != call.state.bot_id {
        if call.state.dms.contains_key(&channel) {
            return Err(ApiError::new(403, 50003, "Cannot execute action on a DM channel"));
        }
        access::channel_with(call.state, channel, MANAGE_MESSAGES)?;
        if let Some(guild) = call.guild {
            let (bot, reason) = (call.state.bot_id, call.reason.clone());
            call.state.audit(guild, MESSAGE_DELETE, bot, author, reason, Value::Null);
        }
    }
    call.state.delete_message(id);
    Ok(Reply::Empty)
}

/// A message takes a thread out of the archive, a locked one only that of somebody who manages threads.
fn unarchive(call: &mut Call, channel: Id) -> Result<(), ApiError> {
    let Some(thread) = call.state.channel(channel).and_then(|channel| channel.thread.clone()) else { return Ok(()) };
    let manages = call.state.permissions(channel, call.state.bot_id) & MANAGE_THREADS != 0;
    if thread.locked && !manages {
        return Err(if thread.archived { ApiError::thread_archived() } else { ApiError::missing_permissions() });
    }
    if let Some(guild) = call.guild.filter(|_| thread.archived)
        && let Some(thread) = call.state.thread_mut(guild, channel)
    {
        thread.archived = false;
    }
    Ok(())
}

fn ids(call: &mut Call) -> Result<(Id, Id), ApiError> {
    let channel = call.id("channel_id")?;
    note_guild(call, channel);
    Ok((channel, call.id("message_id")?))
}

fn note_guild(call: &mut Call, channel: Id) {
    call.guild = call.state.guild_of(channel).map(|guild| guild.id);
}

/// A message of this channel that channel routes know: not an ephemeral one.
fn find(state: &State, channel: Id, id: Id) -> Result<&Message, ApiError> {
    state
        .messages
        .get(&id)
        .filter(|message| message.channel == channel && !message.is_ephemeral())
        .ok_or_else(ApiError::unknown_message)
}

/// Whether a message can be sent there at all: a text channel the bot sees, or a person who takes DMs.
fn reachable(state: &State, channel: Id) -> Result<(), ApiError> {
    if let Some(dm) = state.dms.get(&channel) {
        let open = state.users.get(&dm.user).is_some_and(|user| user.accepts_dms) && state.shares_guild(dm.user);
        return if open { Ok(()) } else { Err(ApiError::cannot_dm()) };
    }
    match access::channel(state, channel)?.1.is_text() {
        true => Ok(()),
        false => Err(ApiError::not_a_text_channel()),
    }
}

/// With `enforce_nonce` a repeated nonce of the last minutes gives the first message back.
fn same_nonce(call: &Call, channel: Id) -> Option<Value> {
    let nonce = call.body.get("nonce").filter(|nonce| !nonce.is_null())?;
    if call.body["enforce_nonce"] != true {
        return None;
    }
    let since = crate::clock::snowflake_at(call.state.now().saturating_sub(5 * 60_000));
    let mut recent = call.state.messages.range(since..).map(|(_, message)| message);
    let same = |message: &&Message| {
        message.channel == channel && message.author == call.state.bot_id && message.nonce.as_ref() == Some(nonce)
    };
    recent.find(same).map(|message| message.json(call.state))
}

fn shown(state: &State, id: Id) -> Result<Reply, ApiError> {
    match state.messages.get(&id) {
        Some(message) => Reply::ok(message.json(state)),
        None => Err(ApiError::unknown_message()),
    }
}
