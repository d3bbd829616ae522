//! Webhooks of channels.

use serde_json::{Value, json};

use crate::Id;
use crate::state::State;

/// How many a channel can have.
pub const PER_CHANNEL: usize = 15;

/// A webhook of a channel.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Snowflake, also the author's id of its messages.
    pub id: Id,
    /// Its channel.
    pub channel: Id,
    /// The channel's guild.
    pub guild: Id,
    /// Default name.
    pub name: String,
    /// Default picture.
    pub avatar: Option<String>,
    /// What lets anyone write by it.
    pub token: String,
    /// Who made it.
    pub creator: Id,
}

/// Name and picture under which one message was written by a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// The webhook.
    pub webhook: Id,
    /// Name shown.
    pub name: String,
    /// Picture shown.
    pub avatar: Option<String>,
}

impl Webhook {
    /// The webhook object; its creator is shown to who reads it as a bot, not by token.
    pub fn json(&self, state: &State, with_user: bool) -> Value {
        let mut out = json!({
            "id": self.id.to_string(), "type": 1, "name": self.name, "avatar": self.avatar,
            "channel_id": self.channel.to_string(), "guild_id": self.guild.to_string(), "token": self.token,
            "application_id": (self.creator == state.bot_id).then(|| state.application_id.to_string()),
            "url": format!("{}/api/webhooks/{}/{}", state.origin, self.id, self.token),
        });
        if with_user {
            out["user"] = state.user_json(self.creator);
        }
        out
    }
}

impl Mask {
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.webhook.to_string(), "username": self.name, "avatar": self.avatar, "bot": true,
            "discriminator": "0000", "public_flags": 0, "flags": 0, "global_name": null,
            "primary_guild": null,
        })
    }
}

impl State {
    /// A webhook of a channel, made by a person or the bot; `None` when there is no such channel.
    pub fn add_webhook(&mut self, channel: Id, name: &str, creator: Id) -> Option<Id> {
        let guild = self.guild_of(channel)?.id;
        let id = self.new_id();
        let token = hex::encode(rand::random::<[u8; 34]>());
        let name = name.to_owned();
        self.webhooks.insert(id, Webhook { id, channel, guild, name, avatar: None, token, creator });
        Some(id)
    }

    /// A channel's webhooks.
    pub fn webhooks_of(&self, channel: Id) -> impl Iterator<Item = &Webhook> {
        self.webhooks.values().filter(move |webhook| webhook.channel == channel)
    }
}
