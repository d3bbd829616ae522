//! Webhook events: what Discord tells of the application itself.

use serde_json::Value;
use simulator::{Delivery, Id};

use super::{End, World};

impl World {
    /// From now on the application gets webhook events.
    pub fn hears_events(&self) {
        self.sim.state(|s| s.enable_webhook_events("https://guildhall.example/webhook-events"));
    }

    /// Somebody adds the bot to the story's guild; the ends of what that caused, one a delivery.
    pub async fn added_by(&self, user: Id) -> Vec<End> {
        let data = self.sim.state(|s| s.authorization(user, Some(self.guild)));
        self.event("APPLICATION_AUTHORIZED", data).await
    }

    /// Any event.
    pub async fn event(&self, kind: &str, data: Value) -> Vec<End> {
        let deliveries = self.sim.webhook_event(kind, data).await;
        assert_eq!(deliveries.len(), self.deliveries(), "the application gets events");
        self.ends_of(&deliveries).await
    }

    /// The ends of deliveries, once what they caused is done; of those that cause nothing there are none.
    pub async fn ends_of(&self, deliveries: &[Delivery]) -> Vec<End> {
        let mut ends = Vec::new();
        for correlation in deliveries.iter().filter_map(|delivery| delivery.correlation.as_ref()) {
            ends.push(self.ended(correlation, 1).await);
        }
        ends
    }

    /// Where Discord tells who joined the story's guild.
    pub fn system_channel(&self, channel: Option<Id>) {
        let guild = self.guild;
        self.sim.state(|s| {
            if let Some(guild) = s.guilds.get_mut(&guild) {
                guild.system_channel = channel;
            }
        });
    }
}
