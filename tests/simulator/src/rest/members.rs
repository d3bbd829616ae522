//! Members: reading, changing, giving and taking roles, with the hierarchy's rules.

use serde_json::{Value, json};

use crate::Id;
use crate::clock::parse_iso;
use crate::events::{Event, EventKind};
use crate::limits::Breach;
use crate::rest::{ApiError, Call, Reply, access};
use crate::state::native::timeout_change;
use crate::state::people::action::{MEMBER_ROLE_UPDATE, MEMBER_UPDATE};
use crate::state::permission::{
    ADMINISTRATOR, CHANGE_NICKNAME, MANAGE_NICKNAMES, MANAGE_ROLES, MODERATE_MEMBERS, in_guild,
};
use crate::state::{Guild, State};

/// The longest time-out.
const LONGEST_TIMEOUT_MS: u64 = 28 * 86_400_000;

pub(super) fn get(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild, user) = ids(call)?;
    access::guild(call.state, guild)?;
    member(call.state, guild, user)
}

/// Flags of an application whose bot may list members: the intent, verified or limited.
const GUILD_MEMBERS: u64 = 1 << 14 | 1 << 15;

pub(super) fn list(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("guild_id")?;
    call.guild = Some(id);
    let limit = call.query("limit").and_then(|text| text.parse().ok()).unwrap_or(1);
    let after = call.query("after").map(|text| crate::rest::request::snowflake("after", text)).transpose()?;
    let flags = call.state.application.get("flags").and_then(Value::as_u64).unwrap_or(0);
    let guild = access::guild(call.state, id)?;
    if flags & GUILD_MEMBERS == 0 {
        return Err(ApiError::missing_access());
    }
    let found = guild.members.keys().filter(|user| after.is_none_or(|after| **user > after)).take(limit);
    Reply::ok(found.filter_map(|user| call.state.member_json(id, *user)).collect())
}

pub(super) fn give_role(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild, user, role) = role_call(call)?;
    if call.state.give_role(guild, user, role) {
        role_audit(call, guild, user, role, "$add");
    }
    Ok(Reply::Empty)
}

pub(super) fn take_role(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild, user, role) = role_call(call)?;
    if call.state.take_role(guild, user, role) {
        role_audit(call, guild, user, role, "$remove");
    }
    Ok(Reply::Empty)
}

pub(super) fn change(call: &mut Call) -> Result<Reply, ApiError> {
    let (guild_id, user) = ids(call)?;
    let guild = access::guild(call.state, guild_id)?;
    if !guild.members.contains_key(&user) {
        return Err(ApiError::unknown_member());
    }
    let until = checked_timeout(call)?;
    allowed(call, guild, user)?;
    let roles = match call.body["roles"].as_array() {
        Some(list) => Some(checked_roles(call, guild, user, list)?),
        None => None,
    };
    for role in roles.iter().flat_map(|(gained, _)| gained) {
        call.state.give_role(guild_id, user, *role);
        role_audit(call, guild_id, user, *role, "$add");
    }
    for role in roles.iter().flat_map(|(_, lost)| lost) {
        call.state.take_role(guild_id, user, *role);
        role_audit(call, guild_id, user, *role, "$remove");
    }
    let nick = call.body.get("nick").map(|nick| nick.as_str().filter(|nick| !nick.is_empty()).map(str::to_owned));
    let timed = call.has("communication_disabled_until");
    let mut changes = Vec::new();
    if let Some(member) = call.state.member_mut(guild_id, user) {
        if let Some(nick) = &nick {
            changes.push(json!({"key": "nick", "old_value": member.nick, "new_value": nick}));
            member.nick = nick.clone();
        }
        if timed {
            changes.push(timeout_change(member.timeout_until, until));
            member.timeout_until = until;
        }
    }
    if nick.is_some() || timed {
        let (bot, reason) = (call.state.bot_id, call.reason.clone());
        call.state.audit(guild_id, MEMBER_UPDATE, bot, user, reason, Value::Array(changes));
        call.state.happened(Event::new(EventKind::MemberUpdated).guild(guild_id).user(user));
    }
    member(call.state, guild_id, user)
}

fn ids(call: &mut Call) -> Result<(Id, Id), ApiError> {
    let guild = call.id("guild_id")?;
    call.guild = Some(guild);
    Ok((guild, call.id("user_id")?))
}

fn member(state: &State, guild: Id, user: Id) -> Result<Reply, ApiError> {
    match state.member_json(guild, user) {
        Some(member) => Reply::ok(member),
        None if state.users.contains_key(&user) => Err(ApiError::unknown_member()),
        None => Err(ApiError::unknown_user()),
    }
}

