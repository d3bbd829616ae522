//! Messages of webhooks: writing under any name, changing and deleting what was written.

use crate::Id;
use crate::limits::message::{Place, check, is_empty};
use crate::rest::hooks::{by_token, name_breaches};
use crate::rest::request::snowflake;
use crate::rest::{ApiError, Call, Reply, uploads};
use crate::state::Webhook;
use crate::state::talk::Draft;
use crate::state::webhook::Mask;

pub(super) fn create(call: &mut Call) -> Result<Reply, ApiError> {
    let webhook = by_token(call)?;
    let mut breaches = check(&call.body, Place::Channel, call.files.len());
    breaches.extend(name_breaches("username", &call.body["username"]));
    call.refuse_if(breaches)?;
    if is_empty(&call.body, call.files.len()) {
        return Err(ApiError::empty_message().into_problem());
    }
    let channel = place(call, &webhook)?;
    let mask = Mask {
        webhook: webhook.id,
        name: call.body["username"].as_str().unwrap_or(&webhook.name).to_owned(),
        avatar: call.body["avatar_url"].as_str().map(str::to_owned).or(webhook.avatar),
    };
    let attachments = uploads::store(call, &format!("attachments/{channel}"), false)?;
    let body = call.body.clone();
    let draft = Draft { mask: Some(mask), attachments, ..Draft::default() };
    let id = call.state.post(channel, webhook.id, &body, draft);
    match call.query("wait") {
        Some("true" | "1" | "True") => shown(call, id),
        _ => Ok(Reply::Empty),
    }
}

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let id = own_message(call)?;
    shown(call, id)
}

pub(super) fn change(call: &mut Call) -> Result<Reply, ApiError> {
    let id = own_message(call)?;
    call.refuse_if(check(&call.body, Place::Edit, call.files.len()))?;
    uploads::refuse_if_emptied(call, id)?;
    let channel = call.state.messages.get(&id).map_or(0, |message| message.channel);
    let attachments = uploads::store(call, &format!("attachments/{channel}"), false)?;
    let body = call.body.clone();
    call.state.edit(id, &body, attachments);
    shown(call, id)
}

pub(super) fn delete(call: &mut Call) -> Result<Reply, ApiError> {
    let id = own_message(call)?;
    call.state.delete_message(id);
    Ok(Reply::Empty)
}

/// The webhook's channel, or the thread of it that the query names.
fn place(call: &Call, webhook: &Webhook) -> Result<Id, ApiError> {
    let Some(thread) = call.query("thread_id") else {
        return Ok(webhook.channel);
    };
    let thread = snowflake("thread_id", thread)?;
    match call.state.channel(thread).is_some_and(|channel| channel.parent == Some(webhook.channel)) {
        true => Ok(thread),
        false => Err(ApiError::unknown_channel()),
    }
}

/// A message that this webhook wrote.
fn own_message(call: &mut Call) -> Result<Id, ApiError> {
    let webhook = by_token(call)?;
    let id = call.id("message_id")?;
    let known = call
        .state
        .messages
        .get(&id)
        .is_some_and(|message| message.mask.as_ref().is_some_and(|mask| mask.webhook == webhook.id));
    if known { Ok(id) } else { Err(ApiError::unknown_message()) }
}

fn shown(call: &Call, id: Id) -> Result<Reply, ApiError> {
    let message = call.state.messages.get(&id).ok_or_else(ApiError::unknown_message)?;
    Reply::ok(message.json(call.state))
}
