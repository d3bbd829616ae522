//! The link that adds the bot to a guild with the permissions that its features need.

use twilight_model::guild::Permissions;

use super::Feature;
use crate::base::ids::{ApplicationId, GuildId};

/// What all features together need of the bot's own role.
pub fn permissions(features: &[&Feature]) -> Permissions {
    features.iter().fold(Permissions::empty(), |sum, feature| sum | feature.permissions)
}

/// Opens Discord's dialog with this guild chosen. For a guild that has the bot already it changes the
/// permissions of the bot's role.
/// Source: Discord reference, "Bot Authorization Flow".
pub fn link(application: ApplicationId, guild: GuildId, permissions: Permissions) -> String {
    let bits = permissions.bits();
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={bits}&guild_id={guild}"
    )
}
