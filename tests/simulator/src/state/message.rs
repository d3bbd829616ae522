//! Messages with what they hang on: attachments, the interaction that made them, who can see them.

use serde_json::{Value, json};

use crate::Id;
use crate::clock::{iso, time_of};
use crate::state::mentions::Mentions;
use crate::state::{Mask, State};

/// Message flags that matter here.
pub mod flag {
    /// Link previews hidden.
    pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
    /// Only the interaction's user sees it.
    pub const EPHEMERAL: u64 = 1 << 6;
    /// "… is thinking".
    pub const LOADING: u64 = 1 << 7;
    /// No push notification.
    pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    /// A voice message.
    pub const IS_VOICE_MESSAGE: u64 = 1 << 13;
    /// Made of components only.
    pub const IS_COMPONENTS_V2: u64 = 1 << 15;
}

/// Message type numbers.
pub mod kind {
    /// An ordinary message.
    pub const DEFAULT: u8 = 0;
    /// A reply to another message.
    pub const REPLY: u8 = 19;
    /// The answer to a slash command.
    pub const CHAT_INPUT_COMMAND: u8 = 20;
    /// The answer to a context menu command.
    pub const CONTEXT_MENU_COMMAND: u8 = 23;
}

/// A message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Snowflake, also its time.
    pub id: Id,
    /// Its channel.
    pub channel: Id,
    /// The channel's guild, none in DMs.
    pub guild: Option<Id>,
    /// Who wrote it.
    pub author: Id,
    /// One of [`kind`].
    pub kind: u8,
    /// Text.
    pub content: String,
    /// Embeds as they were sent, with `type`.
    pub embeds: Vec<Value>,
    /// Component rows, each component with its numeric `id`.
    pub components: Vec<Value>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Bits of [`flag`].
    pub flags: u64,
    /// Last edit, Unix milliseconds.
    pub edited: Option<u64>,
    /// Set for ephemeral messages: the only user who sees it.
    pub only_for: Option<Id>,
    /// The interaction that made it.
    pub interaction: Option<Origin>,
    /// The message it replies to.
    pub reference: Option<Id>,
    /// Who was pinged: what content and `allowed_mentions` let through.
    pub mentions: Mentions,
    /// The name under which a webhook wrote it.
    pub mask: Option<Mask>,
    /// The sender's own mark.
    pub nonce: Option<Value>,
    /// Pinned in its channel.
    pub pinned: bool,
    /// Text to speech.
    pub tts: bool,
}

/// The interaction a message came from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Interaction id.
    pub id: Id,
    /// Interaction type number.
    pub kind: u8,
    /// Who used it.
    pub user: Id,
    /// `bytes send` for commands.
    pub command: Option<String>,
    /// 1 slash, 2 user, 3 message, for commands.
    pub command_type: Option<u8>,
    /// For follow-ups: the first answer.
    pub original: Option<Id>,
    /// For components: the message they sit on.
    pub interacted: Option<Id>,
    /// Made through the interaction's webhook.
    pub owners: Value,
}

/// A file on a message or in an option.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Snowflake.
    pub id: Id,
    /// File name.
    pub filename: String,
    /// Alt text.
    pub description: Option<String>,
    /// Media type.
    pub content_type: Option<String>,
    /// Bytes.
    pub size: usize,
    /// Where it is served.
    pub url: String,
    /// Goes away with time (options, ephemeral messages).
    pub ephemeral: bool,
}

impl Attachment {
    /// The attachment object.
    pub fn json(&self) -> Value {
        let mut file = json!({
            "id": self.id.to_string(), "filename": self.filename, "size": self.size,
            "url": self.url, "proxy_url": self.url,
        });
        if let Some(text) = &self.description {
            file["description"] = json!(text);
        }
        if let Some(text) = &self.content_type {
            file["content_type"] = json!(text);
        }
        if self.ephemeral {
            file["ephemeral"] = json!(true);
        }
        file
    }
}

impl Message {
    /// Whether only one person sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.only_for.is_some()
    }

    /// Whether a button or select with this custom_id is on it, and the component.
    pub fn component(&self, custom_id: &str) -> Option<&Value> {
        self.components.iter().find_map(|component| find_component(component, custom_id))
    }

    /// The message object as Discord sends it.
    pub fn json(&self, state: &State) -> Value {
        let author = match &self.mask {
            Some(mask) => mask.json(),
            None => state.user_json(self.author),
        };
        let mut out = json!({
            "id": self.id.to_string(), "channel_id": self.channel.to_string(), "type": self.kind,
            "content": self.content, "embeds": self.embeds, "components": self.components,
            "attachments": self.attachments.iter().map(Attachment::json).collect::<Vec<_>>(),
            "author": author, "flags": self.flags, "pinned": self.pinned,
            "tts": self.tts, "timestamp": iso(time_of(self.id)), "edited_timestamp": self.edited.map(iso),
            "mention_everyone": self.mentions.everyone,
            "mentions": self.mentions.users.iter().map(|id| state.user_json(*id)).collect::<Vec<_>>(),
            "mention_roles": self.mentions.roles.iter().map(Id::to_string).collect::<Vec<_>>(),
        });
        if self.author == state.bot_id {
            out["application_id"] = json!(state.application_id.to_string());
        }
        if let Some(mask) = &self.mask {
            out["webhook_id"] = json!(mask.webhook.to_string());
        }
        if let Some(nonce) = &self.nonce {
            out["nonce"] = nonce.clone();
        }
        if let Some(origin) = &self.interaction {
            out["webhook_id"] = json!(state.application_id.to_string());
            out["interaction_metadata"] = origin.metadata(state);
            if let Some(name) = &origin.command {
                out["interaction"] = json!({
                    "id": origin.id.to_string(), "type": origin.kind, "name": name,
                    "user": state.user_json(origin.user),
                });
            }
        }
        if let Some(reference) = self.reference {
            out["message_reference"] = json!({
                "type": 0, "message_id": reference.to_string(), "channel_id": self.channel.to_string(),
                "guild_id": self.guild.map(|id| id.to_string()),
            });
            out["referenced_message"] =
                state.messages.get(&reference).map_or(Value::Null, |message| message.shallow_json(state));
        }
        out
    }

    fn shallow_json(&self, state: &State) -> Value {
        let mut copy = self.clone();
        copy.reference = None;
        copy.json(state)
    }
}

impl Origin {
    fn metadata(&self, state: &State) -> Value {
        let mut out = json!({
            "id": self.id.to_string(), "type": self.kind, "user": state.user_json(self.user),
            "authorizing_integration_owners": self.owners,
        });
        if let Some(name) = &self.command {
            out["name"] = json!(name);
        }
        if let Some(kind) = self.command_type {
            out["command_type"] = json!(kind);
        }
        if let Some(id) = self.original {
            out["original_response_message_id"] = json!(id.to_string());
        }
        if let Some(id) = self.interacted {
            out["interacted_message_id"] = json!(id.to_string());
        }
        out
    }
}

fn find_component<'a>(component: &'a Value, custom_id: &str) -> Option<&'a Value> {
    if component["custom_id"] == custom_id {
        return Some(component);
    }
    let nested = component["components"].as_array().into_iter().flatten();
    nested
        .chain(component.get("accessory"))
        .chain(component.get("component"))
        .find_map(|inner| find_component(inner, custom_id))
}
