//! Guilds, their roles and channels, read.

use serde_json::json;

use crate::rest::{ApiError, Call, Reply, access};
use crate::state::{Channel, Role};

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    // Of a guild without the bot this one route says "unknown", the others "missing access".
    let guild = access::guild(call.state, id).map_err(|_| ApiError::unknown_guild())?;
    let mut out = guild.json();
    if call.query("with_counts") == Some("true") {
        out["approximate_member_count"] = json!(guild.members.len());
        out["approximate_presence_count"] = json!(guild.members.len());
    }
    Reply::ok(out)
}

pub(super) fn roles(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let guild = access::guild(call.state, id)?;
    Reply::ok(guild.roles.values().map(Role::json).collect())
}

/// All channels, whether the bot sees them or not; threads are not among them.
pub(super) fn channels(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let guild = access::guild(call.state, id)?;
    Reply::ok(guild.channels.values().filter(|channel| !channel.is_thread()).map(Channel::json).collect())
}
