//! Calls about channels, their overwrites, threads and invites.

use serde_json::{Value, json};

use super::{Call, Method};
use crate::base::ids::{ChannelId, GuildId, MessageId, UserId};

pub fn get_channels(guild: GuildId) -> Call {
    Call::new(Method::Get, format!("/guilds/{guild}/channels"))
}

pub fn get_channel(channel: ChannelId) -> Call {
    Call::new(Method::Get, format!("/channels/{channel}"))
}

/// `channel` is Discord's body: name, type, parent_id, permission_overwrites …
pub fn create_channel(guild: GuildId, channel: Value) -> Call {
    Call::new(Method::Post, format!("/guilds/{guild}/channels")).json(channel)
}

/// Also for threads: `archived`, `locked`.
pub fn modify_channel(channel: ChannelId, change: Value) -> Call {
    Call::new(Method::Patch, format!("/channels/{channel}")).json(change)
}

/// Sets the overwrite of a role (`kind` 0) or a member (1).
pub fn set_overwrite(channel: ChannelId, id: u64, kind: u8, allow: u64, deny: u64) -> Call {
    Call::new(Method::Put, format!("/channels/{channel}/permissions/{id}"))
        .json(json!({ "type": kind, "allow": allow.to_string(), "deny": deny.to_string() }))
}

pub fn delete_overwrite(channel: ChannelId, id: u64) -> Call {
    Call::new(Method::Delete, format!("/channels/{channel}/permissions/{id}"))
}

/// A private thread (type 12) whose members can be invited by others' mention only when
/// `invitable`. It archives itself after so many minutes (60, 1440, 4320 or 10080) without a word.
pub fn create_private_thread(channel: ChannelId, name: &str, archive_after: u16) -> Call {
    Call::new(Method::Post, format!("/channels/{channel}/threads"))
        .json(json!({ "name": name, "type": 12, "invitable": false, "auto_archive_duration": archive_after }))
}

/// A public thread on a message.
pub fn create_message_thread(channel: ChannelId, message: MessageId, name: &str, archive_after: u16) -> Call {
    Call::new(Method::Post, format!("/channels/{channel}/messages/{message}/threads"))
        .json(json!({ "name": name, "auto_archive_duration": archive_after }))
}

/// Deletes a channel or thread, with everything in it.
pub fn delete_channel(channel: ChannelId) -> Call {
    Call::new(Method::Delete, format!("/channels/{channel}"))
}

pub fn add_thread_member(thread: ChannelId, user: UserId) -> Call {
    Call::new(Method::Put, format!("/channels/{thread}/thread-members/{user}"))
}

/// An invite for `uses` people that lives so many seconds (at most 604,800).
pub fn create_invite(channel: ChannelId, max_age: u32, uses: u8) -> Call {
    Call::new(Method::Post, format!("/channels/{channel}/invites"))
        .json(json!({ "max_age": max_age, "max_uses": uses, "unique": true }))
}
