//! Registered commands, global and of single guilds.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Id;

/// Slash command.
pub const CHAT_INPUT: u64 = 1;
/// Command on a user.
pub const USER: u64 = 2;
/// Command on a message.
pub const MESSAGE: u64 = 3;

/// Option types.
pub mod option {
    /// Subcommand.
    pub const SUBCOMMAND: u64 = 1;
    /// Group of subcommands.
    pub const GROUP: u64 = 2;
    /// Text.
    pub const STRING: u64 = 3;
    /// Whole number.
    pub const INTEGER: u64 = 4;
    /// True or false.
    pub const BOOLEAN: u64 = 5;
    /// User.
    pub const USER: u64 = 6;
    /// Channel.
    pub const CHANNEL: u64 = 7;
    /// Role.
    pub const ROLE: u64 = 8;
    /// User or role.
    pub const MENTIONABLE: u64 = 9;
    /// Number.
    pub const NUMBER: u64 = 10;
    /// File.
    pub const ATTACHMENT: u64 = 11;
}

/// The commands as Discord gives them back.
#[derive(Clone, Debug, Default)]
pub struct Commands {
    /// Global ones.
    pub global: Vec<Value>,
    /// Those of one guild.
    pub guild: BTreeMap<Id, Vec<Value>>,
    /// What a guild's administrators have changed in its settings, by (guild, command or application).
    pub overwrites: BTreeMap<(Id, Id), Vec<CommandOverwrite>>,
}

/// Whom a command was allowed or denied, or where.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CommandOverwrite {
    /// A role, a user, or a channel; the guild's own id is @everyone, one less is all channels.
    pub id: Id,
    /// [`target`].
    pub kind: u64,
    /// Allowed, or denied.
    pub permission: bool,
}

/// Kinds of what an overwrite is about.
pub mod target {
    /// A role.
    pub const ROLE: u64 = 1;
    /// A user.
    pub const USER: u64 = 2;
    /// A channel.
    pub const CHANNEL: u64 = 3;
}

impl Commands {
    /// What a client in this place knows: the guild's commands, then global ones.
    pub fn known_in(&self, guild: Option<Id>) -> impl Iterator<Item = &Value> {
        let own = guild.and_then(|id| self.guild.get(&id)).into_iter().flatten();
        own.chain(self.global.iter())
    }

    /// A command by type and name.
    pub fn find(&self, guild: Option<Id>, kind: u64, name: &str) -> Option<&Value> {
        self.known_in(guild).find(|command| command["type"] == kind && command["name"] == name)
    }

    /// Whether overwrites let somebody use a command in a channel; `None` where they say nothing of it. Those
    /// of the command count before those of the whole application, a user's before those of roles, and of
    /// roles one that allows is enough.
    pub(crate) fn overwritten(&self, guild: Id, of: [Id; 2], channel: Id, user: Id, roles: &[Id]) -> Option<bool> {
        let lists = of.map(|id| self.overwrites.get(&(guild, id)).map_or(&[][..], Vec::as_slice));
        let find = |list: &[CommandOverwrite], kind: u64, id: Id| {
            list.iter().find(|one| one.kind == kind && one.id == id).map(|one| one.permission)
        };
        let of_channel = |list: &[CommandOverwrite]| {
            let all = guild - 1;
            find(list, target::CHANNEL, channel).or_else(|| find(list, target::CHANNEL, all))
        };
        let of_person = |list: &[CommandOverwrite]| {
            let held: Vec<bool> = roles.iter().filter_map(|role| find(list, target::ROLE, *role)).collect();
            let of_roles = (!held.is_empty()).then(|| held.contains(&true));
            find(list, target::USER, user).or(of_roles).or_else(|| find(list, target::ROLE, guild))
        };
        if lists.iter().find_map(|list| of_channel(list)) == Some(false) {
            return Some(false);
        }
        lists.iter().find_map(|list| of_person(list))
    }

    /// The commands of a guild, or those of all.
    pub fn list_mut(&mut self, guild: Option<Id>) -> &mut Vec<Value> {
        match guild {
            Some(id) => self.guild.entry(id).or_default(),
            None => &mut self.global,
        }
    }
}

/// A command as Discord gives it back, from what was sent.
pub(crate) fn registered(sent: &Value, id: Id, version: Id, application: Id, guild: Option<Id>) -> Value {
    let field = |name: &str, default: Value| match sent.get(name) {
        Some(value) if !value.is_null() => value.clone(),
        _ => default,
    };
    let permissions = match &sent["default_member_permissions"] {
        Value::Number(bits) => json!(bits.to_string()),
        other => other.clone(),
    };
    let kind = field("type", json!(CHAT_INPUT));
    let mut command = json!({
        "id": id.to_string(), "application_id": application.to_string(), "version": version.to_string(),
        "type": kind, "name": sent["name"], "description": field("description", json!("")),
        "name_localizations": sent["name_localizations"],
        "description_localizations": sent["description_localizations"],
        "default_member_permissions": permissions, "nsfw": field("nsfw", json!(false)),
        "dm_permission": field("dm_permission", json!(true)),
        "integration_types": field("integration_types", json!([0])), "contexts": sent["contexts"],
    });
    if let Some(options) = sent.get("options").filter(|options| !options.is_null()) {
        command["options"] = options.clone();
    }
    if let Some(guild) = guild {
        command["guild_id"] = json!(guild.to_string());
    }
    command
}
