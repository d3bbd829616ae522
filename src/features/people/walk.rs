//! The one way of walking a guild's member list, which needs the GUILD_MEMBERS intent.

use crate::{
    base::ids::{GuildId, UserId},
    discord::{
        interaction::Member,
        rest::{self, RestError},
    },
    platform::http::Rest,
};

/// Members after an id, at most `most` (1 to 1,000), in the order of their ids; fewer mean the end.
///
/// # Errors
/// What Discord refused with, or why it did not answer.
pub async fn page_of_members(
    discord: &Rest,
    guild: GuildId,
    after: Option<UserId>,
    most: u16,
) -> Result<Vec<Member>, RestError> {
    discord.read(rest::list_members(guild, after, most)).await
}
