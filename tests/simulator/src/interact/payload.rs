//! The envelope of an interaction, with all that Discord's carries.

use serde_json::{Value, json};

use crate::Id;
use crate::interact::Interaction;
use crate::interact::prepare::Parts;
use crate::state::State;
use crate::state::permission::{ATTACH_FILES, EMBED_LINKS, MENTION_EVERYONE};

/// The largest file that an option or a modal takes.
const ATTACHMENT_SIZE_LIMIT: u64 = 10 * 1024 * 1024;

pub(super) fn build(state: &State, interaction: &Interaction, id: Id, token: &str, parts: &Parts) -> Value {
    let application = state.application_id.to_string();
    let mut out = json!({
        "id": id.to_string(), "application_id": application, "type": parts.kind, "token": token, "version": 1,
    });
    if parts.kind == 1 {
        out["user"] = state.user_json(interaction.user);
        out["entitlements"] = json!([]);
        out["app_permissions"] = json!("0");
        return out;
    }
    let user = state.users.get(&interaction.user);
    let locale = interaction.locale.clone().or_else(|| user.map(|user| user.locale.clone()));
    out["locale"] = json!(locale.unwrap_or_else(|| "en-US".into()));
    out["entitlements"] = json!([]);
    out["attachment_size_limit"] = json!(ATTACHMENT_SIZE_LIMIT);
    out["authorizing_integration_owners"] = owners(interaction.guild);
    out["context"] = json!(if interaction.guild.is_some() { 0 } else { 1 });
    out["channel_id"] = json!(interaction.channel.to_string());
    out["app_permissions"] = json!(app_permissions(state, interaction).to_string());
    if let Some(channel) = channel(state, interaction) {
        out["channel"] = channel;
    }
    match interaction.guild {
        Some(guild) => {
            out["guild_id"] = json!(guild.to_string());
            if let Some(guild) = state.guilds.get(&guild) {
                out["guild"] = guild.partial_json();
                out["guild_locale"] = json!(guild.preferred_locale);
            }
            out["member"] = member(state, interaction, guild);
        }
        None => out["user"] = state.user_json(interaction.user),
    }
    if let Some(data) = &parts.data {
        out["data"] = data.clone();
    }
    if let Some(message) = parts.source.and_then(|id| state.messages.get(&id)) {
        out["message"] = message.json(state);
    }
    out
}

/// Installed to the guild; in the DM with the bot the owner of a guild install is given as 0.
pub(super) fn owners(guild: Option<Id>) -> Value {
    json!({"0": guild.unwrap_or(0).to_string()})
}

fn app_permissions(state: &State, interaction: &Interaction) -> u64 {
    match interaction.guild {
        Some(_) => state.permissions(interaction.channel, state.bot_id),
        None => ATTACH_FILES | EMBED_LINKS | MENTION_EVERYONE,
    }
}

fn channel(state: &State, interaction: &Interaction) -> Option<Value> {
    if let Some(dm) = state.dms.get(&interaction.channel) {
        return Some(dm.json(state.users.get(&dm.user)?));
    }
    let may = state.permissions(interaction.channel, interaction.user);
    Some(state.channel(interaction.channel)?.partial_json(may))
}

fn member(state: &State, interaction: &Interaction, guild: Id) -> Value {
    let may = state.permissions(interaction.channel, interaction.user);
    // A hostile or very late interaction may come from someone who is no member: then the least is told.
    let mut member = state.member_json(guild, interaction.user).unwrap_or_else(|| {
        json!({"user": state.user_json(interaction.user), "roles": [], "nick": null, "flags": 0,
            "joined_at": crate::clock::iso(state.now()), "deaf": false, "mute": false, "pending": false})
    });
    member["permissions"] = json!(may.to_string());
    member["unusual_dm_activity_until"] = Value::Null;
    member
}
