//! Files uploaded with messages: limits, names, and that an edit leaves something to show.

use serde_json::json;

use crate::Id;
use crate::limits::Breach;
use crate::limits::message::is_empty;
use crate::rest::{ApiError, Call};
use crate::state::Attachment;
use crate::state::message::flag;

/// The largest file without boosts.
pub(crate) const FILE_LIMIT: usize = 10 * 1024 * 1024;

/// Puts the uploaded files on the CDN as attachments, with the descriptions that the body gives them.
pub(super) fn store(call: &mut Call, folder: &str, ephemeral: bool) -> Result<Vec<Attachment>, ApiError> {
    if call.files.iter().any(|file| file.bytes.len() > FILE_LIMIT) {
        return Err(ApiError::entity_too_large().into_problem());
    }
    let described = call.body["attachments"].as_array().cloned().unwrap_or_default();
    for (index, entry) in described.iter().enumerate() {
        // Ids below a thousand mean an uploaded part, others an attachment that is kept.
        let part = entry["id"].as_str().and_then(|id| id.parse::<u64>().ok()).filter(|id| *id < 1_000);
        let known = |id: u64| call.files.iter().any(|file| file.field == format!("files[{id}]"));
        if part.is_some_and(|id| !known(id)) {
            return Err(ApiError::invalid_form(&[Breach {
                path: format!("attachments.{index}.id"),
                code: "ATTACHMENT_NOT_FOUND",
                message: "Attachment data for this ID was not uploaded".into(),
            }]));
        }
    }
    let files = std::mem::take(&mut call.files);
    Ok(files
        .into_iter()
        .map(|file| {
            let mine = described
                .iter()
                .find(|entry| entry["id"].as_str().is_some_and(|id| file.field == format!("files[{id}]")));
            let named = mine.and_then(|entry| entry["filename"].as_str()).unwrap_or(&file.filename).to_owned();
            let mut stored = call.state.upload(folder, &named, file.bytes, file.content_type, ephemeral);
            stored.description = mine.and_then(|entry| entry["description"].as_str()).map(str::to_owned);
            stored
        })
        .collect())
}

/// 50006 when a message would show nothing after this edit.
pub(super) fn refuse_if_emptied(call: &Call, id: Id) -> Result<(), ApiError> {
    let Some(message) = call.state.messages.get(&id) else {
        return Err(ApiError::unknown_message());
    };
    let pick = |name: &str, now: serde_json::Value| call.body.get(name).cloned().unwrap_or(now);
    let after = json!({
        "content": pick("content", json!(message.content)),
        "embeds": pick("embeds", json!(message.embeds)),
        "components": pick("components", json!(message.components)),
    });
    let kept = match call.body["attachments"].as_array() {
        Some(list) => list.len(),
        None => message.attachments.len(),
    };
    if is_empty(&after, kept + call.files.len()) {
        return Err(ApiError::empty_message().into_problem());
    }
    let v2_after = call.body["flags"].as_u64().unwrap_or(0) & flag::IS_COMPONENTS_V2 != 0;
    let v2_before = message.flags & flag::IS_COMPONENTS_V2 != 0;
    let legacy = ["content", "embeds"].iter().any(|name| {
        call.body.get(*name).is_some_and(|v| {
            v.as_str().is_some_and(|text| !text.is_empty()) || v.as_array().is_some_and(|list| !list.is_empty())
        })
    });
    if v2_before && !v2_after && legacy {
        return Err(ApiError::invalid_form(&[Breach {
            path: "content".into(),
            code: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            message: "The 'MessageFlags.IS_COMPONENTS_V2' flag cannot be taken off".into(),
        }]));
    }
    Ok(())
}
