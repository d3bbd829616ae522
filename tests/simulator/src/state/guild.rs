//! Guilds with their roles, members, bans and audit log.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Id;
use crate::clock::iso;
use crate::state::{Channel, User};

/// Fields of the guild object that a plain community has not set.
const UNSET: &[&str] = &[
    "icon",
    "description",
    "home_header",
    "splash",
    "discovery_splash",
    "banner",
    "application_id",
    "afk_channel_id",
    "widget_channel_id",
    "max_presences",
    "vanity_url_code",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "public_updates_channel_id",
    "embed_channel_id",
    "incidents_data",
    "inventory_settings",
    "latest_onboarding_question_id",
];

/// A guild and everything that lives in it except messages.
#[derive(Clone, Debug)]
pub struct Guild {
    /// Snowflake, also that of its @everyone role.
    pub id: Id,
    /// Name.
    pub name: String,
    /// The owner's user id.
    pub owner: Id,
    /// Its language, sent as `guild_locale`.
    pub preferred_locale: String,
    /// Roles by id; @everyone has the guild's id.
    pub roles: BTreeMap<Id, Role>,
    /// Channels and threads by id.
    pub channels: BTreeMap<Id, Channel>,
    /// Members by user id.
    pub members: BTreeMap<Id, Member>,
    /// Banned users with the reason.
    pub bans: BTreeMap<Id, Option<String>>,
    /// What moderators and bots did, oldest first.
    pub audit_log: Vec<AuditEntry>,
    /// Feature flags.
    pub features: Vec<String>,
    /// Where Discord tells who joined.
    pub system_channel: Option<Id>,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Snowflake.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Permission bits.
    pub permissions: u64,
    /// Place in the hierarchy; @everyone is 0.
    pub position: i64,
    /// 0xRRGGBB, 0 for none.
    pub color: u32,
    /// Shown apart in the member list.
    pub hoist: bool,
    /// Belongs to an integration, cannot be given by hand.
    pub managed: bool,
    /// The bot whose own role this is.
    pub bot: Option<Id>,
    /// Everyone may ping it.
    pub mentionable: bool,
}

/// A user's membership of a guild.
#[derive(Clone, Debug)]
pub struct Member {
    /// The user.
    pub user: Id,
    /// Role ids, without @everyone.
    pub roles: Vec<Id>,
    /// Unix milliseconds.
    pub joined_at: u64,
    /// Name in this guild.
    pub nick: Option<String>,
    /// Timed out until this moment, Unix milliseconds.
    pub timeout_until: Option<u64>,
    /// Has not passed membership screening.
    pub pending: bool,
    /// Member flags.
    pub flags: u64,
}

/// One entry of the audit log.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    /// Snowflake.
    pub id: Id,
    /// Discord's action number (22 ban, 24 member update, 25 role update, 72 message delete …).
    pub action: u32,
    /// Who did it.
    pub user: Id,
    /// What or whom it was done to.
    pub target: Id,
    /// From `X-Audit-Log-Reason`.
    pub reason: Option<String>,
    /// Changes as Discord lists them.
    pub changes: Value,
}

impl Guild {
    /// The highest role of a member as (position, id): of two at one position the smaller id is higher.
    pub fn rank(&self, user: Id) -> (i64, std::cmp::Reverse<Id>) {
        let everyone = (0, std::cmp::Reverse(self.id));
        let Some(member) = self.members.get(&user) else {
            return everyone;
        };
        member.roles.iter().filter_map(|id| self.roles.get(id)).map(Role::rank).max().unwrap_or(everyone)
    }

    /// Whether a member stands above another: the owner above all, else by highest role.
    pub fn outranks(&self, actor: Id, target: Id) -> bool {
        target != self.owner && (actor == self.owner || self.rank(actor) > self.rank(target))
    }

    /// Whether a member stands above a role.
    pub fn above_role(&self, actor: Id, role: &Role) -> bool {
        actor == self.owner || self.rank(actor) > role.rank()
    }

    /// The guild object of `GET /guilds/{id}`.
    pub fn json(&self) -> Value {
        let mut guild = json!({
            "id": self.id.to_string(), "name": self.name, "features": self.features,
            "owner_id": self.owner.to_string(), "region": "deprecated", "afk_timeout": 300,
            "system_channel_flags": 0, "widget_enabled": false, "verification_level": 1,
            "roles": self.roles.values().map(Role::json).collect::<Vec<_>>(),
            "default_message_notifications": 1, "mfa_level": 0, "explicit_content_filter": 2,
            "max_members": 500_000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
            "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": self.preferred_locale,
            "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": [],
            "stickers": [], "embed_enabled": false,
        });
        for unset in UNSET {
            guild[*unset] = Value::Null;
        }
        guild["system_channel_id"] = json!(self.system_channel.map(|id| id.to_string()));
        guild
    }

    /// The few fields an interaction carries.
    pub fn partial_json(&self) -> Value {
        json!({"id": self.id.to_string(), "locale": self.preferred_locale, "features": self.features})
    }
}

impl Role {
    fn rank(&self) -> (i64, std::cmp::Reverse<Id>) {
        (self.position, std::cmp::Reverse(self.id))
    }

    /// The role object.
    pub fn json(&self) -> Value {
        let mut role = json!({
            "id": self.id.to_string(), "name": self.name, "description": null,
            "permissions": self.permissions.to_string(), "position": self.position, "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": self.hoist, "managed": self.managed, "mentionable": self.mentionable,
            "icon": null, "unicode_emoji": null, "flags": 0,
        });
        if let Some(bot) = self.bot {
            role["tags"] = json!({"bot_id": bot.to_string()});
        }
        role
    }
}

impl Member {
    /// Whether a time-out is running.
    pub fn timed_out(&self, now: u64) -> bool {
        self.timeout_until.is_some_and(|until| until > now)
    }

    /// The member object with its user.
    pub fn json(&self, user: &User) -> Value {
        let mut member = self.partial_json();
        member["user"] = user.json();
        member["mute"] = json!(false);
        member["deaf"] = json!(false);
        member
    }

    /// Without user, mute and deaf: as resolved objects of interactions have it.
    pub fn partial_json(&self) -> Value {
        json!({
            "avatar": null, "banner": null,
            "communication_disabled_until": self.timeout_until.map(iso),
            "flags": self.flags, "joined_at": iso(self.joined_at), "nick": self.nick,
            "pending": self.pending, "premium_since": null,
            "roles": self.roles.iter().map(Id::to_string).collect::<Vec<_>>(),
        })
    }

    /// The name shown in the guild.
    pub fn display_name<'a>(&'a self, user: &'a User) -> &'a str {
        self.nick.as_deref().unwrap_or(user.display_name())
    }
}
