//! The guild's audit log.

use serde_json::{Value, json};

use crate::Id;
use crate::rest::request::snowflake;
use crate::rest::{ApiError, Call, Reply, access};
use crate::state::AuditEntry;
use crate::state::permission::VIEW_AUDIT_LOG;

/// Entries of a page, unless `limit` says otherwise.
const PAGE: usize = 50;

/// Newest first; with `after` the oldest that come after it, oldest first.
pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let limit = call.query("limit").and_then(|text| text.parse().ok()).unwrap_or(PAGE);
    let bound = |name: &str| call.query(name).map(|text| snowflake(name, text)).transpose();
    let (before, after, user) = (bound("before")?, bound("after")?, bound("user_id")?);
    let action: Option<u32> = call.query("action_type").and_then(|text| text.parse().ok());
    let guild = access::guild_with(call.state, id, VIEW_AUDIT_LOG)?;
    let fits = |entry: &&AuditEntry| {
        before.is_none_or(|id| entry.id < id)
            && after.is_none_or(|id| entry.id > id)
            && user.is_none_or(|id| entry.user == id)
            && action.is_none_or(|action| entry.action == action)
    };
    let found = guild.audit_log.iter().filter(fits);
    let found: Vec<&AuditEntry> = match after {
        Some(_) => found.take(limit).collect(),
        None => found.rev().take(limit).collect(),
    };
    let mut people: Vec<Id> = found.iter().flat_map(|entry| [entry.user, entry.target]).collect();
    people.sort_unstable();
    people.dedup();
    let users: Vec<Value> =
        people.iter().filter_map(|id| call.state.users.get(id)).map(crate::state::User::json).collect();
    Reply::ok(json!({
        "audit_log_entries": found.into_iter().map(json).collect::<Vec<_>>(), "users": users,
        "application_commands": [], "auto_moderation_rules": [], "guild_scheduled_events": [],
        "integrations": [], "threads": [], "webhooks": [],
    }))
}

fn json(entry: &AuditEntry) -> Value {
    let mut out = json!({
        "id": entry.id.to_string(), "user_id": entry.user.to_string(), "target_id": entry.target.to_string(),
        "action_type": entry.action,
    });
    if let Some(reason) = &entry.reason {
        out["reason"] = json!(reason);
    }
    if entry.changes.is_array() {
        out["changes"] = entry.changes.clone();
    }
    out
}
