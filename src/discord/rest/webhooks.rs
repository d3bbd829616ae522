//! Calls on an interaction's webhook.

use twilight_model::channel::message::MessageFlags;

use super::{Auth, Call, Method};
use crate::{base::ids::ApplicationId, discord::reply::Message};

/// Interaction webhooks: the answer and what follows it. The token lives 15 minutes.
pub fn edit_original(application: ApplicationId, token: &str, message: &Message) -> Call {
    let call = Call::new(Method::Patch, format!("/webhooks/{application}/{token}/messages/@original"));
    Call { auth: Auth::Path, ..call.message(message, MessageFlags::empty()) }
}

/// As [`edit_original`] with a body that was written earlier.
pub fn edit_original_raw(application: ApplicationId, token: &str, body: String) -> Call {
    let call = Call::new(Method::Patch, format!("/webhooks/{application}/{token}/messages/@original"));
    Call { auth: Auth::Path, body: Some(body), ..call }
}

pub fn delete_original(application: ApplicationId, token: &str) -> Call {
    let call = Call::new(Method::Delete, format!("/webhooks/{application}/{token}/messages/@original"));
    Call { auth: Auth::Path, ..call }
}

pub fn follow_up(application: ApplicationId, token: &str, message: &Message, ephemeral: bool) -> Call {
    let flags = if ephemeral { MessageFlags::EPHEMERAL } else { MessageFlags::empty() };
    let call = Call::new(Method::Post, format!("/webhooks/{application}/{token}"));
    Call { auth: Auth::Path, ..call.message(message, flags) }
}
