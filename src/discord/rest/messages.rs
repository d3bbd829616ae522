//! Calls about messages and direct messages.

use serde_json::json;
use twilight_model::channel::message::MessageFlags;

use super::{Call, Method};
use crate::{
    base::ids::{ChannelId, MessageId, UserId},
    discord::reply::Message,
};

pub fn create_message(channel: ChannelId, message: &Message) -> Call {
    Call::new(Method::Post, format!("/channels/{channel}/messages")).message(message, MessageFlags::empty())
}

/// As [`create_message`] with a body that was written earlier.
pub fn create_message_raw(channel: ChannelId, body: String) -> Call {
    Call { body: Some(body), ..Call::new(Method::Post, format!("/channels/{channel}/messages")) }
}

pub fn edit_message(channel: ChannelId, id: MessageId, message: &Message) -> Call {
    Call::new(Method::Patch, format!("/channels/{channel}/messages/{id}")).message(message, MessageFlags::empty())
}

pub fn get_message(channel: ChannelId, id: MessageId) -> Call {
    Call::new(Method::Get, format!("/channels/{channel}/messages/{id}"))
}

pub fn delete_message(channel: ChannelId, id: MessageId) -> Call {
    Call::new(Method::Delete, format!("/channels/{channel}/messages/{id}"))
}

/// Newest first; needs Read Message History. `limit` is 1 to 100.
pub fn get_messages(channel: ChannelId, before: Option<MessageId>, limit: u8) -> Call {
    let before = before.map(|id| format!("&before={id}")).unwrap_or_default();
    Call::new(Method::Get, format!("/channels/{channel}/messages?limit={limit}{before}"))
}

/// 2 to 100 messages, none older than 14 days.
pub fn bulk_delete(channel: ChannelId, ids: &[MessageId]) -> Call {
    Call::new(Method::Post, format!("/channels/{channel}/messages/bulk-delete")).json(json!({ "messages": ids }))
}

/// The direct-message channel with a person; opening many is punished, so only `dms` calls it.
pub fn open_dm(user: UserId) -> Call {
    Call::new(Method::Post, "/users/@me/channels".into()).json(json!({ "recipient_id": user }))
}
