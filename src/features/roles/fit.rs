//! Whether the bot could give a role at all.

use twilight_model::guild::Permissions;

use super::text;
use crate::{
    app::Ctx,
    base::{
        error::{Error, Result},
        ids::{RoleId, UserId},
        json::FromJson,
    },
    discord::{interaction::Role, permission, rest},
};

#[derive(FromJson)]
struct Guild {
    #[serde(default)]
    roles: Vec<GuildRole>,
}

#[derive(FromJson)]
struct GuildRole {
    #[serde(flatten)]
    role: Role,
    permissions: Option<String>,
}

#[derive(FromJson)]
struct OwnUser {
    id: UserId,
}

#[derive(FromJson)]
struct OwnMember {
    #[serde(default)]
    roles: Vec<RoleId>,
}

/// A role that the bot could never give is refused when it is chosen, not when it is due. Asks
/// Discord three times.
///
/// # Errors
/// Refused with the reason and the cure.
pub async fn require_giveable(ctx: &Ctx, role: RoleId) -> Result<()> {
    let lang = ctx.lang;
    let everyone: RoleId = ctx.guild.cast();
    let own: OwnUser = ctx.discord.read(rest::get_own_user()).await?;
    let member: OwnMember = ctx.discord.read(rest::get_member(ctx.guild, own.id)).await?;
    let guild: Guild = ctx.discord.read(rest::get_guild(ctx.guild)).await?;
    let Some(wanted) = guild.roles.iter().find(|known| known.role.id == role) else {
        return Err(Error::Refused(text::reason(lang, super::model::Reason::RoleGone).to_owned()));
    };
    if role == everyone || wanted.role.managed {
        return Err(Error::Refused(text::role_is_managed(lang).to_owned()));
    }
    let held = guild.roles.iter().filter(|known| known.role.id == everyone || member.roles.contains(&known.role.id));
    let (mut may, mut top) = (Permissions::empty(), (0, everyone));
    for known in held {
        may |= permission::parse(known.permissions.as_deref());
        let place = (known.role.position, known.role.id);
        top = if permission::is_above(place, top) { place } else { top };
    }
    if !permission::allows(may, Permissions::MANAGE_ROLES) {
        return Err(Error::Refused(text::needs_manage_roles(lang).to_owned()));
    }
    match permission::is_above(top, (wanted.role.position, role)) {
        true => Ok(()),
        false => Err(Error::Refused(text::role_above_mine(lang, role))),
    }
}
