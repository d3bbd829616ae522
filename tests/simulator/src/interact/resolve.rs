//! From what people type (`@ben`, `<#5>`, `#general`) to ids, and the `resolved` object that goes along.

use serde_json::{Map, Value, json};

use crate::Id;
use crate::interact::Interaction;
use crate::state::permission::{VIEW_CHANNEL, in_channel};
use crate::state::{Attachment, Role, State};

/// Collects what the chosen ids mean.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    fields: Map<String, Value>,
}

impl Resolved {
    fn put(&mut self, kind: &str, id: Id, value: Value) {
        let map = self.fields.entry(kind).or_insert_with(|| json!({}));
        map[id.to_string()] = value;
    }

    pub(super) fn user(&mut self, state: &State, interaction: &Interaction, id: Id) {
        self.put("users", id, state.user_json(id));
        let Some(guild) = interaction.guild.and_then(|guild| state.guilds.get(&guild)) else {
            return;
        };
        if let Some(member) = guild.members.get(&id) {
            let may = match guild.channels.get(&interaction.channel) {
                Some(channel) => in_channel(guild, channel, id, state.now()),
                None => 0,
            };
            let mut member = member.partial_json();
            member["permissions"] = json!(may.to_string());
            self.put("members", id, member);
        }
    }

    pub(super) fn role(&mut self, role: &Role) {
        self.put("roles", role.id, role.json());
    }

    pub(super) fn channel(&mut self, state: &State, interaction: &Interaction, id: Id) {
        if let Some(channel) = state.channel(id) {
            let may = state.permissions(id, interaction.user);
            self.put("channels", id, channel.resolved_json(may));
        }
    }

    pub(super) fn message(&mut self, state: &State, id: Id) {
        if let Some(message) = state.messages.get(&id) {
            self.put("messages", id, message.json(state));
        }
    }

    pub(super) fn attachment(&mut self, file: &Attachment) {
        self.put("attachments", file.id, file.json());
    }

    /// The object, or nothing when nothing was resolved: Discord leaves it out then.
    pub(super) fn into_json(self) -> Option<Value> {
        (!self.fields.is_empty()).then_some(Value::Object(self.fields))
    }
}

/// `<@5>`, `<@!5>` or bare digits give the id.
fn marked(text: &str, opening: &[&str]) -> Option<Id> {
    let inner = opening.iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix('>'));
    inner.unwrap_or(text).parse().ok()
}

/// A user: by mark or id anyone there is, by name a member of this guild (in DMs the two there).
pub(super) fn user(state: &State, interaction: &Interaction, text: &str) -> Option<Id> {
    if let Some(id) = marked(text, &["<@!", "<@"]) {
        return state.users.contains_key(&id).then_some(id);
    }
    let name = text.strip_prefix('@').unwrap_or(text);
    let fits = |candidate: &str| candidate.eq_ignore_ascii_case(name);
    let known = |id: &Id| {
        let user = state.users.get(id)?;
        let nick = interaction.guild.and_then(|guild| state.member(guild, *id)?.nick.as_deref());
        (fits(&user.username) || fits(user.display_name()) || nick.is_some_and(fits)).then_some(*id)
    };
    match interaction.guild.and_then(|guild| state.guilds.get(&guild)) {
        Some(guild) => guild.members.keys().find_map(known),
        None => [interaction.user, state.bot_id].iter().find_map(known),
    }
}

/// A role of this guild.
pub(super) fn role<'a>(state: &'a State, interaction: &Interaction, text: &str) -> Option<&'a Role> {
    let guild = state.guilds.get(&interaction.guild?)?;
    if let Some(id) = marked(text, &["<@&"]) {
        return guild.roles.get(&id);
    }
    let bare = text.strip_prefix("@&").or(text.strip_prefix('@')).unwrap_or(text);
    let fits = |role: &&Role| role.name.eq_ignore_ascii_case(bare) || role.name.eq_ignore_ascii_case(text);
    guild.roles.values().find(fits)
}

/// A channel of this guild that the person sees.
pub(super) fn channel(state: &State, interaction: &Interaction, text: &str) -> Option<Id> {
    let guild = state.guilds.get(&interaction.guild?)?;
    let name = text.strip_prefix('#').unwrap_or(text);
    let id = match marked(text, &["<#"]) {
        Some(id) => guild.channels.get(&id)?.id,
        None => guild.channels.values().find(|channel| channel.name.eq_ignore_ascii_case(name))?.id,
    };
    (state.permissions(id, interaction.user) & VIEW_CHANNEL != 0).then_some(id)
}
