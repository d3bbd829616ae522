//! Bans and kicks, with the hierarchy's rules.

use serde_json::{Value, json};

use crate::Id;
use crate::events::{Event, EventKind};
use crate::limits::Breach;
use crate::rest::request::snowflake;
use crate::rest::{ApiError, Call, Reply, access};
use crate::state::people::action;
use crate::state::permission::{BAN_MEMBERS, KICK_MEMBERS, MANAGE_GUILD};
use crate::state::{Guild, State};

/// How far back a ban deletes messages: seven days.
const MOST_SECONDS: u64 = 604_800;
/// People of one bulk ban.
const MOST_AT_ONCE: usize = 200;

pub(super) fn kick(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild_id, user) = ids(call)?;
    let guild = access::guild_with(call.state, guild_id, KICK_MEMBERS)?;
    if !guild.members.contains_key(&user) {
        return Err(nobody(call.state, user, ApiError::unknown_member()));
    }
    below_the_bot(call.state, guild, user)?;
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.audit(guild_id, action::KICK, bot, user, reason, Value::Null);
    call.state.leave(guild_id, user, "kicked");
    Ok(Reply::Empty)
}

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild, user) = ids(call)?;
    let guild = access::guild_with(call.state, guild, BAN_MEMBERS)?;
    match guild.bans.get(&user) {
        Some(reason) => Reply::ok(ban_json(call.state, user, reason.as_deref())),
        None => Err(ApiError::unknown_ban()),
    }
}

pub(super) fn list(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let limit = call.query("limit").and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let bound = |name: &str| call.query(name).map(|text| snowflake(name, text)).transpose();
    let (before, after) = (bound("before")?, bound("after")?);
    let guild = access::guild_with(call.state, id, BAN_MEMBERS)?;
    let inside = |user: &Id| before.is_none_or(|id| *user < id) && after.is_none_or(|id| *user > id);
    let mut found: Vec<_> = guild.bans.iter().filter(|(user, _)| inside(user)).collect();
    // Given both, `before` counts.
    if before.is_some() && found.len() > limit {
        found.drain(..found.len() - limit);
    }
    let found = found.into_iter().take(limit);
    Reply::ok(found.map(|(user, reason)| ban_json(call.state, *user, reason.as_deref())).collect())
}

pub(super) fn ban(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild_id, user) = ids(call)?;
    let seconds = checked_seconds(call)?;
    let guild = access::guild_with(call.state, guild_id, BAN_MEMBERS)?;
    if !call.state.users.contains_key(&user) {
        return Err(ApiError::unknown_user());
    }
    below_the_bot(call.state, guild, user)?;
    carry_out(call, guild_id, user, seconds);
    Ok(Reply::Empty)
}

pub(super) fn unban(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild_id, user) = ids(call)?;
    let guild = access::guild_with(call.state, guild_id, BAN_MEMBERS)?;
    if !guild.bans.contains_key(&user) {
        return Err(ApiError::unknown_ban());
    }
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.unban(guild_id, bot, user, reason);
    Ok(Reply::Empty)
}

pub(super) fn bulk(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let seconds = checked_seconds(call)?;
    let listed = call.body["user_ids"].as_array().cloned().unwrap_or_default();
    if listed.len() > MOST_AT_ONCE {
        return Err(ApiError::invalid_form(&[Breach {
            path: "user_ids".into(),
            code: "BASE_TYPE_MAX_LENGTH",
            message: format!("Must be {MOST_AT_ONCE} or fewer in length."),
        }]));
    }
    let guild = access::guild_with(call.state, id, BAN_MEMBERS | MANAGE_GUILD)?;
    let wanted: Vec<Id> = listed.iter().filter_map(|user| user.as_str()?.parse().ok()).collect();
    let may = |user: &Id| {
        call.state.users.contains_key(user)
            && !guild.bans.contains_key(user)
            && below_the_bot(call.state, guild, *user).is_ok()
    };
    let (banned, failed): (Vec<Id>, Vec<Id>) = wanted.into_iter().partition(may);
    if banned.is_empty() {
        return Err(ApiError::bulk_ban_failed());
    }
    for user in &banned {
        carry_out(call, id, *user, seconds);
    }
    let texts = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
    Reply::ok(json!({"banned_users": texts(&banned), "failed_users": texts(&failed)}))
}

fn ids(call: &mut Call) -> Result<(Id, Id), ApiError> {
    let guild = call.id("guild_id")?;
    call.guild = Some(guild);
    Ok((guild, call.id("user_id")?))
}

fn nobody(state: &State, user: Id, known: ApiError) -> ApiError {
    if state.users.contains_key(&user) { known } else { ApiError::unknown_user() }
}

/// Members must stand below the bot; who is no member has no place.
fn below_the_bot(state: &State, guild: &Guild, user: Id) -> Result<(), ApiError> {
    let below = !guild.members.contains_key(&user) || guild.outranks(state.bot_id, user);
    if below && user != guild.owner { Ok(()) } else { Err(ApiError::missing_permissions()) }
}

fn checked_seconds(call: &Call) -> Result<u64, ApiError> {
    let seconds = call.body["delete_message_seconds"].as_u64().unwrap_or(0);
    if seconds <= MOST_SECONDS {
        return Ok(seconds);
    }
    Err(ApiError::invalid_form(&[Breach {
        path: "delete_message_seconds".into(),
        code: "NUMBER_TYPE_MAX",
        message: format!("int value should be less than or equal to {MOST_SECONDS}."),
    }]))
}

fn carry_out(call: &mut Call, guild: Id, user: Id, seconds: u64) {
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.ban(guild, bot, user, reason);
    if seconds > 0 {
        call.state.delete_recent(guild, user, seconds);
    }
    call.state.happened(Event::new(EventKind::MemberUpdated).guild(guild).user(user));
}

fn ban_json(state: &State, user: Id, reason: Option<&str>) -> Value {
    json!({"reason": reason, "user": state.user_json(user)})
}
