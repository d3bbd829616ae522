//! How messages come, change and go.

use serde_json::{Value, json};

use crate::Id;
use crate::events::EventKind;
use crate::limits::components::is_select;
use crate::state::message::{flag, kind};
use crate::state::{Attachment, Mask, Message, Origin, State, mentions};

/// What a new message is made of.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// One of [`kind`].
    pub kind: u8,
    /// Who only sees it.
    pub only_for: Option<Id>,
    /// The interaction that makes it.
    pub interaction: Option<Origin>,
    /// The name under which a webhook writes.
    pub mask: Option<Mask>,
    /// Flags on top of the body's.
    pub flags: u64,
    /// Uploaded files.
    pub attachments: Vec<Attachment>,
}

impl State {
    /// A person writes something.
    pub fn say(&mut self, channel: Id, author: Id, content: &str) -> Id {
        self.post(channel, author, &json!({"content": content}), Draft::default())
    }

    /// Makes a message from a checked body of Discord's form.
    pub fn post(&mut self, channel: Id, author: Id, body: &Value, draft: Draft) -> Id {
        let id = self.new_id();
        let content = body["content"].as_str().unwrap_or_default().trim().to_owned();
        let reference = body["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok());
        let message = Message {
            id,
            channel,
            guild: self.guild_of(channel).map(|guild| guild.id),
            author,
            kind: if reference.is_some() { kind::REPLY } else { draft.kind },
            mentions: mentions::of(self, channel, author, &content, body.get("allowed_mentions")),
            content,
            embeds: embeds(body),
            components: components(body),
            attachments: draft.attachments,
            flags: body["flags"].as_u64().unwrap_or(0) | draft.flags,
            edited: None,
            only_for: draft.only_for,
            interaction: draft.interaction,
            reference,
            mask: draft.mask,
            nonce: body.get("nonce").filter(|nonce| !nonce.is_null()).cloned(),
            pinned: false,
            tts: body["tts"] == true,
        };
        if message.only_for.is_none() {
            self.set_last_message(channel, id);
        }
        self.message_event(EventKind::MessageCreated, &message);
        self.messages.insert(id, message);
        id
    }

    /// Changes a message by a checked body: what the body does not name stays.
    pub fn edit(&mut self, id: Id, body: &Value, uploads: Vec<Attachment>) {
        let now = self.now();
        let Some(mut message) = self.messages.get(&id).cloned() else {
            return;
        };
        if let Some(content) = body.get("content") {
            message.content = content.as_str().unwrap_or_default().trim().to_owned();
            let allowed = body.get("allowed_mentions");
            message.mentions = mentions::of(self, message.channel, message.author, &message.content, allowed);
        }
        if body.get("embeds").is_some() {
            message.embeds = embeds(body);
        }
        if body.get("components").is_some() {
            message.components = components(body);
        }
        if let Some(kept) = body.get("attachments") {
            let kept: Vec<&str> = kept.as_array().into_iter().flatten().filter_map(|a| a["id"].as_str()).collect();
            message.attachments.retain(|file| kept.contains(&file.id.to_string().as_str()));
        }
        message.attachments.extend(uploads);
        if let Some(flags) = body["flags"].as_u64() {
            let settable = flag::SUPPRESS_EMBEDS | flag::IS_COMPONENTS_V2;
            message.flags = message.flags & !flag::SUPPRESS_EMBEDS | flags & settable;
        }
        // The first edit of a deferred answer is its first appearance, not an edit.
        match message.flags & flag::LOADING {
            0 => message.edited = Some(now),
            _ => message.flags &= !flag::LOADING,
        }
        self.messages.insert(id, message.clone());
        self.message_event(EventKind::MessageUpdated, &message);
    }

    /// Deletes a message; true when there was one.
    pub fn delete_message(&mut self, id: Id) -> bool {
        let Some(message) = self.messages.remove(&id) else {
            return false;
        };
        self.message_event(EventKind::MessageDeleted, &message);
        true
    }

    fn set_last_message(&mut self, channel: Id, message: Id) {
        if let Some(dm) = self.dms.get_mut(&channel) {
            dm.last_message = Some(message);
        }
        if let Some(found) = self.guilds.values_mut().find_map(|guild| guild.channels.get_mut(&channel)) {
            found.last_message = Some(message);
        }
    }
}

fn embeds(body: &Value) -> Vec<Value> {
    let mut list = body["embeds"].as_array().cloned().unwrap_or_default();
    for embed in list.iter_mut().filter_map(Value::as_object_mut) {
        embed.insert("type".into(), json!("rich"));
        let fields = embed.get_mut("fields").and_then(Value::as_array_mut);
        for field in fields.into_iter().flatten().filter_map(Value::as_object_mut) {
            field.entry("inline").or_insert(json!(false));
        }
    }
    list
}

/// Components as Discord gives them back: with defaults filled in and numeric ids counted through the message.
fn components(body: &Value) -> Vec<Value> {
    let mut list = body["components"].as_array().cloned().unwrap_or_default();
    let mut next = 1;
    list.iter_mut().for_each(|component| number(component, &mut next));
    list
}

pub(crate) fn number(component: &mut Value, next: &mut u64) {
    let select = component["type"].as_u64().is_some_and(is_select);
    let Some(fields) = component.as_object_mut() else {
        return;
    };
    if fields.get("id").is_none_or(Value::is_null) {
        fields.insert("id".into(), json!(*next));
    }
    if select {
        fields.entry("min_values").or_insert(json!(1));
        fields.entry("max_values").or_insert(json!(1));
    }
    *next += 1;
    for name in ["components", "component", "accessory"] {
        match fields.get_mut(name) {
            Some(Value::Array(inner)) => inner.iter_mut().for_each(|one| number(one, next)),
            Some(one @ Value::Object(_)) => number(one, next),
            _ => {}
        }
    }
}
