//! Messages of channels: making, reading, changing, deleting.

use serde_json::Value;

use crate::Id;
use crate::limits::message::{Place, check, is_empty};
use crate::rest::{ApiError, Call, Reply, access, uploads};
use crate::state::permission::{
    ATTACH_FILES, EMBED_LINKS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS,
};
use crate::state::talk::Draft;
use crate::state::{Message, State};

/// Audit log number of a deleted message.
const MESSAGE_DELETE: u32 = 72;

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
    if let Some(repeated) = same_nonce(call, channel) {
        return Reply::ok(repeated);
    }
    let folder = format!("attachments/{channel}");
    let attachments = uploads::store(call, &folder, false)?;
    let body = call.body.clone();
    let id = call.state.post(channel, call.state.bot_id, &body, Draft { attachments, ..Draft::default() });
    shown(call.state, id)
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