fn role_call(call: &mut Call) -> Result<(Id, Id, Id), ApiError> {
    let (guild_id, user) = ids(call)?;
    let role = call.id("role_id")?;
    let guild = access::guild_with(call.state, guild_id, MANAGE_ROLES)?;
    if !guild.roles.contains_key(&role) {
        return Err(ApiError::unknown_role());
    }
    if !guild.members.contains_key(&user) {
        return Err(match call.state.users.contains_key(&user) {
            true => ApiError::unknown_member(),
            false => ApiError::unknown_user(),
        });
    }
    assignable(call.state.bot_id, guild, role)?;
    Ok((guild_id, user, role))
}

/// A role can be given by hand when it is neither @everyone's nor managed and stands below the bot's highest.
fn assignable(bot: Id, guild: &Guild, role: Id) -> Result<(), ApiError> {
    let role = guild.roles.get(&role).ok_or_else(ApiError::unknown_role)?;
    if role.id == guild.id {
        return Err(ApiError::invalid_role());
    }
    match !role.managed && guild.above_role(bot, role) {
        true => Ok(()),
        false => Err(ApiError::missing_permissions()),
    }
}

/// The roles to give and to take so that the member has exactly the listed ones.
fn checked_roles(call: &Call, guild: &Guild, user: Id, list: &[Value]) -> Result<(Vec<Id>, Vec<Id>), ApiError> {
    let wanted: Vec<Id> = list.iter().filter_map(|id| id.as_str()?.parse().ok()).collect();
    let has = guild.members.get(&user).map(|member| member.roles.clone()).unwrap_or_default();
    let gained: Vec<Id> = wanted.iter().filter(|id| !has.contains(id)).copied().collect();
    let lost: Vec<Id> = has.iter().filter(|id| !wanted.contains(id)).copied().collect();
    for role in gained.iter().chain(&lost) {
        assignable(call.state.bot_id, guild, *role)?;
    }
    Ok((gained, lost))
}

/// Each field of a change has its own permission; nick and time-out also want a place above the member.
fn allowed(call: &Call, guild: &Guild, user: Id) -> Result<(), ApiError> {
    let bot = call.state.bot_id;
    let now = call.state.now();
    let may = in_guild(guild, bot, now);
    let own = user == bot;
    let needed = |field: &str, permission: u64| !call.has(field) || may & permission != 0;
    let nick = if own { CHANGE_NICKNAME | MANAGE_NICKNAMES } else { MANAGE_NICKNAMES };
    let given = needed("nick", nick)
        && needed("roles", MANAGE_ROLES)
        && needed("communication_disabled_until", MODERATE_MEMBERS);
    let touches = call.has("nick") || call.has("communication_disabled_until");
    let above = own || guild.outranks(bot, user);
    let shielded = call.has("communication_disabled_until")
        && !call.body["communication_disabled_until"].is_null()
        && in_guild(guild, user, now) & ADMINISTRATOR != 0;
    match given && (!touches || above) && !shielded {
        true => Ok(()),
        false => Err(ApiError::missing_permissions()),
    }
}

fn checked_timeout(call: &Call) -> Result<Option<u64>, ApiError> {
    let wrong = |code, message: &str| {
        let path = "communication_disabled_until".to_owned();
        Err(ApiError::invalid_form(&[Breach { path, code, message: message.to_owned() }]))
    };
    let now = call.state.now();
    match &call.body["communication_disabled_until"] {
        Value::Null => Ok(None),
        Value::String(text) => match parse_iso(text) {
            // A clock that is a little ahead is let pass, as Discord does.
            Some(until) if until > now + LONGEST_TIMEOUT_MS + 60_000 => {
                wrong("DATETIME_TYPE_MAX", "Timeout cannot be longer than 28 days.")
            }
            Some(until) => Ok(Some(until).filter(|until| *until > now)),
            None => wrong("DATE_TIME_TYPE_PARSE", "Could not parse. Should be ISO8601."),
        },
        _ => wrong("DATE_TIME_TYPE_PARSE", "Could not parse. Should be ISO8601."),
    }
}

fn role_audit(call: &mut Call, guild: Id, user: Id, role: Id, key: &str) {
    let name = call.state.guilds.get(&guild).and_then(|guild| guild.roles.get(&role)).map(|role| role.name.clone());
    let changes = json!([{"key": key, "new_value": [{"id": role.to_string(), "name": name}]}]);
    let (bot, reason) = (call.state.bot_id, call.reason.clone());
    call.state.audit(guild, MEMBER_ROLE_UPDATE, bot, user, reason, changes);
}
