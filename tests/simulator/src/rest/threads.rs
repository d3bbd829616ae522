//! Threads: making them, their members, archiving and locking.
//!
//! Source: Discord reference, "Threads", and the errors of its routes.

use serde_json::{Value, json};

use crate::Id;
use crate::events::{Event, EventKind};
use crate::rest::{ApiError, Call, Reply, access};
use crate::state::channel::kind;
use crate::state::permission::{
    CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, MANAGE_THREADS, READ_MESSAGE_HISTORY, SEND_MESSAGES_IN_THREADS,
};
use crate::state::{State, Thread};

/// Audit log numbers.
const THREAD_CREATE: u32 = 110;
const THREAD_UPDATE: u32 = 111;

/// A thread that hangs on no message.
pub(super) fn create(call: &mut Call) -> Result<Reply, ApiError> {
    let parent = call.id("channel_id")?;
    let private =
        call.body["type"].as_u64().unwrap_or(u64::from(kind::PRIVATE_THREAD)) == u64::from(kind::PRIVATE_THREAD);
    let needed = if private { CREATE_PRIVATE_THREADS } else { CREATE_PUBLIC_THREADS };
    access::channel_with(call.state, parent, needed)?;
    textual(call.state, parent)?;
    made(call, parent, if private { kind::PRIVATE_THREAD } else { kind::PUBLIC_THREAD }, None)
}

/// A public thread on a message; it has the message's id.
pub(super) fn create_on_message(call: &mut Call) -> Result<Reply, ApiError> {
    let (parent, message) = (call.id("channel_id")?, call.id("message_id")?);
    access::channel_with(call.state, parent, CREATE_PUBLIC_THREADS | READ_MESSAGE_HISTORY)?;
    textual(call.state, parent)?;
    if !call.state.messages.get(&message).is_some_and(|found| found.channel == parent && !found.is_ephemeral()) {
        return Err(ApiError::unknown_message());
    }
    if call.state.channel(message).is_some() {
        return Err(ApiError::thread_exists());
    }
    made(call, parent, kind::PUBLIC_THREAD, Some(message))
}

fn textual(state: &State, parent: Id) -> Result<(), ApiError> {
    let fits = state.channel(parent).is_some_and(|channel| matches!(channel.kind, kind::TEXT | kind::ANNOUNCEMENT));
    if fits { Ok(()) } else { Err(ApiError::cannot_do_on_channel_type()) }
}

fn made(call: &mut Call, parent: Id, of: u8, id: Option<Id>) -> Result<Reply, ApiError> {
    let guild = call.state.guild_of(parent).map(|guild| guild.id).ok_or_else(ApiError::unknown_channel)?;
    call.guild = Some(guild);
    let name = call.body["name"].as_str().unwrap_or_default().trim().to_owned();
    let archive_after = call.body["auto_archive_duration"].as_u64().unwrap_or(4_320);
    let invitable = call.body["invitable"].as_bool().unwrap_or(true);
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    let thread = Thread { owner: bot, members: vec![bot], archived: false, locked: false, archive_after, invitable };
    let id = call.state.make_thread(guild, parent, &name, of, id, thread);
    call.state.audit(guild, THREAD_CREATE, bot, id, reason, Value::Null);
    let channel = call.state.channel(id).ok_or_else(ApiError::unknown_channel)?;
    Ok(Reply::Json(201, channel.json()))
}

pub(super) fn add_member(call: &mut Call) -> Result<Reply, ApiError> {
    let (thread, user, guild) = member_call(call)?;
    access::channel_with(call.state, thread, SEND_MESSAGES_IN_THREADS)?;
    refuse_archived(call.state, thread)?;
    let inside = call.state.member(guild, user).is_some();
    if !inside {
        return Err(ApiError::unknown_member());
    }
    if let Some(thread) = call.state.thread_mut(guild, thread)
        && !thread.members.contains(&user)
    {
        thread.members.push(user);
    }
    call.state.happened(Event::new(EventKind::ChannelUpdated).guild(guild).channel(thread));
    Ok(Reply::Empty)
}

