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
    roles: Vec<Role>,
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
pub async fn require_giveable(ctx: &Ctx, role: &Role) -> Result<()> {
    let lang = ctx.lang;
    if role.id.get() == ctx.guild.get() || role.managed {
        return Err(Error::Refused(text::role_is_managed(lang).to_owned()));
    }
    if !permission::allows(ctx.app_permissions, Permissions::MANAGE_ROLES) {
        return Err(Error::Refused(text::needs_manage_roles(lang).to_owned()));
    }
    let own: OwnUser = ctx.discord.read(rest::get_own_user()).await?;
    let member: OwnMember = ctx.discord.read(rest::get_member(ctx.guild, own.id)).await?;
    let guild: Guild = ctx.discord.read(rest::get_guild(ctx.guild)).await?;
    let top = guild.roles.iter().filter(|r| member.roles.contains(&r.id)).map(|r| (r.position, r.id));
    let top = top.reduce(|a, b| if permission::is_above(a, b) { a } else { b });
    let gives = top.is_some_and(|top| permission::is_above(top, (role.position, role.id)));
    if gives { Ok(()) } else { Err(Error::Refused(text::role_above_mine(lang, role.id))) }
}
