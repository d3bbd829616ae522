//! What the gate asks Discord of a guild: its roles, its channels, itself.

use twilight_model::guild::Permissions;

use crate::{
    base::{
        ids::{ChannelId, GuildId, RoleId, UserId},
        json::FromJson,
    },
    discord::{
        permission,
        rest::{self, RestError},
    },
    platform::http::Rest,
};

/// A role as Discord tells of it.
#[derive(Clone, Debug, FromJson)]
pub struct GuildRole {
    pub id: RoleId,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub position: i64,
    #[serde(default)]
    pub permissions: String,
    /// Belongs to an integration; nobody can give or take it by hand.
    #[serde(default)]
    pub managed: bool,
    pub tags: Option<Tags>,
}

#[derive(Clone, Debug, Default, FromJson)]
pub struct Tags {
    /// The bot whose own role this is.
    pub bot_id: Option<String>,
}

impl GuildRole {
    pub fn allowed(&self) -> Permissions {
        permission::parse(Some(&self.permissions))
    }

    fn rank(&self) -> (i64, RoleId) {
        (self.position, self.id)
    }
}

#[derive(Clone, Debug, FromJson)]
pub struct Channel {
    pub id: ChannelId,
    #[serde(rename = "type")]
    pub kind: u64,
    #[serde(default)]
    pub name: String,
    pub parent_id: Option<ChannelId>,
    #[serde(default)]
    pub permission_overwrites: Vec<Overwrite>,
}

#[derive(Clone, Debug, FromJson)]
pub struct Overwrite {
    pub id: String,
    #[serde(rename = "type", default)]
    pub kind: u64,
    #[serde(default)]
    pub allow: String,
    #[serde(default)]
    pub deny: String,
}

impl Channel {
    /// Allow and deny of a role or member, empty where there is none.
    pub fn overwrite(&self, id: &str) -> (Permissions, Permissions) {
        let found = self.permission_overwrites.iter().find(|overwrite| overwrite.id == id);
        let bits = |text: Option<&String>| permission::parse(text.map(String::as_str));
        (bits(found.map(|overwrite| &overwrite.allow)), bits(found.map(|overwrite| &overwrite.deny)))
    }

    /// Categories (4) hand their overwrites on to channels that are synced with them.
    pub const fn is_category(&self) -> bool {
        self.kind == 4
    }

    /// Whether its overwrites are those of its category.
    pub fn is_synced(&self, channels: &[Channel]) -> bool {
        let Some(parent) = channels.iter().find(|channel| Some(channel.id) == self.parent_id) else { return false };
        let sorted = |channel: &Channel| {
            let mut list: Vec<_> = channel
                .permission_overwrites
                .iter()
                .map(|overwrite| (overwrite.id.clone(), overwrite.allow.clone(), overwrite.deny.clone()))
                .collect();
            crate::base::list::sort(&mut list);
            list
        };
        sorted(self) == sorted(parent)
    }
}

/// A guild as the gate sees it.
#[derive(Clone, Debug)]
pub struct Guild {
    pub id: GuildId,
    pub owner: UserId,
    pub roles: Vec<GuildRole>,
    pub channels: Vec<Channel>,
    pub bot: UserId,
    pub bot_roles: Vec<RoleId>,
}

#[derive(FromJson)]
struct GuildObject {
    owner_id: UserId,
    #[serde(default)]
    roles: Vec<GuildRole>,
}

#[derive(FromJson)]
struct OwnUser {
    id: UserId,
}

#[derive(FromJson)]
struct Application {
    #[serde(default)]
    flags: u64,
}

/// Whether the bot may list members: Server Members Intent, whole or limited.
/// Source: Discord reference, "Application Flags".
///
/// # Errors
/// The call that failed.
pub async fn may_list_members(discord: &Rest) -> Result<bool, RestError> {
    let own: Application = discord.read(rest::get_application()).await?;
    Ok(own.flags & (1 << 14 | 1 << 15) != 0)
}

#[derive(FromJson)]
pub struct MemberRoles {
    #[serde(default)]
    pub roles: Vec<RoleId>,
}

/// Asks Discord three times, four with channels.
///
/// # Errors
/// The first call that failed.
pub async fn guild(discord: &Rest, id: GuildId, with_channels: bool) -> Result<Guild, RestError> {
    let object: GuildObject = discord.read(rest::get_guild(id)).await?;
    let own: OwnUser = discord.read(rest::get_own_user()).await?;
    let member: MemberRoles = discord.read(rest::get_member(id, own.id)).await?;
    let channels = if with_channels { discord.read(rest::get_channels(id)).await? } else { Vec::new() };
    Ok(Guild { id, owner: object.owner_id, roles: object.roles, channels, bot: own.id, bot_roles: member.roles })
}

impl Guild {
    pub fn role(&self, id: RoleId) -> Option<&GuildRole> {
        self.roles.iter().find(|role| role.id == id)
    }

    pub fn everyone(&self) -> RoleId {
        self.id.cast()
    }

    /// Whether the bot may give and take a role.
    pub fn can_set(&self, id: RoleId) -> bool {
        let own = self.roles.iter().filter(|role| self.bot_roles.contains(&role.id)).map(GuildRole::rank);
        let top = own.reduce(|a, b| if permission::is_above(a, b) { a } else { b });
        let role = self.role(id).filter(|role| !role.managed && role.id != self.everyone());
        match (role, top) {
            (Some(_), _) if self.bot == self.owner => true,
            (Some(role), Some(top)) => permission::is_above(top, role.rank()),
            _ => false,
        }
    }

    /// The roles by which somebody moderates: the listed one, and those that may time members out.
    /// Administrators see everything without them.
    pub fn moderators(&self, listed: Option<RoleId>) -> impl Iterator<Item = RoleId> {
        self.roles
            .iter()
            .filter(move |role| {
                let allowed = role.allowed();
                let may = allowed.contains(Permissions::MODERATE_MEMBERS) && !role.managed;
                role.id != self.everyone()
                    && (may || Some(role.id) == listed)
                    && !allowed.contains(Permissions::ADMINISTRATOR)
            })
            .map(|role| role.id)
    }

    /// What the bot may do in the guild at large, with what @everyone has.
    pub fn bot_total(&self) -> Permissions {
        let everyone = self.role(self.everyone()).map(GuildRole::allowed).unwrap_or_else(Permissions::empty);
        let own = self.bot_permissions();
        if own.contains(Permissions::ADMINISTRATOR) { Permissions::all() } else { own | everyone }
    }

    /// What the bot may do by its own roles, without what @everyone has: that may be taken away.
    pub fn bot_permissions(&self) -> Permissions {
        let held = self.roles.iter().filter(|role| self.bot_roles.contains(&role.id));
        held.fold(Permissions::empty(), |sum, role| sum | role.allowed())
    }
}
