//! Before an application's new address is kept, Discord PINGs it twice: with a signature that holds and
//! with one that does not.

use serde_json::{Value, json};

use crate::address::{Posted, post};
use crate::limits::Breach;
use crate::rest::{ApiError, application};
use crate::simulator::Simulator;

struct Address {
    /// The field that holds it.
    field: &'static str,
    agent: &'static str,
    code: &'static str,
    message: &'static str,
    ping: fn(&Simulator) -> Value,
    answers: fn(&Posted) -> bool,
}

/// Code and sentence of the first are Discord's own (discord/discord-example-app#16, discord-api-docs#6976);
/// those of the second are not documented and formed alike.
const ADDRESSES: &[Address] = &[
    Address {
        field: "interactions_endpoint_url",
        agent: "Discord-Interactions/1.0 (+https://discord.com)",
        code: "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID",
        message: "The specified interactions endpoint url could not be verified.",
        ping: interaction,
        answers: |posted| posted.status == 200 && posted.is_json() && posted.json()["type"] == 1,
    },
    Address {
        field: "event_webhooks_url",
        agent: "Discord-Webhook/1.0 (+https://discord.com)",
        code: "APPLICATION_EVENT_WEBHOOKS_URL_INVALID",
        message: "The specified event webhooks url could not be verified.",
        ping: event,
        answers: |posted| posted.status == 204 && posted.is_json() && posted.body.is_empty(),
    },
];

/// Refuses a change to an address that does not answer as it must.
pub(super) async fn verify(simulator: &Simulator, body: &Value) -> Result<(), ApiError> {
    if simulator.state(|state| !application::breaches(state, body).is_empty()) {
        // The handler refuses it before anything is sent.
        return Ok(());
    }
    let mut wrong = Vec::new();
    for address in ADDRESSES {
        let now = simulator.state(|state| state.application.get(address.field).cloned()).unwrap_or_default();
        let Some(url) = body[address.field].as_str().filter(|url| now != *url) else { continue };
        if !is_verified(simulator, address, url).await {
            wrong.push(Breach { path: address.field.into(), code: address.code, message: address.message.into() });
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        // No defect of the application: what was just deployed may not have spread yet.
        false => Err(ApiError { problem: false, ..ApiError::invalid_form(&wrong) }),
    }
}

async fn is_verified(simulator: &Simulator, address: &Address, url: &str) -> bool {
    let ping = (address.ping)(simulator);
    let forged = post(simulator, url, address.agent, &ping, false).await;
    let signed = post(simulator, url, address.agent, &ping, true).await;
    forged.is_ok_and(|posted| posted.status == 401) && signed.is_ok_and(|posted| (address.answers)(&posted))
}

fn interaction(simulator: &Simulator) -> Value {
    let (application, user) = simulator.state(|s| (s.application_id.to_string(), s.user_json(s.application_owner)));
    json!({
        "app_permissions": "562949953601536", "application_id": application, "authorizing_integration_owners": {},
        "entitlements": [], "id": simulator.new_id().to_string(), "token": "simulated-ping", "type": 1, "user": user,
        "version": 1,
    })
}

fn event(simulator: &Simulator) -> Value {
    json!({"version": 1, "application_id": simulator.application_id().to_string(), "type": 0})
}
