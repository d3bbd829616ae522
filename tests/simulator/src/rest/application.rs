//! The application itself: `/applications/@me`.

use serde_json::{Value, json};

use crate::limits::Breach;
use crate::rest::{ApiError, Call, Reply};
use crate::state::State;

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
    let mut wrong = Vec::new();
    if let Some(flags) = call.body["flags"].as_u64()
        && flags & !LIMITED_INTENTS != 0
    {
        wrong.push(Breach {
            path: "flags".into(),
            code: "APPLICATION_FLAGS_INVALID",
            message: "Only the limited intent flags can be updated".into(),
        });
    }
    for name in ["interactions_endpoint_url", "event_webhooks_url"] {
        if call.body[name].as_str().is_some_and(|url| !url.is_empty() && !url.starts_with("https://")) {
            wrong.push(Breach {
                path: name.into(),
                code: "URL_TYPE_INVALID_SCHEME",
                message: "Scheme must be one of ('https',).".into(),
            });
        }
    }
    call.refuse_if(wrong)?;
    for name in SETTABLE {
        if let Some(value) = call.body.get(*name) {
            let value = value.clone();
            call.state.application.insert((*name).to_owned(), value);
        }
    }
    Reply::ok(json(call.state))
}

fn json(state: &State) -> Value {
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
    });
    for (name, value) in &state.application {
        out[name.as_str()] = value.clone();
    }
    out
}
