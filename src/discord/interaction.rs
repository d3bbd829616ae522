//! An incoming interaction, read tolerantly: only what Guildhall uses, and of that as little as
//! possible required, so that a field which Discord adds, drops or leaves empty costs nothing.
//!
//! Source of names and meanings: Discord reference, "Receiving and Responding".

use crate::base::{
    ids::{self, ApplicationId, ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId},
    json::{FromJson, Value},
    list::Table,
    time::Time,
};

/// Interaction types that Guildhall answers.
pub mod kind {
    pub const PING: u64 = 1;
    pub const COMMAND: u64 = 2;
    pub const COMPONENT: u64 = 3;
    pub const AUTOCOMPLETE: u64 = 4;
    pub const MODAL: u64 = 5;
}

/// The two members that are read before anything else; whatever else the payload holds or lacks does not matter
/// to them.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a>(pub &'a Value);

impl Head<'_> {
    /// Interaction type, 0 when it is missing or no number.
    pub fn kind(&self) -> u64 {
        self.0.get("type").and_then(Value::as_u64).unwrap_or_default()
    }

    pub fn id(&self) -> Option<InteractionId> {
        InteractionId::from_json(self.0.get("id")?).ok()
    }
}

#[derive(Debug, FromJson)]
pub struct Interaction {
    pub id: InteractionId,
    pub application_id: Option<ApplicationId>,
    #[serde(rename = "type")]
    pub kind: u64,
    #[serde(default)]
    pub token: String,
    pub guild_id: Option<GuildId>,
    pub channel_id: Option<ChannelId>,
    /// Present in a guild.
    pub member: Option<Member>,
    /// Present outside a guild.
    pub user: Option<User>,
    pub locale: Option<String>,
    pub guild_locale: Option<String>,
    /// Bit set of what the application may do in the channel.
    pub app_permissions: Option<String>,
    #[serde(default)]
    pub data: Data,
    /// The message that carries the component.
    pub message: Option<Message>,
}

impl Interaction {
    /// Who did it.
    pub fn actor(&self) -> Option<&User> {
        self.member.as_ref().and_then(|member| member.user.as_ref()).or(self.user.as_ref())
    }

    /// When they did it: the moment Discord made the id.
    pub fn time(&self) -> Time {
        ids::time_of(self.id)
    }
}

#[derive(Clone, Debug, FromJson)]
pub struct User {
    pub id: UserId,
    #[serde(default)]
    pub username: String,
    pub global_name: Option<String>,
    /// Hash of their picture; `None` when they have none of their own.
    pub avatar: Option<String>,
    #[serde(default)]
    pub bot: bool,
}

impl User {
    /// The name people see.
    pub fn shown(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }
}

#[derive(Clone, Debug, Default, FromJson)]
pub struct Member {
    pub user: Option<User>,
    #[serde(default)]
    pub roles: Vec<RoleId>,
    pub joined_at: Option<String>,
    /// Their name in this guild.
    pub nick: Option<String>,
    /// Until when they are timed out; may lie in the past.
    pub communication_disabled_until: Option<String>,
    /// Bit set of what the member may do in the channel.
    pub permissions: Option<String>,
}

impl Member {
    pub fn joined(&self) -> Option<Time> {
        timestamp(self.joined_at.as_ref()?)
    }

    /// When their timeout ends, as Discord has it; may lie in the past.
    pub fn timed_out_until(&self) -> Option<Time> {
        timestamp(self.communication_disabled_until.as_ref()?)
    }
}

/// Discord's ISO 8601 timestamps.
pub fn timestamp(text: &str) -> Option<Time> {
    Time::from_iso8601(text)
}

