//! Calls about the application, the guild, its roles and its audit log.

use serde_json::Value;

use super::{Call, Method};
use crate::base::ids::{ApplicationId, GuildId, RoleId, UserId};

pub fn get_application() -> Call {
    Call::new(Method::Get, "/applications/@me".into())
}

pub fn get_own_user() -> Call {
    Call::new(Method::Get, "/users/@me".into())
}

/// The guilds that the bot is in, at most 200 a page, by id.
pub fn get_own_guilds(after: Option<GuildId>) -> Call {
    let after = after.map(|guild| format!("&after={guild}")).unwrap_or_default();
    Call::new(Method::Get, format!("/users/@me/guilds?limit=200{after}"))
}

/// As [`get_own_guilds`], each with about how many members it has.
pub fn get_own_guilds_counted() -> Call {
    Call::new(Method::Get, "/users/@me/guilds?limit=200&with_counts=true".into())
}

pub fn get_user(user: UserId) -> Call {
    Call::new(Method::Get, format!("/users/{user}"))
}

pub fn get_guild(guild: GuildId) -> Call {
    Call::new(Method::Get, format!("/guilds/{guild}"))
}

pub fn get_roles(guild: GuildId) -> Call {
    Call::new(Method::Get, format!("/guilds/{guild}/roles"))
}

/// The registered commands, as Discord gives them back.
pub fn get_commands(application: ApplicationId) -> Call {
    Call::new(Method::Get, format!("/applications/{application}/commands"))
}

/// As [`get_commands`], in all languages.
pub fn get_commands_whole(application: ApplicationId) -> Call {
    Call::new(Method::Get, format!("/applications/{application}/commands?with_localizations=true"))
}

/// These commands and no others, as a JSON array.
pub fn put_commands(application: ApplicationId, commands: &Value) -> Call {
    Call::new(Method::Put, format!("/applications/{application}/commands")).json(commands.clone())
}

/// What a guild's administrators have changed in who may use which command.
/// Source: Discord reference, "Get Guild Application Command Permissions".
pub fn get_command_permissions(application: ApplicationId, guild: GuildId) -> Call {
    Call::new(Method::Get, format!("/applications/{application}/guilds/{guild}/commands/permissions"))
}

/// A role directly above @everyone. `role` is Discord's body: name, permissions, color …
pub fn create_role(guild: GuildId, role: Value) -> Call {
    Call::new(Method::Post, format!("/guilds/{guild}/roles")).json(role)
}

pub fn modify_role(guild: GuildId, role: RoleId, change: Value) -> Call {
    Call::new(Method::Patch, format!("/guilds/{guild}/roles/{role}")).json(change)
}

/// Entries after an entry's id, oldest first; needs View Audit Log. `limit` is 1 to 100.
/// Source: Discord reference, "Get Guild Audit Log".
pub fn get_audit_log(guild: GuildId, after: u64, limit: u8) -> Call {
    Call::new(Method::Get, format!("/guilds/{guild}/audit-logs?after={after}&limit={limit}"))
}
