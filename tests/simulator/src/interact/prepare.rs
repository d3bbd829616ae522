//! From what a person does to the interaction that is sent, or the reasons why a client would not send it.

use serde_json::{Value, json};

use crate::Id;
use crate::interact::{Interaction, Kind, command, component, modal, payload};
use crate::state::command::{MESSAGE, USER};
use crate::state::permission::{USE_APPLICATION_COMMANDS, VIEW_CHANNEL};
use crate::state::{Answer, Sent, State};

/// The parts of an interaction that depend on its kind.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) kind: u8,
    pub(super) data: Option<Value>,
    pub(super) command: Option<String>,
    /// The message in the payload.
    pub(super) source: Option<Id>,
}

pub(super) fn run(state: &mut State, interaction: &Interaction) -> Result<Sent, Vec<String>> {
    if let Some(known) = interaction.id.and_then(|id| state.interactions.get(&id)) {
        return Ok(known.clone());
    }
    let parts = parts(state, interaction)?;
    let id = interaction.id.unwrap_or_else(|| state.new_id());
    let token = format!("aW50ZXJhY3Rpb246{id}{}", hex::encode(rand::random::<[u8; 24]>()));
    let payload = payload::build(state, interaction, id, &token, &parts);
    let sent = Sent {
        id,
        token,
        kind: parts.kind,
        guild: interaction.guild,
        channel: interaction.channel,
        user: interaction.user,
        payload,
        command: parts.command,
        source: parts.source,
        answer: Answer::Waiting,
        original: None,
        followups: Vec::new(),
    };
    state.tokens.insert(sent.token.clone(), id);
    state.interactions.insert(id, sent.clone());
    Ok(sent)
}

fn parts(state: &mut State, interaction: &Interaction) -> Result<Parts, Vec<String>> {
    let one = |reason: String| vec![reason];
    match &interaction.kind {
        Kind::Ping => Ok(Parts { kind: 1, ..Parts::default() }),
        Kind::Raw { kind, data, message } => {
            Ok(Parts { kind: *kind, data: Some(data.clone()), command: None, source: *message })
        }
        Kind::CommandData(data) => {
            let command = Some(command::full_name(data));
            Ok(Parts { kind: 2, data: Some(data.clone()), command, source: None })
        }
        Kind::Command(text) => {
            present(state, interaction).map_err(one)?;
            let data = command::parse(state, interaction, text)?;
            Ok(Parts { kind: 2, command: Some(command::full_name(&data)), data: Some(data), source: None })
        }
        Kind::Autocomplete { command: text, focused } => {
            present(state, interaction).map_err(one)?;
            let data = command::parse_partial(state, interaction, text, focused)?;
            Ok(Parts { kind: 4, command: Some(command::full_name(&data)), data: Some(data), source: None })
        }
        Kind::UserCommand { name, target } => context(state, interaction, USER, name, *target).map_err(one),
        Kind::MessageCommand { name, target } => context(state, interaction, MESSAGE, name, *target).map_err(one),
        Kind::Click { message, custom_id } => {
            present(state, interaction).map_err(one)?;
            let data = component::click(state, interaction, *message, custom_id).map_err(one)?;
            Ok(Parts { kind: 3, data: Some(data), command: None, source: Some(*message) })
        }
        Kind::Select { message, custom_id, values } => {
            present(state, interaction).map_err(one)?;
            let data = component::select(state, interaction, *message, custom_id, values).map_err(one)?;
            Ok(Parts { kind: 3, data: Some(data), command: None, source: Some(*message) })
        }
        Kind::Modal { custom_id, values } => {
            present(state, interaction).map_err(one)?;
            let (data, source) = modal::submit(state, interaction, custom_id, values)?;
            Ok(Parts { kind: 5, data: Some(data), command: None, source })
        }
    }
}

fn context(state: &mut State, interaction: &Interaction, kind: u64, name: &str, target: Id) -> Result<Parts, String> {
    present(state, interaction)?;
    let command = state.commands.find(interaction.guild, kind, name).cloned();
    let command = command.ok_or_else(|| format!("no such command is registered: {name}"))?;
    usable(state, interaction, &command)?;
    let data = command::on_target(state, interaction, &command, kind, target)?;
    Ok(Parts { kind: 2, data: Some(data), command: Some(name.to_owned()), source: None })
}

/// Whether the person can be in this place at all.
fn present(state: &State, interaction: &Interaction) -> Result<(), String> {
    if !state.users.contains_key(&interaction.user) {
        return Err(format!("there is no user {}", interaction.user));
    }
    if let Some(guild) = interaction.guild
        && state.member(guild, interaction.user).is_none()
    {
        return Err(format!("user {} is no member of guild {guild}", interaction.user));
    }
    let place = state.guild_of(interaction.channel).map(|guild| guild.id);
    let dm = state.dms.contains_key(&interaction.channel);
    if place != interaction.guild || (place.is_none() && !dm) {
        return Err(format!("channel {} is not in this place", interaction.channel));
    }
    match state.permissions(interaction.channel, interaction.user) & VIEW_CHANNEL {
        0 => Err(format!("user {} does not see channel {}", interaction.user, interaction.channel)),
        _ => Ok(()),
    }
}

/// Whether Discord offers this command to the person here: context, permissions, the bot's presence.
pub(super) fn usable(state: &State, interaction: &Interaction, command: &Value) -> Result<(), String> {
    let name = command["name"].as_str().unwrap_or_default();
    let context = if interaction.guild.is_some() { 0 } else { 1 };
    let here = match command["contexts"].as_array() {
        Some(list) => list.contains(&json!(context)),
        None => context == 0 || command["dm_permission"] != false,
    };
    if !here {
        return Err(format!("{name} is not offered here: its contexts leave this place out"));
    }
    let Some(guild) = interaction.guild else { return Ok(()) };
    if state.member(guild, state.bot_id).is_none() {
        return Err(format!("{name} is not offered here: the application is not in the guild"));
    }
    let may = state.permissions(interaction.channel, interaction.user);
    if may & USE_APPLICATION_COMMANDS == 0 {
        return Err(format!("user {} may not use application commands here", interaction.user));
    }
    let wanted = command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
    let id = command["id"].as_str().and_then(|id| id.parse::<Id>().ok()).unwrap_or(state.application_id);
    let roles = state.member(guild, interaction.user).map(|member| member.roles.clone()).unwrap_or_default();
    let of = [id, state.application_id];
    let changed = state.commands.overwritten(guild, of, interaction.channel, interaction.user, &roles);
    let allowed = match wanted {
        _ if may & crate::permission::ADMINISTRATOR != 0 => true,
        _ if changed.is_some() => changed == Some(true),
        None => true,
        Some(0) => may & crate::permission::ADMINISTRATOR != 0,
        Some(bits) => may & bits == bits,
    };
    match allowed {
        true => Ok(()),
        false => Err(format!("{name} is not offered to user {}: default_member_permissions", interaction.user)),
    }
}