/// The message that carries the pressed component, or on which a menu was opened.
#[derive(Clone, Debug, FromJson)]
pub struct Message {
    pub id: MessageId,
    pub channel_id: Option<ChannelId>,
    #[serde(default)]
    pub flags: u64,
    pub author: Option<User>,
    /// Of a webhook's message; its author is no person then.
    pub webhook_id: Option<String>,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// `data` of all interaction types in one; what a type does not have stays empty.
#[derive(Debug, Default, FromJson)]
pub struct Data {
    #[serde(default)]
    pub name: String,
    #[serde(default, rename = "type")]
    pub kind: u64,
    /// On whom or what a menu was opened.
    #[serde(default)]
    pub target_id: String,
    #[serde(default)]
    pub options: Vec<OptionValue>,
    #[serde(default)]
    pub resolved: Resolved,
    #[serde(default)]
    pub custom_id: String,
    /// What was chosen in a select menu.
    #[serde(default)]
    pub values: Vec<String>,
    /// What was filled into a modal.
    #[serde(default)]
    pub components: Vec<Field>,
}

impl Data {
    /// The text typed into the modal field of this `custom_id`, wherever it is nested.
    pub fn field(&self, custom_id: &str) -> Option<&str> {
        self.components.iter().find_map(|field| field.find(custom_id)).and_then(|field| field.value.as_ref()?.as_str())
    }
}

#[derive(Debug, Default, FromJson)]
pub struct OptionValue {
    #[serde(default)]
    pub name: String,
    pub value: Option<Value>,
    #[serde(default)]
    pub options: Vec<OptionValue>,
    #[serde(default)]
    pub focused: bool,
}

/// A component of a submitted modal: a label or row around others, or a field with its value.
#[derive(Debug, Default, FromJson)]
pub struct Field {
    #[serde(default)]
    pub custom_id: String,
    pub value: Option<Value>,
    #[serde(default)]
    pub components: Vec<Field>,
    pub component: Option<Box<Field>>,
}

impl Field {
    fn find(&self, custom_id: &str) -> Option<&Field> {
        if self.custom_id == custom_id {
            return Some(self);
        }
        self.components.iter().chain(self.component.as_deref()).find_map(|field| field.find(custom_id))
    }
}

/// The things that options and select menus name by id.
#[derive(Debug, Default, FromJson)]
pub struct Resolved {
    #[serde(default)]
    pub users: Table<UserId, User>,
    /// Only those of `users` who are in the guild.
    #[serde(default)]
    pub members: Table<UserId, Member>,
    #[serde(default)]
    pub roles: Table<RoleId, Role>,
    #[serde(default)]
    pub attachments: Table<String, Attachment>,
    #[serde(default)]
    pub messages: Table<MessageId, Message>,
    #[serde(default)]
    pub channels: Table<ChannelId, Channel>,
}

/// A channel of this guild that an option names.
#[derive(Clone, Debug, FromJson)]
pub struct Channel {
    pub id: ChannelId,
    /// Bit set of what the one who asks may do there, overwrites included.
    pub permissions: Option<String>,
}

#[derive(Clone, Debug, FromJson)]
pub struct Role {
    pub id: RoleId,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub position: i64,
    /// Belongs to an integration; nobody can give it by hand.
    #[serde(default)]
    pub managed: bool,
}

#[derive(Clone, Debug, FromJson)]
pub struct Attachment {
    #[serde(default)]
    pub filename: String,
    /// Bytes.
    #[serde(default)]
    pub size: u64,
    pub url: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json;

    #[test]
    fn the_head_is_read_whatever_the_rest_is() {
        let head = |text| {
            let value = json::value(text).unwrap();
            (Head(&value).kind(), Head(&value).id().map(|id| id.get()))
        };
        assert_eq!(head(r#"{"type":1,"id":5,"member":7,"data":[]}"#), (1, Some(5)));
        assert_eq!(head(r#"{"type":2,"id":"5","typ\u0065":1,"id":null}"#), (1, None), "the last of two counts");
        assert_eq!(head(r#"{"type":"2"}"#), (0, None));
        assert_eq!(head("[]"), (0, None));
    }

    #[test]
    fn nulls_and_unknown_fields_cost_nothing() {
        let text = r#"{"type":2,"id":"9","token":null,"data":{"name":"ping","options":null,"resolved":null,"new":{}},
            "member":{"user":{"id":"3","username":"ada","bot":null},"roles":null,"joined_at":"2024-05-01T10:00:00.123000+00:00"}}"#;
        let interaction: Interaction = json::parse(text).unwrap();
        assert_eq!(interaction.data.name, "ping");
        assert_eq!(interaction.actor().map(|user| user.id.get()), Some(3));
        let joined = interaction.member.unwrap().joined().unwrap();
        assert_eq!(joined.millis(), 1_714_557_600_123);
    }

    #[test]
    fn modal_fields_are_found_in_labels_and_rows() {
        let text = r#"{"components":[{"type":1,"components":[{"custom_id":"a","value":"one"}]},
            {"type":18,"component":{"custom_id":"b","value":"two"}},{"type":18,"component":{"custom_id":"c","values":["x"]}}]}"#;
        let data: Data = json::parse(text).unwrap();
        assert_eq!((data.field("a"), data.field("b"), data.field("c")), (Some("one"), Some("two"), None));
    }
}
