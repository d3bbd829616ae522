//! What the bot may see and do: the checks that handlers share, with the error each gives.

use crate::Id;
use crate::rest::ApiError;
use crate::state::permission::{self, VIEW_CHANNEL};
use crate::state::{Channel, Guild, State};

/// A guild the bot is in.
pub(crate) fn guild(state: &State, id: Id) -> Result<&Guild, ApiError> {
    let guild = state.guilds.get(&id).ok_or_else(ApiError::unknown_guild)?;
    match guild.members.contains_key(&state.bot_id) {
        true => Ok(guild),
        false => Err(ApiError::missing_access()),
    }
}

/// A guild in which the bot has these permissions.
pub(crate) fn guild_with(state: &State, id: Id, needed: u64) -> Result<&Guild, ApiError> {
    let guild = guild(state, id)?;
    match permission::in_guild(guild, state.bot_id, state.now()) & needed == needed {
        true => Ok(guild),
        false => Err(ApiError::missing_permissions()),
    }
}

/// A guild's channel that the bot sees, with its guild.
pub(crate) fn channel(state: &State, id: Id) -> Result<(&Guild, &Channel), ApiError> {
    let guild = state.guild_of(id).ok_or_else(ApiError::unknown_channel)?;
    let channel = guild.channels.get(&id).ok_or_else(ApiError::unknown_channel)?;
    match permission::in_channel(guild, channel, state.bot_id, state.now()) & VIEW_CHANNEL {
        0 => Err(ApiError::missing_access()),
        _ => Ok((guild, channel)),
    }
}

/// Access to any channel the bot can see, DMs included, with these permissions there.
pub(crate) fn channel_with(state: &State, id: Id, needed: u64) -> Result<(), ApiError> {
    if !state.dms.contains_key(&id) {
        channel(state, id)?;
    }
    match state.permissions(id, state.bot_id) & needed == needed {
        true => Ok(()),
        false => Err(ApiError::missing_permissions()),
    }
}
