//! Digests in `/setup`, the check-up and `/status channel:…`; and the schedule that follows the settings.

use super::{
    logic::Calendar,
    model::{DigestSettings, Rhythm},
    sql, text,
};
use crate::{
    app::{Change, Check, Finding, Settings, SetupStep, check::GuildFacts},
    base::{
        ids::{ChannelId, GuildId},
        lang::Lang,
        time::Time,
    },
    discord::permission,
    platform::db::Stmt,
};

pub const CHECKS: &[Check] = &[channel];

pub const STEP: SetupStep = SetupStep {
    title: text::title,
    summary: |lang, settings| text::summary(lang, &settings.section::<DigestSettings>()),
    question: None,
};

fn channel(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let Some((channel, _)) = settings.section::<DigestSettings>().plan() else { return Vec::new() };
    let known = facts.channels.iter().find(|(id, _, _)| *id == channel);
    match known {
        None => vec![Finding::bad(text::channel_gone(lang))],
        Some((_, _, allowed)) if !permission::allows(*allowed, permission::SPEAK) => {
            vec![Finding::bad(text::cannot_speak(lang, channel))]
        }
        Some(_) => Vec::new(),
    }
}

pub fn watches(lang: Lang, settings: &Settings, channel: ChannelId) -> Option<String> {
    let planned = settings.section::<DigestSettings>().plan();
    planned.filter(|(known, _)| *known == channel).map(|_| text::come_here(lang).to_owned())
}

/// The schedule in the batch that changes the settings.
pub fn resettle(change: &Change<'_>) -> Vec<Stmt> {
    let rhythm = |settings: &Settings| {
        let digest: DigestSettings = settings.section();
        digest.plan().map(|(_, rhythm)| (rhythm, digest.hour, digest.zone))
    };
    let (before, after) = (rhythm(change.before), rhythm(change.after));
    if before == after { Vec::new() } else { vec![schedule(change.guild, after, change.now)] }
}

fn schedule(guild: GuildId, wanted: Option<(Rhythm, i64, crate::base::time::Zone)>, now: Time) -> Stmt {
    match wanted {
        None => sql::delete_schedule(guild),
        Some((rhythm, hour, zone)) => sql::set_schedule(guild, Calendar { zone: &zone, rhythm, hour }.next_due(now)),
    }
}
