//! Webhook events: what happened to the application, sent to the address that it named.
//! Source: Discord reference, "Webhook Events".

use std::time::Duration;

use serde_json::{Value, json};

use crate::Id;
use crate::address::post;
use crate::clock::iso;
use crate::simulator::Simulator;
use crate::state::State;

/// Every type that can be subscribed to.
pub(crate) const TYPES: &[&str] = &[
    "APPLICATION_AUTHORIZED",
    "APPLICATION_DEAUTHORIZED",
    "ENTITLEMENT_CREATE",
    "ENTITLEMENT_DELETE",
    "ENTITLEMENT_UPDATE",
    "GAME_DIRECT_MESSAGE_CREATE",
    "GAME_DIRECT_MESSAGE_DELETE",
    "GAME_DIRECT_MESSAGE_UPDATE",
    "LOBBY_MESSAGE_CREATE",
    "LOBBY_MESSAGE_DELETE",
    "LOBBY_MESSAGE_UPDATE",
    "QUEST_USER_ENROLLMENT",
];
/// `event_webhooks_status` of an application that gets them.
pub(crate) const ENABLED: u64 = 2;

/// One sending of an event, and what came back.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The payload.
    pub body: Value,
    /// Status answered; 0 for none.
    pub status: u16,
    /// `x-correlation-id` of the answer.
    pub correlation: Option<String>,
    /// Why Discord would send it again; empty when it was acknowledged.
    pub wrong: Vec<String>,
}

impl State {
    /// Switches all webhook events on for an address, as after a PATCH that was verified.
    pub fn enable_webhook_events(&mut self, url: &str) {
        for (name, value) in [
            ("event_webhooks_url", json!(url)),
            ("event_webhooks_status", json!(ENABLED)),
            ("event_webhooks_types", json!(TYPES)),
        ] {
            self.application.insert(name.to_owned(), value);
        }
    }

    /// Switches them off again.
    pub fn disable_webhook_events(&mut self) {
        self.application.retain(|name, _| !name.starts_with("event_webhooks_"));
    }

    /// The data of an `APPLICATION_AUTHORIZED` event: installed in a guild, or for the user alone.
    pub fn authorization(&self, user: Id, guild: Option<Id>) -> Value {
        let mut data = json!({
            "integration_type": u8::from(guild.is_none()), "user": self.user_json(user),
            "scopes": ["applications.commands"],
        });
        if let Some(guild) = guild.and_then(|id| self.guilds.get(&id)) {
            data["scopes"] = json!(["applications.commands", "bot"]);
            data["guild"] = guild.json();
        }
        data
    }

    /// Where events of a type go, when the application gets them.
    pub(crate) fn subscribed(&self, kind: &str) -> Option<String> {
        let enabled = self.application.get("event_webhooks_status").is_some_and(|status| *status == ENABLED);
        let wanted = self.application.get("event_webhooks_types")?.as_array()?.iter().any(|wanted| wanted == kind);
        self.application.get("event_webhooks_url")?.as_str().filter(|_| enabled && wanted).map(str::to_owned)
    }
}

impl Simulator {
    /// Sends an event, signed, and waits for the answer; nothing when the application does not get its type.
    pub async fn webhook_event(&self, kind: &str, data: Value) -> Vec<Delivery> {
        let Some(address) = self.state(|state| state.subscribed(kind)) else {
            return Vec::new();
        };
        // Discord writes the moment without a zone.
        let timestamp = iso(self.clock().now()).trim_end_matches("+00:00").to_owned();
        let body = json!({
            "version": 1, "application_id": self.application_id().to_string(), "type": 1,
            "event": {"type": kind, "timestamp": timestamp, "data": data},
        });
        let mut deliveries = Vec::new();
        for _ in 0..self.webhook_sendings() {
            let delivery = self.sent(&address, &body).await;
            for wrong in &delivery.wrong {
                let guild = body["event"]["data"]["guild"]["id"].as_str().and_then(|id| id.parse().ok());
                self.problem(format!("webhook event {kind}"), wrong.clone(), guild);
            }
            self.delivered(delivery.clone());
            deliveries.push(delivery);
        }
        deliveries
    }

    async fn sent(&self, address: &str, body: &Value) -> Delivery {
        let posted = post(self, address, "Discord-Webhook/1.0 (+https://discord.com)", body, true).await;
        let (status, correlation, wrong) = match posted {
            Ok(posted) if posted.status == 204 && posted.body.is_empty() => (204, posted.correlation, Vec::new()),
            Ok(posted) => {
                let wrong =
                    format!("status {} with {} bytes instead of an empty 204", posted.status, posted.body.len());
                (posted.status, posted.correlation, vec![wrong])
            }
            Err(error) => (0, None, vec![error]),
        };
        Delivery { body: body.clone(), status, correlation, wrong }
    }

    /// What acts on the state caused, sent by a task of its own.
    pub(crate) fn send_out(&self, events: Vec<(&'static str, Value)>) {
        if events.is_empty() {
            return;
        }
        let simulator = self.clone();
        let sending = async move {
            for (kind, data) in events {
                simulator.webhook_event(kind, data).await;
            }
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(sending)),
            Err(_) => self.problem("webhook events", "the act was done outside of a runtime, so none was sent", None),
        }
    }

    /// The sendings so far, as soon as there are so many.
    ///
    /// # Panics
    /// When they do not come within 10 seconds.
    pub async fn webhook_deliveries(&self, count: usize) -> Vec<Delivery> {
        let mut signal = self.inner.delivered.subscribe();
        let sent = tokio::time::timeout(Duration::from_secs(10), signal.wait_for(|now| *now >= count)).await.is_ok();
        assert!(sent, "{count} webhook events were not sent");
        self.records(|records| records.deliveries.clone())
    }

    fn delivered(&self, delivery: Delivery) {
        let count = self.records(|records| {
            records.deliveries.push(delivery);
            records.deliveries.len()
        });
        self.inner.delivered.send_replace(count);
    }
}
