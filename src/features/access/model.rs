//! Sessions, links and what somebody may do in a guild.

use twilight_model::guild::Permissions;

use crate::{
    base::{
        ids::{GuildId, RoleId, UserId},
        json::{self, FromJson},
        time::{DAY, HOUR, MINUTE},
    },
    discord::permission,
};

/// How long a link can be spent.
pub const LINK: i64 = 5 * MINUTE;
/// How long a session lasts.
pub const SESSION: i64 = 7 * DAY;
/// How old what Discord said may be for looking; an act asks anew.
pub const FRESH: i64 = 5 * MINUTE;
/// How old it may be for looking while Discord does not answer.
pub const STALE: i64 = HOUR;
/// A session's last use is kept to so much.
pub const USE: i64 = HOUR;
/// Failed sign-ins of one address within [`WINDOW`] before it is shut out.
pub const FAILURES: i64 = 10;
pub const WINDOW: i64 = 10 * MINUTE;
/// The longest that an address is shut out.
pub const LONGEST: i64 = DAY;

/// A link as it was given.
#[derive(Clone, Debug, FromJson)]
pub struct Link {
    pub user: UserId,
    pub user_name: String,
    pub guild: GuildId,
}

#[derive(Clone, Debug, FromJson)]
pub struct Session {
    /// The digest of the cookie.
    pub id: String,
    pub user: UserId,
    pub user_name: String,
    /// The only guild it is good for; every guild without one.
    pub guild: Option<GuildId>,
    pub agent: String,
    /// Unix milliseconds.
    pub created_at: i64,
    pub used_at: i64,
}

/// What Discord said of a person in a guild.
#[derive(Clone, Debug, FromJson)]
pub struct Access {
    pub guild_name: String,
    pub user_name: String,
    pub is_owner: i64,
    /// A decimal number.
    pub permissions: String,
    /// JSON array of ids.
    pub roles: String,
    /// Unix milliseconds.
    pub joined_at: Option<i64>,
    pub read_at: i64,
}

impl Access {
    pub fn permissions(&self) -> Permissions {
        permission::parse(Some(&self.permissions))
    }

    pub fn roles(&self) -> Vec<RoleId> {
        json::parse(&self.roles).unwrap_or_default()
    }
}

/// A guild that a session has looked at.
#[derive(Clone, Debug, FromJson)]
pub struct Seen {
    pub guild: GuildId,
    pub guild_name: String,
    /// What they may do there as Discord said it last: a decimal number.
    pub permissions: String,
    /// JSON array of ids.
    pub roles: String,
    /// When Discord said it. Unix milliseconds; 0 where only the list of signing in did.
    pub read_at: i64,
}

/// Owner and team of the application as they were read last.
#[derive(Clone, Debug, FromJson)]
pub struct People {
    /// JSON array of ids.
    pub people: String,
    /// Unix milliseconds.
    pub read_at: i64,
}

/// How long what Discord said of owner and team is good.
pub const PEOPLE: i64 = DAY;

/// Discord's application, as far as it tells who runs it.
#[derive(FromJson)]
pub struct ApplicationObject {
    pub owner: Option<IdOnly>,
    pub team: Option<TeamObject>,
}

#[derive(FromJson)]
pub struct IdOnly {
    pub id: UserId,
}

#[derive(FromJson)]
pub struct TeamObject {
    pub owner_user_id: UserId,
    #[serde(default)]
    pub members: Vec<TeamMember>,
}

#[derive(FromJson)]
pub struct TeamMember {
    pub user: IdOnly,
    /// 1: invited, 2: accepted.
    pub membership_state: i64,
    #[serde(default)]
    pub role: String,
}

#[derive(FromJson)]
pub struct Listed {
    pub shut_until: i64,
}

/// Discord's guild, as far as access needs it.
#[derive(FromJson)]
pub struct GuildObject {
    pub name: String,
    pub owner_id: UserId,
    #[serde(default)]
    pub roles: Vec<RoleObject>,
}

#[derive(FromJson)]
pub struct RoleObject {
    pub id: RoleId,
    pub permissions: String,
}

/// Discord's member, as far as access needs it.
#[derive(FromJson)]
pub struct MemberObject {
    pub user: UserObject,
    pub nick: Option<String>,
    #[serde(default)]
    pub roles: Vec<RoleId>,
    /// As Discord writes it.
    pub joined_at: Option<String>,
    /// Until when they are timed out, as Discord writes it.
    pub communication_disabled_until: Option<String>,
}

#[derive(FromJson)]
pub struct UserObject {
    pub username: String,
    pub global_name: Option<String>,
}
