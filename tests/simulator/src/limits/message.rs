//! Limits of a message body, wherever it is sent.

use serde_json::Value;

use crate::limits::{Breach, Findings, components, embeds};
use crate::state::message::flag;

/// Where a body is meant to go; the flags allowed differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A channel's new message.
    Channel,
    /// An interaction's first answer or a follow-up.
    Interaction,
    /// An edit.
    Edit,
}

impl Place {
    fn flags(self) -> u64 {
        match self {
            Place::Channel => {
                flag::SUPPRESS_EMBEDS | flag::SUPPRESS_NOTIFICATIONS | flag::IS_COMPONENTS_V2 | flag::IS_VOICE_MESSAGE
            }
            Place::Interaction => Place::Channel.flags() | flag::EPHEMERAL,
            Place::Edit => flag::SUPPRESS_EMBEDS | flag::IS_COMPONENTS_V2,
        }
    }
}

/// Everything wrong with a message body; `files` are uploaded beside it.
pub fn check(body: &Value, place: Place, files: usize) -> Vec<Breach> {
    let mut findings = Findings::default();
    let flags = body["flags"].as_u64().unwrap_or(0);
    let v2 = flags & flag::IS_COMPONENTS_V2 != 0;
    if flags & !place.flags() != 0 {
        let message = format!("Flags {:#x} cannot be set here", flags & !place.flags());
        findings.add("flags", "BITWISE_TYPE_BAD_VALUE", message);
    }
    findings.text("content", &body["content"], 0, 2_000);
    embeds::check(&mut findings, "embeds", &body["embeds"]);
    components::check(&mut findings, "components", &body["components"], v2);
    if v2 {
        for name in ["content", "embeds", "poll", "sticker_ids"] {
            let empty = match &body[name] {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                Value::Array(list) => list.is_empty(),
                _ => false,
            };
            if !empty {
                let message = "The 'MessageFlags.IS_COMPONENTS_V2' flag excludes this field";
                findings.add(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
            }
        }
    }
    allowed_mentions(&mut findings, body);
    if body["attachments"].as_array().map_or(0, Vec::len).max(files) > 10 {
        findings.add("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
    }
    findings.list
}

/// Naming single ids and parsing the whole kind excludes each other; 100 ids each.
fn allowed_mentions(findings: &mut Findings, body: &Value) {
    let allowed = &body["allowed_mentions"];
    for name in ["users", "roles"] {
        let listed = allowed[name].as_array().map_or(0, Vec::len);
        let parsed = allowed["parse"].as_array().is_some_and(|list| list.iter().any(|one| one == name));
        let path = format!("allowed_mentions.{name}");
        if listed > 100 {
            findings.add(&path, "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.");
        }
        if listed > 0 && parsed {
            let message = format!("parse:[\"{name}\"] and {name}: [ids...] are mutually exclusive.");
            findings.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
}

/// Whether a new message would show nothing (Discord's 50006).
pub fn is_empty(body: &Value, files: usize) -> bool {
    let has_list = |name: &str| body[name].as_array().is_some_and(|list| !list.is_empty());
    let text = body["content"].as_str().is_some_and(|text| !text.trim().is_empty());
    let embed = body["embeds"].as_array().is_some_and(|list| list.iter().any(embeds::shows_something));
    !text && !embed && files == 0 && !has_list("components") && !has_list("sticker_ids") && body["poll"].is_null()
}
