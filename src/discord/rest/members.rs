//! Calls about members, their roles, timeouts, kicks and bans.

use serde_json::{Value, json};

use super::{Call, Method};
use crate::base::{
    ids::{GuildId, RoleId, UserId},
    time::Time,
};

pub fn get_member(guild: GuildId, user: UserId) -> Call {
    Call::new(Method::Get, format!("/guilds/{guild}/members/{user}"))
}

/// Members by id; needs the GUILD_MEMBERS intent. `limit` is 1 to 1,000.
pub fn list_members(guild: GuildId, after: Option<UserId>, limit: u16) -> Call {
    let after = after.map_or(0, twilight_model::id::Id::get);
    Call::new(Method::Get, format!("/guilds/{guild}/members?limit={limit}&after={after}"))
}

pub fn add_member_role(guild: GuildId, user: UserId, role: RoleId) -> Call {
    Call::new(Method::Put, format!("/guilds/{guild}/members/{user}/roles/{role}"))
}

pub fn remove_member_role(guild: GuildId, user: UserId, role: RoleId) -> Call {
    Call::new(Method::Delete, format!("/guilds/{guild}/members/{user}/roles/{role}"))
}

/// Times a member out until then, at most 28 days ahead; `None` ends it.
pub fn set_timeout(guild: GuildId, user: UserId, until: Option<Time>) -> Call {
    let until = until.map_or(Value::Null, |until| json!(until.iso8601()));
    Call::new(Method::Patch, format!("/guilds/{guild}/members/{user}"))
        .json(json!({ "communication_disabled_until": until }))
}

/// Sets all roles of a member at once.
pub fn set_roles(guild: GuildId, user: UserId, roles: &[RoleId]) -> Call {
    Call::new(Method::Patch, format!("/guilds/{guild}/members/{user}")).json(json!({ "roles": roles }))
}

pub fn kick(guild: GuildId, user: UserId) -> Call {
    Call::new(Method::Delete, format!("/guilds/{guild}/members/{user}"))
}

pub fn get_ban(guild: GuildId, user: UserId) -> Call {
    Call::new(Method::Get, format!("/guilds/{guild}/bans/{user}"))
}

/// The first thousand beyond an id who are banned, by id, each with the reason. Source: Discord reference, "Get Guild Bans".
pub fn get_bans(guild: GuildId, after: Option<UserId>) -> Call {
    let after = after.map_or(String::new(), |after| format!("&after={after}"));
    Call::new(Method::Get, format!("/guilds/{guild}/bans?limit=1000{after}"))
}

/// Bans, and deletes what the person wrote in the last `delete_seconds` (0 to 604,800).
pub fn ban(guild: GuildId, user: UserId, delete_seconds: i64) -> Call {
    Call::new(Method::Put, format!("/guilds/{guild}/bans/{user}"))
        .json(json!({ "delete_message_seconds": delete_seconds }))
}

pub fn unban(guild: GuildId, user: UserId) -> Call {
    Call::new(Method::Delete, format!("/guilds/{guild}/bans/{user}"))
}

/// At most 200 at once; needs Ban Members and Manage Server. The answer names `banned_users` and
/// `failed_users`. Source: Discord reference, "Bulk Guild Ban".
pub fn bulk_ban(guild: GuildId, users: &[UserId], delete_seconds: i64) -> Call {
    Call::new(Method::Post, format!("/guilds/{guild}/bulk-ban"))
        .json(json!({ "user_ids": users, "delete_message_seconds": delete_seconds }))
}
