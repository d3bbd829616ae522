//! What the check-up looks at for the guild as a whole.

use super::{model::General, text};
use crate::{
    app::{Check, Finding, Settings, check::GuildFacts},
    base::{ids::ChannelId, lang::Lang},
    discord::permission,
};

pub const CHECKS: &[Check] = &[bot_permissions, admin_channel, moderator_role];

/// What the features need of the bot's own role, with the link that gives it.
fn bot_permissions(lang: Lang, _: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    if facts.bot_may(facts.needed) {
        return Vec::new();
    }
    vec![Finding::bad(text::bot_lacks(lang, facts.needed - facts.bot_permissions, facts.invite.as_deref()))]
}

fn admin_channel(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let Some(channel) = settings.section::<General>().admin_channel else {
        return vec![Finding::bad(text::no_admin_channel(lang))];
    };
    let known = facts.channels.iter().find(|(id, _, _)| *id == channel);
    vec![match known {
        None => Finding::bad(text::admin_channel_gone(lang)),
        Some((_, _, allowed)) if !permission::allows(*allowed, permission::SPEAK) => {
            Finding::bad(text::cannot_speak(lang, channel))
        }
        Some(_) => Finding::good(text::admin_channel_good(lang, channel)),
    }]
}

fn moderator_role(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    match settings.section::<General>().moderator_role {
        Some(role) if facts.role(role).is_none() => vec![Finding::bad(text::moderator_role_gone(lang))],
        _ => Vec::new(),
    }
}

/// What is done with a channel here.
pub fn watches(lang: Lang, settings: &Settings, channel: ChannelId) -> Option<String> {
    (settings.section::<General>().admin_channel == Some(channel)).then(|| text::is_admin_channel(lang).to_owned())
}
