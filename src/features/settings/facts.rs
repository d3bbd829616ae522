//! What the check-up learns from Discord, once for all features.

use twilight_model::guild::Permissions;

use crate::{
    app::{Ctx, check::GuildFacts, invite},
    base::{
        ids::{ChannelId, RoleId, UserId},
        json::FromJson,
    },
    discord::{
        interaction::Role,
        permission,
        rest::{self, RestError},
    },
};

#[derive(FromJson)]
struct Application {
    interactions_endpoint_url: Option<String>,
}

#[derive(FromJson)]
struct OwnUser {
    id: UserId,
    #[serde(default)]
    bot: bool,
}

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
struct Member {
    #[serde(default)]
    roles: Vec<RoleId>,
}

#[derive(FromJson)]
struct Channel {
    id: ChannelId,
    #[serde(rename = "type")]
    kind: u64,
    name: Option<String>,
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
}

#[derive(FromJson)]
struct Overwrite {
    id: String,
    allow: Option<String>,
    deny: Option<String>,
}

/// The guild's facts, and what is known of the application itself.
pub struct Learned {
    pub guild: GuildFacts,
    /// Whether Discord sends interactions here.
    pub endpoint: Option<String>,
    /// Whether the token is a bot's, as it must be.
    pub is_bot: bool,
}

/// Asks Discord five times.
///
/// # Errors
/// The first call that failed.
pub async fn learn(ctx: &Ctx) -> Result<Learned, RestError> {
    let application: Application = ctx.discord.read(rest::get_application()).await?;
    let own: OwnUser = ctx.discord.read(rest::get_own_user()).await?;
    let guild: Guild = ctx.discord.read(rest::get_guild(ctx.guild)).await?;
    let member: Member = ctx.discord.read(rest::get_member(ctx.guild, own.id)).await?;
    let channels: Vec<Channel> = ctx.discord.read(rest::get_channels(ctx.guild)).await?;

    let everyone: RoleId = ctx.guild.cast();
    let held = |role: &RoleId| *role == everyone || member.roles.contains(role);
    let own_roles: Vec<&GuildRole> = guild.roles.iter().filter(|role| held(&role.role.id)).collect();
    let is_owner = guild.owner_id == Some(own.id);
    let base =
        own_roles.iter().fold(Permissions::empty(), |sum, role| sum | permission::parse(role.permissions.as_deref()));
    let base = if is_owner { Permissions::all() } else { base };
    let top = own_roles
        .iter()
        .map(|role| (role.role.position, role.role.id))
        .reduce(|a, b| if permission::is_above(a, b) { a } else { b });
    let channels = channels.iter().filter(|channel| matches!(channel.kind, 0 | 5)).map(|channel| {
        let allowed = permission::in_channel(base, &overwrites(channel, everyone, own.id, &member.roles));
        (channel.id, channel.name.clone().unwrap_or_default(), allowed)
    });
    let needed = invite::permissions(ctx.features);
    Ok(Learned {
        guild: GuildFacts {
            now: ctx.now,
            channels: channels.collect(),
            roles: guild.roles.into_iter().map(|role| role.role).collect(),
            bot_top: top.unwrap_or((0, everyone)),
            bot_permissions: base,
            needed,
            invite: ctx.config.application.map(|application| invite::link(application, ctx.guild, needed)),
        },
        endpoint: application.interactions_endpoint_url,
        is_bot: own.bot,
    })
}

/// The overwrites that concern a member, in the order in which Discord applies them: everyone,
/// all roles together, the member.
fn overwrites(
    channel: &Channel,
    everyone: RoleId,
    member: UserId,
    roles: &[RoleId],
) -> [(Permissions, Permissions); 3] {
    let mut steps = [(Permissions::empty(), Permissions::empty()); 3];
    for overwrite in &channel.permission_overwrites {
        let (allow, deny) =
            (permission::parse(overwrite.allow.as_deref()), permission::parse(overwrite.deny.as_deref()));
        let step = if overwrite.id == everyone.to_string() {
            0
        } else if roles.iter().any(|role| role.to_string() == overwrite.id) {
            1
        } else if overwrite.id == member.to_string() {
            2
        } else {
            continue;
        };
        steps[step].0 |= allow;
        steps[step].1 |= deny;
    }
    steps
}
