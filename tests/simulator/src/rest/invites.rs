//! Invites to a channel.

use serde_json::json;

use crate::limits::Breach;
use crate::rest::{ApiError, Call, Reply, access};
use crate::state::permission::CREATE_INSTANT_INVITE;

/// The longest life of an invite, in seconds.
const LONGEST: u64 = 604_800;

pub(super) fn create(call: &mut Call) -> Result<Reply, ApiError> {
    let channel = call.id("channel_id")?;
    call.guild = call.state.guild_of(channel).map(|guild| guild.id);
    let max_age = call.body["max_age"].as_u64().unwrap_or(86_400);
    let max_uses = call.body["max_uses"].as_u64().unwrap_or(0);
    if max_age > LONGEST || max_uses > 100 {
        return Err(ApiError::invalid_form(&[Breach {
            path: if max_age > LONGEST { "max_age".into() } else { "max_uses".into() },
            code: "NUMBER_TYPE_MAX",
            message: "The value is too large.".into(),
        }]));
    }
    access::channel_with(call.state, channel, CREATE_INSTANT_INVITE)?;
    let (guild, shown) = access::channel(call.state, channel)?;
    let (name, kind, guild_name, guild_id) = (shown.name.clone(), shown.kind, guild.name.clone(), guild.id);
    let id = call.state.new_id();
    let now = call.state.now();
    let expires = (max_age > 0).then(|| crate::clock::iso(now + max_age * 1_000));
    Reply::ok(json!({
        "type": 0, "code": format!("inv{id:x}"), "inviter": call.state.user_json(call.state.bot_id),
        "max_age": max_age, "max_uses": max_uses, "uses": 0, "temporary": false, "expires_at": expires,
        "created_at": crate::clock::iso(now), "flags": 0,
        "channel": {"id": channel.to_string(), "type": kind, "name": name},
        "guild": {
            "id": guild_id.to_string(), "name": guild_name, "icon": null, "splash": null, "banner": null,
            "description": null, "features": [], "verification_level": 1, "vanity_url_code": null,
            "nsfw_level": 0, "nsfw": false, "premium_subscription_count": 0, "premium_tier": 0,
        },
        "guild_id": guild_id.to_string(),
    }))
}
