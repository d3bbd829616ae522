//! What Guildhall says: messages, changes of messages, modals and choices, and the JSON in which
//! an interaction is answered.

use serde_json::Value;
use twilight_model::{
    application::command::{CommandOptionChoice, CommandOptionChoiceValue},
    channel::message::{AllowedMentions, Component, Embed, MessageFlags},
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType as Type},
};

use super::limits;
use crate::base::{ids::RoleId, words};

/// A file that goes with a message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct File {
    pub name: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A message's parts. Nobody is pinged by it but the role that it names: `allowed_mentions` holds no other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    pub content: String,
    pub embeds: Vec<Embed>,
    pub components: Vec<Component>,
    /// Pinged where the content mentions it.
    pub pinged: Option<RoleId>,
    /// Sent only where the answer is an edit or a message of its own: a first answer is JSON.
    pub files: Vec<File>,
}

impl Message {
    pub fn text(content: impl Into<String>) -> Message {
        Message { content: words::shortened(&content.into(), limits::CONTENT), ..Message::default() }
    }

    pub fn embed(embed: Embed) -> Message {
        Message { embeds: vec![embed], ..Message::default() }
    }

    pub fn with(mut self, component: Component) -> Message {
        self.components.push(component);
        self
    }

    pub fn file(mut self, file: File) -> Message {
        self.files.push(file);
        self
    }

    /// As the body of an edit or a new message. Everything is written, also what is empty, so
    /// that an edit leaves nothing of the old message.
    pub fn body(&self, flags: MessageFlags) -> String {
        serialize(&self.data(flags))
    }

    /// As the body of a new message that is posted once: within a few minutes Discord takes a second
    /// one with the same nonce (at most 25 characters) for the first.
    /// Source: Discord reference, "Create Message", `enforce_nonce`.
    pub fn body_once(&self, nonce: &str) -> String {
        // The body is an object with a first field; two more stand before it.
        let body = self.body(MessageFlags::empty());
        format!(r#"{{"nonce":"{nonce}","enforce_nonce":true,{}"#, body.trim_start_matches('{'))
    }

    fn data(&self, flags: MessageFlags) -> InteractionResponseData {
        InteractionResponseData {
            allowed_mentions: Some(AllowedMentions {
                roles: self.pinged.map(|role| role.cast()).into_iter().collect(),
                ..AllowedMentions::default()
            }),
            components: Some(self.components.clone()),
            content: Some(self.content.clone()),
            embeds: Some(self.embeds.clone()),
            flags: (!flags.is_empty()).then_some(flags),
            ..InteractionResponseData::default()
        }
    }
}

/// A form to fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct Modal {
    pub custom_id: String,
    /// At most 45 characters.
    pub title: String,
    /// One to five labelled fields.
    pub fields: Vec<Component>,
}

/// An answer to an interaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A message for the one who asked.
    Ephemeral(Message),
    /// A message for everyone in the channel.
    Public(Message),
    /// The message that carries the pressed component is changed.
    Update(Message),
    Modal(Modal),
    /// Choices of an autocomplete: what is shown, what is taken.
    Choices(Vec<(String, String)>),
}

impl Reply {
    /// The JSON of the first answer.
    pub fn json(&self) -> String {
        let (kind, data) = match self {
            Reply::Ephemeral(message) => (Type::ChannelMessageWithSource, message.data(MessageFlags::EPHEMERAL)),
            Reply::Public(message) => (Type::ChannelMessageWithSource, message.data(MessageFlags::empty())),
            Reply::Update(message) => (Type::UpdateMessage, message.data(MessageFlags::empty())),
            Reply::Modal(modal) => (Type::Modal, modal_data(modal)),
            Reply::Choices(choices) => (Type::ApplicationCommandAutocompleteResult, choice_data(choices)),
        };
        serialize(&InteractionResponse { kind, data: Some(data) })
    }

    pub fn message(&self) -> Option<&Message> {
        match self {
            Reply::Ephemeral(message) | Reply::Public(message) | Reply::Update(message) => Some(message),
            Reply::Modal(_) | Reply::Choices(_) => None,
        }
    }
}

/// The answer to a PING.
pub const PONG: &str = r#"{"type":1}"#;

/// "Thinking …", seen by the one who asked or by everyone.
pub fn deferred_message(ephemeral: bool) -> String {
    let flags = if ephemeral { MessageFlags::EPHEMERAL } else { MessageFlags::empty() };
    let data = ephemeral.then(|| InteractionResponseData { flags: Some(flags), ..InteractionResponseData::default() });
    serialize(&InteractionResponse { kind: Type::DeferredChannelMessageWithSource, data })
}

/// The press was taken; the message will be changed or stays.
pub fn deferred_update() -> String {
    serialize(&InteractionResponse { kind: Type::DeferredUpdateMessage, data: None })
}

fn modal_data(modal: &Modal) -> InteractionResponseData {
    InteractionResponseData {
        components: Some(modal.fields.clone()),
        custom_id: Some(modal.custom_id.clone()),
        title: Some(words::shortened(&modal.title, 45)),
        ..InteractionResponseData::default()
    }
}

fn choice_data(choices: &[(String, String)]) -> InteractionResponseData {
    let choices = choices.iter().take(limits::CHOICES).map(|(name, value)| CommandOptionChoice {
        name: words::shortened(name, limits::LABEL),
        name_localizations: None,
        value: CommandOptionChoiceValue::String(words::shortened(value, limits::LABEL)),
    });
    InteractionResponseData { choices: Some(choices.collect()), ..InteractionResponseData::default() }
}

fn serialize(value: &impl serde::Serialize) -> String {
    // Values of our own making always serialise; Null would be refused by Discord and seen.
    serde_json::to_string(value).unwrap_or_else(|_| Value::Null.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_pinged() {
        let json = Reply::Public(Message::text("@everyone <@1>")).json();
        assert_eq!(
            json,
            r#"{"type":4,"data":{"allowed_mentions":{"parse":[]},"components":[],"content":"@everyone <@1>","embeds":[]}}"#
        );
    }

    #[test]
    fn a_message_that_is_posted_once_carries_its_nonce() {
        assert_eq!(
            Message::text("x").body_once("d1"),
            r#"{"nonce":"d1","enforce_nonce":true,"allowed_mentions":{"parse":[]},"components":[],"content":"x","embeds":[]}"#
        );
    }

    #[test]
    fn first_answers_are_discords_callback_types() {
        assert_eq!(deferred_message(true), r#"{"type":5,"data":{"flags":64}}"#);
        assert_eq!(deferred_message(false), r#"{"type":5}"#);
        assert_eq!(deferred_update(), r#"{"type":6}"#);
        let choices = Reply::Choices(vec![("Berlin".into(), "Europe/Berlin".into())]).json();
        assert_eq!(choices, r#"{"type":8,"data":{"choices":[{"name":"Berlin","value":"Europe/Berlin"}]}}"#);
        let ephemeral = Reply::Ephemeral(Message::text("x")).json();
        assert!(ephemeral.contains(r#""flags":64"#), "{ephemeral}");
    }
}
