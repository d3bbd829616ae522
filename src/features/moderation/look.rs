//! What Discord knows of the people and roles that an act is about.

use super::{
    logic::{Look, RankedRole, Scene},
    model::Kind,
};
use crate::{
    base::{
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
        time::Time,
    },
    discord::{
        interaction,
        rest::{self, RestError, code},
    },
    platform::http::Rest,
};

/// The scene of an act, and what its messages need of the guild.
pub struct Seen {
    pub scene: Scene,
    pub guild_name: String,
    /// The name that people see; empty for who is not here.
    pub target_name: String,
    /// Whether the person is banned; asked for only when an act ends a ban.
    pub is_banned: bool,
}

#[derive(FromJson)]
struct Guild {
    #[serde(default)]
    name: String,
    owner_id: UserId,
    #[serde(default)]
    roles: Vec<RankedRole>,
}

#[derive(FromJson)]
struct OwnUser {
    id: UserId,
}

/// Asks Discord three to five times: the guild, the bot, the bot's roles, the member, the ban.
///
/// # Errors
/// The first call that failed. Who is not a member, or not banned, is no error.
pub async fn see(
    discord: &Rest,
    guild: GuildId,
    actor: Option<(UserId, Vec<RoleId>)>,
    target: UserId,
    kind: Kind,
) -> Result<Seen, RestError> {
    let known: Guild = discord.read(rest::get_guild(guild)).await?;
    let own: OwnUser = discord.read(rest::get_own_user()).await?;
    let bot_roles = match (kind.is_call() || kind == Kind::Restrict) && own.id != target {
        true => member(discord, guild, own.id).await?.map(|member| member.roles).unwrap_or_default(),
        false => Vec::new(),
    };
    let member = if kind == Kind::Unban { None } else { member(discord, guild, target).await? };
    let user = member.as_ref().and_then(|member| member.user.as_ref());
    let own_name = member.as_ref().and_then(|member| member.nick.as_deref());
    let target_name = own_name.or(user.map(interaction::User::shown)).unwrap_or_default().to_owned();
    let is_banned = kind == Kind::Unban && is_banned(discord, guild, target).await?;
    let scene = Scene {
        owner: known.owner_id,
        roles: known.roles,
        everyone: guild.cast(),
        bot: own.id,
        bot_roles,
        actor,
        target,
        target_timed_out: member.as_ref().and_then(interaction::Member::timed_out_until),
        target_roles: member.map(|member| member.roles),
    };
    Ok(Seen { scene, target_name, guild_name: known.name, is_banned })
}

/// Whether an act whose outcome is not known was done after all.
///
/// # Errors
/// When Discord does not answer.
pub async fn look(discord: &Rest, guild: GuildId, kind: Kind, target: UserId, now: Time) -> Result<Look, RestError> {
    let done = match kind {
        Kind::Ban => is_banned(discord, guild, target).await?,
        Kind::Unban => !is_banned(discord, guild, target).await?,
        Kind::Kick => member(discord, guild, target).await?.is_none(),
        Kind::Timeout | Kind::Untimeout => {
            let member = member(discord, guild, target).await?;
            let until = member.as_ref().and_then(interaction::Member::timed_out_until);
            until.is_some_and(|until| until > now) == (kind == Kind::Timeout)
        }
        Kind::Note | Kind::Warn | Kind::Restrict | Kind::Lift => true,
    };
    Ok(if done { Look::Done } else { Look::NotDone })
}

async fn member(discord: &Rest, guild: GuildId, user: UserId) -> Result<Option<interaction::Member>, RestError> {
    match discord.read(rest::get_member(guild, user)).await {
        Ok(member) => Ok(Some(member)),
        Err(error) if error.code() == code::UNKNOWN_MEMBER => Ok(None),
        Err(error) => Err(error),
    }
}

async fn is_banned(discord: &Rest, guild: GuildId, user: UserId) -> Result<bool, RestError> {
    match discord.send(rest::get_ban(guild, user)).await {
        Ok(()) => Ok(true),
        Err(error) if error.code() == code::UNKNOWN_BAN => Ok(false),
        Err(error) => Err(error),
    }
}
