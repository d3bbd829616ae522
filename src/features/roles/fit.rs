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
    owner_id: Option<UserId>,
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

impl Guild {
    /// What roles allow together, with @everyone's, and where the highest of them stands.
    fn sum(&self, everyone: RoleId, roles: &[RoleId]) -> (Permissions, (i64, RoleId)) {
        let held = self.roles.iter().filter(|known| known.role.id == everyone || roles.contains(&known.role.id));
        held.fold((Permissions::empty(), (0, everyone)), |(may, top), known| {
            let place = (known.role.position, known.role.id);
            (may | known.permissions(), if permission::is_above(place, top) { place } else { top })
        })
    }

    /// Through the bot nobody gives what they could not give themself, or more than they have: else whoever may
    /// change its settings could become an administrator by them.
    fn require_own(&self, ctx: &Ctx, wanted: &GuildRole) -> Result<()> {
        if self.owner_id == Some(ctx.actor.id) {
            return Ok(());
        }
        let (may, top) = self.sum(ctx.guild.cast(), &ctx.actor.roles);
        if !permission::is_above(top, (wanted.role.position, wanted.role.id)) {
            return Err(Error::Refused(text::role_above_yours(ctx.lang).to_owned()));
        }
        match permission::allows(may, wanted.permissions()) {
            true => Ok(()),
            false => Err(Error::Refused(text::role_holds_more(ctx.lang).to_owned())),
        }
    }
}

impl GuildRole {
    fn permissions(&self) -> Permissions {
        permission::parse(self.permissions.as_deref())
    }
}

/// Whether the one who asks may have the bot give these roles: each stands below their own highest and allows
/// nothing that they may not. Roles that are gone can be given to nobody. Asks Discord once, unless there are none.
///
/// # Errors
/// Refused with the reason.
pub async fn require_own(ctx: &Ctx, roles: &[RoleId]) -> Result<()> {
    if roles.is_empty() {
        return Ok(());
    }
    let guild: Guild = ctx.discord.read(rest::get_guild(ctx.guild)).await?;
    guild.roles.iter().filter(|known| roles.contains(&known.role.id)).try_for_each(|role| guild.require_own(ctx, role))
}

/// A role that the bot could never give, or that the one who asks may not have given, is refused when it is chosen,
/// not when it is due. Asks Discord three times.
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
    let (may, top) = guild.sum(everyone, &member.roles);
    if !permission::allows(may, Permissions::MANAGE_ROLES) {
        return Err(Error::Refused(text::needs_manage_roles(lang).to_owned()));
    }
    match permission::is_above(top, (wanted.role.position, role)) {
        true => guild.require_own(ctx, wanted),
        false => Err(Error::Refused(text::role_above_mine(lang, role))),
    }
}