pub(super) fn remove_member(call: &mut Call) -> Result<Reply, ApiError> {
    let (thread, user, guild) = member_call(call)?;
    let own = call
        .state
        .channel(thread)
        .and_then(|channel| channel.thread.as_ref())
        .is_some_and(|t| t.owner == call.state.bot_id);
    access::channel_with(call.state, thread, if own { 0 } else { MANAGE_THREADS })?;
    refuse_archived(call.state, thread)?;
    if let Some(thread) = call.state.thread_mut(guild, thread) {
        thread.members.retain(|member| *member != user);
    }
    call.state.happened(Event::new(EventKind::ChannelUpdated).guild(guild).channel(thread));
    Ok(Reply::Empty)
}

fn member_call(call: &mut Call) -> Result<(Id, Id, Id), ApiError> {
    let (thread, user) = (call.id("channel_id")?, call.id("user_id")?);
    let (guild, channel) = access::channel(call.state, thread)?;
    if !channel.is_thread() {
        return Err(ApiError::cannot_do_on_channel_type());
    }
    let guild = guild.id;
    call.guild = Some(guild);
    Ok((thread, user, guild))
}

fn refuse_archived(state: &State, thread: Id) -> Result<(), ApiError> {
    let archived =
        state.channel(thread).and_then(|channel| channel.thread.as_ref()).is_some_and(|thread| thread.archived);
    if archived { Err(ApiError::thread_archived()) } else { Ok(()) }
}

/// A change of a thread. Locking, and what is another's, needs Manage Threads; while a thread is
/// archived it can only be taken out of the archive, alone or with the rest of the change.
pub(super) fn change(call: &mut Call, guild: Id, id: Id) -> Result<Reply, ApiError> {
    let channel = call.state.channel(id).ok_or_else(ApiError::unknown_channel)?;
    let thread = channel.thread.clone().unwrap_or_default();
    let may = call.state.permissions(id, call.state.bot_id);
    let body = call.body.clone();
    let manages = may & MANAGE_THREADS != 0;
    let locks = body.get("locked").is_some();
    let own = thread.owner == call.state.bot_id;
    if (locks || !own || thread.locked) && !manages {
        return Err(ApiError::missing_permissions());
    }
    if thread.archived && body["archived"] != json!(false) {
        return Err(ApiError::thread_archived());
    }
    if let Some(channel) = call.state.channel_mut(guild, id) {
        if let Some(name) = body["name"].as_str() {
            channel.name = name.to_owned();
        }
        if let Some(seconds) = body["rate_limit_per_user"].as_u64() {
            channel.slowmode = seconds as u32;
        }
    }
    if let Some(thread) = call.state.thread_mut(guild, id) {
        if let Some(archived) = body["archived"].as_bool() {
            thread.archived = archived;
        }
        if let Some(locked) = body["locked"].as_bool() {
            thread.locked = locked;
        }
        if let Some(minutes) = body["auto_archive_duration"].as_u64() {
            thread.archive_after = minutes;
        }
    }
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.audit(guild, THREAD_UPDATE, bot, id, reason, Value::Null);
    call.state.happened(Event::new(EventKind::ChannelUpdated).guild(guild).channel(id));
    let channel = call.state.channel(id).ok_or_else(ApiError::unknown_channel)?;
    Reply::ok(channel.json())
}

/// The threads that are not archived and that the bot sees.
pub(super) fn active(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let guild = access::guild(call.state, id)?;
    let bot = call.state.bot_id;
    let seen = guild.channels.values().filter(|channel| {
        channel.thread.as_ref().is_some_and(|thread| !thread.archived)
            && call.state.permissions(channel.id, bot) & crate::state::permission::VIEW_CHANNEL != 0
    });
    Reply::ok(
        json!({"threads": seen.map(crate::state::Channel::json).collect::<Vec<_>>(), "members": [], "has_more": false}),
    )
}
