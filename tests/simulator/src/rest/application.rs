//! The application itself: `/applications/@me`.

use serde_json::{Value, json};

use crate::limits::Breach;
use crate::rest::{ApiError, Call, Reply};
use crate::state::State;
use crate::webhook_events::{ENABLED, TYPES};

/// The fields a PATCH may set.
const SETTABLE: &[&str] = &[
    "custom_install_url",
    "description",
    "role_connections_verification_url",
    "install_params",
    "integration_types_config",
    "flags",
    "icon",
    "cover_image",
    "interactions_endpoint_url",
    "tags",
    "event_webhooks_url",
    "event_webhooks_status",
    "event_webhooks_types",
];

/// Intents that an unverified application may switch on for itself (the LIMITED flags).
const LIMITED_INTENTS: u64 = 1 << 13 | 1 << 15 | 1 << 19;

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    Reply::ok(json(call.state))
}

pub(super) fn change(call: &mut Call) -> Result<Reply, ApiError> {
    call.refuse_if(breaches(call.state, &call.body))?;
    for name in SETTABLE {
        if let Some(value) = call.body.get(*name) {
            let value = value.clone();
            call.state.application.insert((*name).to_owned(), value);
        }
    }
    Reply::ok(json(call.state))
}

/// What is wrong with a change, apart from whether its addresses answer.
pub(super) fn breaches(state: &State, body: &Value) -> Vec<Breach> {
    let mut wrong = Vec::new();
    let mut add = |path: &str, code, message: &str| {
        wrong.push(Breach { path: path.into(), code, message: message.into() });
    };
    if body["flags"].as_u64().is_some_and(|flags| flags & !LIMITED_INTENTS != 0) {
        add("flags", "APPLICATION_FLAGS_INVALID", "Only the limited intent flags can be updated");
    }
    for name in ["interactions_endpoint_url", "event_webhooks_url"] {
        if body[name].as_str().is_some_and(|url| !url.is_empty() && !url.starts_with("https://")) {
            add(name, "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('https',).");
        }
    }
    let status = &body["event_webhooks_status"];
    // 3 is what Discord itself sets.
    if !status.is_null() && !matches!(status.as_u64(), Some(1 | ENABLED)) {
        add("event_webhooks_status", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.");
    }
    let url = body.get("event_webhooks_url").or_else(|| state.application.get("event_webhooks_url"));
    if *status == ENABLED && !url.is_some_and(Value::is_string) {
        add("event_webhooks_url", "BASE_TYPE_REQUIRED", "This field is required");
    }
    for (place, kind) in body["event_webhooks_types"].as_array().into_iter().flatten().enumerate() {
        if !TYPES.iter().any(|known| kind == known) {
            let message = format!("Value must be one of {TYPES:?}.");
            add(&format!("event_webhooks_types.{place}"), "BASE_TYPE_CHOICES", &message);
        }
    }
    wrong
}

pub(super) fn json(state: &State) -> Value {
    let owner = state.user_json(state.application_owner);
    let mut out = json!({
        "id": state.application_id.to_string(), "name": "Guildhall", "icon": null, "description": "",
        "type": null, "bot": state.user_json(state.bot_id), "summary": "", "bot_public": false,
        "bot_require_code_grant": false, "verify_key": state.verify_key, "flags": 0, "flags_new": "0", "hook": true,
        "integration_types_config": {"0": {}}, "rpc_origins": [], "owner": owner, "team": null,
        "redirect_uris": [], "interactions_endpoint_url": null, "role_connections_verification_url": null,
        "approximate_guild_count": state.guilds.values().filter(|g| g.members.contains_key(&state.bot_id)).count(),
        "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
        "eligible_oauth2_scopes": [], "explicit_content_filter": 0, "tags": [],
        "interactions_event_types": [], "interactions_version": 1, "event_webhooks_status": 1,
        "event_webhooks_url": null, "event_webhooks_types": [],
    });
    if let Some(team) = &state.team {
        // A team's application is owned by a stand-in that is no person.
        let id = team.id.to_string();
        out["owner"] = json!({
            "id": id, "username": format!("team{id}"), "global_name": null, "avatar": null, "discriminator": "0000",
            "public_flags": 1024, "flags": 1024, "primary_guild": null,
        });
        let members = team.members.iter().map(|(user, role, accepted)| {
            json!({
                "user": state.user_json(*user), "team_id": id, "membership_state": if *accepted { 2 } else { 1 },
                "role": role, "permissions": ["*"],
            })
        });
        out["team"] = json!({
            "id": id, "icon": null, "name": "The hall's keepers", "owner_user_id": team.owner.to_string(),
            "members": members.collect::<Vec<_>>(),
        });
    }
    for (name, value) in &state.application {
        out[name.as_str()] = value.clone();
    }
    out
}
