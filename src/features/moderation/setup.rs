//! What the check-up looks at for moderation.

use super::text;
use crate::{
    app::{Check, Finding, Settings, check::GuildFacts},
    base::lang::Lang,
};
use twilight_model::guild::Permissions;

pub const CHECKS: &[Check] = &[permissions];

/// What the acts need of the bot's own role, each with its cure.
fn permissions(lang: Lang, _: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let needed = [
        Permissions::KICK_MEMBERS,
        Permissions::BAN_MEMBERS,
        Permissions::MODERATE_MEMBERS,
        Permissions::VIEW_AUDIT_LOG,
    ];
    needed
        .into_iter()
        .filter(|needed| !facts.bot_may(*needed))
        .map(|missing| Finding::bad(text::bot_lacks(lang, missing)))
        .collect()
}
