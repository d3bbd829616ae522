//! The webhook of an interaction: follow-ups and its first answer, as long as the token lives. Calls on
//! webhooks of channels, which share the paths, are passed on.

use crate::Id;
use crate::limits::message::{Place, check, is_empty};
use crate::rest::{ApiError, Call, Reply, hook_messages, uploads};
use crate::state::message::flag;
use crate::state::talk::Draft;
use crate::state::{Answer, Message, Origin, Sent};

/// Callback types that open the webhook.
const WITH_WEBHOOK: [u8; 4] = [4, 5, 6, 7];

pub(super) fn follow_up(call: &mut Call) -> Result<Reply, ApiError> {
    if of_channel(call) {
        return hook_messages::create(call);
    }
    let sent = answered(call)?;
    call.refuse_if(check(&call.body, Place::Interaction, call.files.len()))?;
    if is_empty(&call.body, call.files.len()) {
        return Err(ApiError::empty_message().into_problem());
    }
    // The first follow-up after a deferral fills the deferred answer.
    if let Some(loading) = sent.original.filter(|id| is_loading(call, *id)) {
        let mut body = call.body.clone();
        if let Some(fields) = body.as_object_mut() {
            fields.remove("flags");
        }
        let attachments = store(call, &sent)?;
        call.state.edit(loading, &body, attachments);
        return shown(call, loading);
    }
    let private = call.body["flags"].as_u64().unwrap_or(0) & flag::EPHEMERAL != 0;
    let attachments = store(call, &sent)?;
    let draft = Draft {
        kind: crate::state::message::kind::REPLY,
        only_for: private.then_some(sent.user),
        interaction: Some(Origin { original: sent.original, ..crate::interact::apply::origin(&sent) }),
        flags: 0,
        mask: None,
        attachments,
    };
    let body = call.body.clone();
    let id = call.state.post(sent.channel, call.state.bot_id, &body, draft);
    if let Some(sent) = call.state.interactions.get_mut(&sent.id) {
        sent.followups.push(id);
    }
    shown(call, id)
}

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    if of_channel(call) {
        return hook_messages::get(call);
    }
    let sent = answered(call)?;
    let id = target(call, &sent)?;
    shown(call, id)
}

pub(super) fn change(call: &mut Call) -> Result<Reply, ApiError> {
    if of_channel(call) {
        return hook_messages::change(call);
    }
    let sent = answered(call)?;
    let id = target(call, &sent)?;
    call.refuse_if(check(&call.body, Place::Edit, call.files.len()))?;
    uploads::refuse_if_emptied(call, id)?;
    let attachments = store(call, &sent)?;
    let body = call.body.clone();
    call.state.edit(id, &body, attachments);
    shown(call, id)
}

pub(super) fn delete(call: &mut Call) -> Result<Reply, ApiError> {
    if of_channel(call) {
        return hook_messages::delete(call);
    }
    let sent = answered(call)?;
    let id = target(call, &sent)?;
    call.state.delete_message(id);
    Ok(Reply::Empty)
}

/// Whether the path means a webhook of a channel.
fn of_channel(call: &Call) -> bool {
    call.id("webhook_id").is_ok_and(|id| call.state.webhooks.contains_key(&id))
}

/// The interaction of the token in the path, once its first answer has been taken and while the token lives.
fn answered(call: &mut Call) -> Result<Sent, ApiError> {
    let application = call.id("webhook_id")?;
    let sent = call.state.by_token(call.param("webhook_token")).cloned();
    let Some(sent) = sent else {
        return Err(match application == call.state.application_id {
            true => ApiError::invalid_webhook_token(),
            false => ApiError::unknown_webhook(),
        });
    };
    call.guild = sent.guild;
    if application != call.state.application_id {
        return Err(ApiError::unknown_webhook());
    }
    if sent.expired(call.state.now()) {
        return Err(ApiError::invalid_webhook_token());
    }
    match sent.answer {
        Answer::Given { callback, .. } if WITH_WEBHOOK.contains(&callback) => Ok(sent),
        _ => Err(ApiError::unknown_webhook()),
    }
}

/// The message that a path means: `@original`, or one that this interaction made.
fn target(call: &Call, sent: &Sent) -> Result<Id, ApiError> {
    let named = call.param("message_id");
    let id = match named {
        "" | "@original" => sent.original.ok_or_else(ApiError::unknown_message)?,
        _ => call.id("message_id")?,
    };
    let own = sent.original == Some(id) || sent.followups.contains(&id);
    match own && call.state.messages.contains_key(&id) {
        true => Ok(id),
        false => Err(ApiError::unknown_message()),
    }
}

fn is_loading(call: &Call, id: Id) -> bool {
    call.state.messages.get(&id).is_some_and(|message| message.flags & flag::LOADING != 0)
}

fn store(call: &mut Call, sent: &Sent) -> Result<Vec<crate::state::Attachment>, ApiError> {
    let folder = format!("attachments/{}", sent.channel);
    uploads::store(call, &folder, false)
}

fn shown(call: &Call, id: Id) -> Result<Reply, ApiError> {
    let message: &Message = call.state.messages.get(&id).ok_or_else(ApiError::unknown_message)?;
    Reply::ok(message.json(call.state))
}
