//! The check-up: what each feature looks at, and what it found with the cure.

use super::Settings;
use twilight_model::guild::Permissions;

use crate::{
    base::{
        ids::{ChannelId, RoleId},
        lang::Lang,
        time::Time,
    },
    discord::{command::Text, interaction::Role, permission},
};

/// What the check-up learned of the guild from Discord, once for all features.
pub struct GuildFacts {
    /// When it was asked.
    pub now: Time,
    /// Roles of the guild: id, name, position, managed.
    pub roles: Vec<Role>,
    /// The bot's highest role as (position, id).
    pub bot_top: (i64, RoleId),
    /// What the bot may do in the guild at large.
    pub bot_permissions: Permissions,
    /// What all features together need of it, and the link that gives it.
    pub needed: Permissions,
    pub invite: Option<String>,
    /// Text channels by id, with what the bot may do in each.
    pub channels: Vec<(ChannelId, String, Permissions)>,
}

impl GuildFacts {
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// Whether the bot can give and take this role.
    pub fn can_give(&self, role: &Role) -> bool {
        !role.managed
            && self.bot_may(Permissions::MANAGE_ROLES)
            && permission::is_above(self.bot_top, (role.position, role.id))
    }

    pub fn bot_may(&self, needed: Permissions) -> bool {
        permission::allows(self.bot_permissions, needed)
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    pub good: bool,
    /// What was found and, when it is not good, the cure.
    pub text: String,
}

impl Finding {
    pub fn good(text: impl Into<String>) -> Finding {
        Finding { good: true, text: text.into() }
    }
    pub fn bad(text: impl Into<String>) -> Finding {
        Finding { good: false, text: text.into() }
    }
}

/// Looks at the facts for one feature; pure.
pub type Check = fn(Lang, &Settings, &GuildFacts) -> Vec<Finding>;

/// A feature's own step in `/setup`.
pub struct SetupStep {
    pub title: Text,
    /// One or two lines: what is set, and the command that changes it.
    pub summary: fn(Lang, &Settings) -> String,
    /// Further questions of `/setup`'s first page that belong to the feature.
    pub question: Option<Question>,
}

/// A choice between a few answers, asked on `/setup`'s first page.
pub struct Question {
    /// In the control's `custom_id`.
    pub name: &'static str,
    pub prompt: Text,
    /// Value, label.
    pub answers: &'static [(&'static str, Text)],
    /// What *Use recommended settings* chooses.
    pub recommended: &'static str,
    /// Which of the answers the settings hold, if any.
    pub current: fn(&Settings) -> Option<&'static str>,
    pub set: fn(&Settings, &str) -> Settings,
}
